// SPDX-License-Identifier: MIT
// Any bytes as a chain file. Only an Error may come out; what is lifted lies within its contig.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <genostrat/core/error.hpp>
#include <genostrat/liftover/chain.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        const auto map = genostrat::liftover::ChainMap::read(file.path());
        for (genostrat::ContigId source = 0;
             source < static_cast<genostrat::ContigId>(map.sources().size());
             ++source)
            for (std::int64_t pos = 0; pos < 200; pos += 3) {
                const genostrat::liftover::LiftResult result = map.lift(source, {pos, pos + 1});
                if (result.status != genostrat::liftover::LiftStatus::whole)
                    continue;
                const genostrat::liftover::Lifted& lifted = result.lifted;
                if (lifted.where.length() != 1 || lifted.where.begin < 0 ||
                    lifted.where.end > map.targets().length(lifted.contig))
                    std::abort();
                static_cast<void>(map.lift_between(source, {pos, pos + 2}));
            }
    } catch (const genostrat::Error&) {
    }
    return 0;
}
