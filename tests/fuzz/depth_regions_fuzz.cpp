// SPDX-License-Identifier: MIT
// Any bytes as the BED of `depth --by`. Only an Error may come out; regions are sorted by begin.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <genostrat/core/error.hpp>
#include <genostrat/coverage/regions.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace coverage = genostrat::coverage;
    const genostrat::fuzz::MemoryFile file{data, size};
    genostrat::alignment::Header header;
    header.contigs.add("1", 1000);
    header.contigs.add("chr2", 10);
    for (const coverage::Rules rules : {coverage::Rules::genostrat, coverage::Rules::mosdepth})
        try {
            const coverage::Regions regions{header, file.path(), rules, "1"};
            for (std::int32_t contig = 0; contig < 2; ++contig)
                for (std::int64_t index = 0; index < regions.size(contig); ++index) {
                    const coverage::BedRegion region = regions.get(contig, index);
                    const bool is_sorted =
                        index == 0 || regions.begin_of(contig, index - 1) <= region.begin;
                    if (region.begin < 0 || region.end < region.begin || !is_sorted)
                        std::abort();
                }
        } catch (const genostrat::Error&) {
        }
    return 0;
}
