// SPDX-License-Identifier: MIT
// Any bytes as an HGVS expression. What is read must be read again from its canonical form.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <genostrat/hgvs/expression.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::hgvs::ParsedExpression parsed =
        genostrat::hgvs::parse_expression({reinterpret_cast<const char*>(data), size});
    if (parsed.dna && genostrat::hgvs::parse_expression(to_string(*parsed.dna)).fault)
        std::abort();
    return 0;
}
