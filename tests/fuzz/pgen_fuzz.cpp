// SPDX-License-Identifier: MIT
// Any bytes as a .pgen (or .bed) of 3 variants and 5 samples. Only an Error may come out.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/plink_source.hpp>
#include <genostrat/variant/vcf_sink.hpp>

namespace {

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());  // NOLINT(*-reinterpret-cast)
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view variants =
        "#CHROM\tPOS\tID\tREF\tALT\n1\t1\ta\tA\tG\n1\t2\tb\tA\tG,T\n1\t3\tc\tA\tG,T,C,AA\n";
    constexpr std::string_view samples = "#IID\na\nb\nc\nd\ne\n";
    const genostrat::fuzz::MemoryFile file{data, size};
    const genostrat::fuzz::MemoryFile pvar{bytes_of(variants), variants.size()};
    const genostrat::fuzz::MemoryFile psam{bytes_of(samples), samples.size()};
    try {
        genostrat::PlinkSource source{
            file.path(), {}, {.variants = pvar.path(), .samples = psam.path()}};
        static_cast<void>(
            (genostrat::Pipeline{std::move(source)} | genostrat::VcfSink{"/dev/null", {}})
                .run({.threads = 1}));
    } catch (const genostrat::Error&) {
    }
    return 0;
}
