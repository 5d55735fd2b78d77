// SPDX-License-Identifier: MIT
// Any bytes as a .pvar or .bim, and as a list of samples. Only an Error may come out.
#include "memory_file.hpp"
#include "variant/variant_list.hpp"

#include <cstddef>
#include <cstdint>

#include <genostrat/core/error.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        static_cast<void>(genostrat::detail::summarise_variants(file.path()));
        genostrat::detail::VariantList list{file.path()};
        std::string_view line;
        while (list.next(line))
            static_cast<void>(list.parse(line).n_alts());
    } catch (const genostrat::Error&) {
    }
    try {
        static_cast<void>(genostrat::detail::read_sample_ids(file.path()));
    } catch (const genostrat::Error&) {
    }
    return 0;
}
