// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace genostrat {

/// Appends a genotype with its alleles renamed; phase signs, ploidy and missing alleles stay.
///
/// @param genotype   `0/1`, `1|0|.`, `2`
/// @param n_alleles  of the row the genotype belongs to, REF included
/// @param append     called with each allele's number and `out`
/// @return false if an allele is no number or not below n_alleles: nothing was appended
template <typename AppendAllele>
[[nodiscard]] bool append_renamed_genotype(
    std::string_view genotype, std::size_t n_alleles, std::string& out, AppendAllele append) {
    const std::size_t old_size = out.size();
    for (std::size_t at = 0; at < genotype.size();) {
        const char sign = genotype[at];
        if (sign == '/' || sign == '|' || sign == '.') {
            out += sign;
            ++at;
            continue;
        }
        std::size_t allele = 0;
        const char* const begin = genotype.data() + at;
        const auto [stop, status] =
            std::from_chars(begin, genotype.data() + genotype.size(), allele);
        if (status != std::errc{} || allele >= n_alleles) {
            out.resize(old_size);
            return false;
        }
        append(allele, out);
        at += static_cast<std::size_t>(stop - begin);
    }
    return true;
}

}  // namespace genostrat
