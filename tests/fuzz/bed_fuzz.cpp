// SPDX-License-Identifier: MIT
// Any bytes as a BED file. Only an Error may come out; what comes is sorted and joined.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <genostrat/core/error.hpp>
#include <genostrat/io/bed.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        const auto set = genostrat::io::IntervalSet::from_bed(file.path());
        for (const std::string& contig : set.contigs().names()) {
            std::int64_t end = -1;
            for (const genostrat::Interval& interval : set.on(contig)) {
                if (interval.begin <= end || interval.empty())
                    std::abort();
                end = interval.end;
            }
        }
    } catch (const genostrat::Error&) {
    }
    return 0;
}
