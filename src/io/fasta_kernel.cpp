// SPDX-License-Identifier: MIT
#include "io/fasta_kernel.hpp"

namespace genostrat::io {

void copy_upper_case(const char* from, std::size_t n_bases, char* to) noexcept {
    for (std::size_t base = 0; base < n_bases; ++base) {
        const char letter = from[base];
        const bool is_lower = letter >= 'a' && letter <= 'z';
        to[base] = static_cast<char>(letter - (is_lower ? 'a' - 'A' : 0));
    }
}

}  // namespace genostrat::io
