// SPDX-License-Identifier: MIT
// Any bytes as a configuration of vcfanno. Only an Error may come out; what comes is whole.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <genostrat/annotate/vcfanno.hpp>
#include <genostrat/core/error.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        const auto config = genostrat::annotate::read_vcfanno(file.path(), {});
        for (const auto& join : config.joins)
            for (const auto& field : join.fields)
                if (field.name.empty() || !field.operation)
                    std::abort();
    } catch (const genostrat::Error&) {
    }
    return 0;
}
