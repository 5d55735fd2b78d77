// SPDX-License-Identifier: MIT
// Any bytes as a scoring file. Only an Error may come out.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>

#include <genostrat/core/error.hpp>
#include <genostrat/score/scoring_file.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        genostrat::score::ScoringFile scores{file.path()};
        genostrat::score::ScoringRow row;
        while (scores.next(row))
            continue;
    } catch (const genostrat::Error&) {
    }
    return 0;
}
