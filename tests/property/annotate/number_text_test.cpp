// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <genostrat/annotate/number_text.hpp>

namespace genostrat::annotate {
namespace {

RC_GTEST_PROP(Decimal, is_exact_or_nothing, ()) {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456789.eE+-"}));
    if (const auto decimal = parse_decimal(text)) {
        std::string out;
        append_decimal(*decimal, out);
        RC_ASSERT(out == text);
    }
}

RC_GTEST_PROP(Quotient, agrees_with_printf, ()) {
    const auto denominator = *rc::gen::inRange<std::uint32_t>(1, 2'000'000);
    const auto numerator = *rc::gen::inRange<std::uint32_t>(0, denominator + 1);
    const auto precision = static_cast<std::uint8_t>(*rc::gen::inRange(1, 10));
    const std::array<const char*, 4> formats{"%.*e", "%.*g", "%#.*g", "%.*f"};
    const auto kind = *rc::gen::inRange<std::size_t>(0, 4);
    std::array<char, 64> expected{};
    std::snprintf(
        expected.data(),
        expected.size(),
        formats[kind],
        int{precision},
        static_cast<double>(numerator) / denominator);
    std::string out;
    append_quotient(
        numerator, denominator, {static_cast<QuotientFormat::Kind>(kind), precision}, out);
    // The last digit may differ at a tie; everything else must not.
    if (out != expected.data()) {
        RC_ASSERT(
            std::abs(std::stod(out) - std::stod(expected.data())) <=
            1.000001 * std::pow(10.0, -precision) * std::stod(expected.data()) + 1e-9);
        RC_TAG("tie");
    }
}

}  // namespace
}  // namespace genostrat::annotate
