// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/number_text.hpp>

namespace genostrat::annotate {
namespace {

std::string there_and_back(std::string_view text) {
    const auto decimal = parse_decimal(text);
    if (!decimal)
        return "none";
    std::string out;
    append_decimal(*decimal, out);
    return out;
}

TEST(Decimal, prints_as_it_was_written) {
    for (const std::string_view text :
         {"0",
          "5",
          "4.95",
          "0.00000",
          "0.00000e+00",
          "2.26282e-05",
          "1E-7",
          "-0.5",
          ".5",
          "-.25",
          "0.000106530",
          "1e5",
          "123456789",
          "1.0",
          "1.00e+100",
          "0.0",
          "-0",
          "10",
          "0.10"})
        EXPECT_EQ(there_and_back(text), text);
}

TEST(Decimal, says_no_rather_than_change_a_text) {
    for (const std::string_view text :
         {"",
          ".",
          "-",
          "+5",
          "007",
          "5.",
          "1e",
          "1e+",
          "abc",
          "1,2",
          "1234567890",
          "0x1",
          "nan",
          "1e99999",
          "1 ",
          "inf"})
        EXPECT_EQ(there_and_back(text), "none") << text;
}

std::string quotient(
    std::uint32_t numerator, std::uint32_t denominator, QuotientFormat::Kind kind, int precision) {
    std::string out;
    append_quotient(numerator, denominator, {kind, static_cast<std::uint8_t>(precision)}, out);
    return out;
}

// Expected values: printf of the C library.
TEST(Quotient, prints_as_printf_does) {
    using Kind = QuotientFormat::Kind;
    EXPECT_EQ(quotient(3, 132578, Kind::scientific, 5), "2.26282e-05");
    EXPECT_EQ(quotient(0, 134000, Kind::scientific, 5), "0.00000e+00");
    EXPECT_EQ(quotient(1, 1, Kind::scientific, 2), "1.00e+00");
    EXPECT_EQ(quotient(2, 18774, Kind::general_all, 6), "0.000106530");
    EXPECT_EQ(quotient(0, 10, Kind::general_all, 6), "0.00000");
    EXPECT_EQ(quotient(1, 579946, Kind::general_all, 6), "1.72430e-06");
    EXPECT_EQ(quotient(1, 4, Kind::general, 6), "0.25");
    EXPECT_EQ(quotient(1, 3, Kind::general, 4), "0.3333");
    EXPECT_EQ(quotient(1, 3, Kind::fixed, 4), "0.3333");
    EXPECT_EQ(quotient(7, 2, Kind::fixed, 2), "3.50");
    EXPECT_EQ(quotient(999999, 1000000, Kind::scientific, 3), "1.000e+00");
}

TEST(Quotient, finds_the_format_of_a_text) {
    using Kind = QuotientFormat::Kind;
    EXPECT_EQ(
        find_quotient_format(3, 132578, "2.26282e-05"), (QuotientFormat{Kind::scientific, 5}));
    EXPECT_EQ(
        find_quotient_format(2, 18774, "0.000106530"), (QuotientFormat{Kind::general_all, 6}));
    EXPECT_EQ(find_quotient_format(1, 3, "0.4"), std::nullopt);
}

TEST(RoundDecimal, keeps_the_leading_digits) {
    EXPECT_EQ(round_decimal("0.123456", 3), "0.123");
    EXPECT_EQ(round_decimal("2.26282e-05", 3), "2.26e-05");
    EXPECT_EQ(round_decimal("0.5", 3), "0.5");
    EXPECT_EQ(round_decimal(".", 3), ".");
    EXPECT_EQ(round_decimal("x", 3), "x");
}

}  // namespace
}  // namespace genostrat::annotate
