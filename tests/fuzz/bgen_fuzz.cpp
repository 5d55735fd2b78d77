// SPDX-License-Identifier: MIT
// Any bytes as a BGEN file. Only an Error may come out.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>

#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/bgen_source.hpp>
#include <genostrat/variant/vcf_sink.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        static_cast<void>((genostrat::Pipeline{genostrat::BgenSource{file.path()}} |
                           genostrat::VcfSink{"/dev/null", {}})
                              .run({.threads = 1}));
    } catch (const genostrat::Error&) {
    }
    return 0;
}
