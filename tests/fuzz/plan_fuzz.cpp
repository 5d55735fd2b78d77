// SPDX-License-Identifier: MIT
// Any bytes as a plan. Only an Error may come out.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/plan.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        static_cast<void>(genostrat::parse_plan(
            {reinterpret_cast<const char*>(data), size},
            "plan.yaml",
            {{"vcf", "in.vcf.gz"}, {"out", "${vcf}"}}));
    } catch (const genostrat::Error&) {
    }
    return 0;
}
