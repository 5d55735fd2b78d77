// SPDX-License-Identifier: MIT
// Any bytes as a variant file: read, every row turned into BCF and written as VCF, bad rows
// skipped. Only an Error may come out.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>

#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    for (const genostrat::VcfFormat format :
         {genostrat::VcfFormat::vcf, genostrat::VcfFormat::bcf_uncompressed}) {
        try {
            genostrat::VcfSource source{
                file.path(), {.on_bad_record = genostrat::OnBadRecord::skip}};
            static_cast<void>((genostrat::Pipeline{std::move(source)} |
                               genostrat::VcfSink{"/dev/null", {.format = format}})
                                  .run({.threads = 1}));
        } catch (const genostrat::Error&) {
        }
    }
    return 0;
}
