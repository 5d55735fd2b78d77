// SPDX-License-Identifier: MIT
#include "score/short_decimal.hpp"
#include "test_support.hpp"

#include <cmath>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat::score {
namespace {

TEST(ShortDecimal, reads_the_nearest_double) {
    EXPECT_EQ(short_decimal("-0.0506501"), -0.0506501);
    EXPECT_EQ(short_decimal("0.1"), 0.1);
    EXPECT_EQ(short_decimal("3"), 3.0);
    EXPECT_EQ(short_decimal("123456789.012345"), 123456789.012345);
    EXPECT_TRUE(std::signbit(short_decimal("-0").value()));
    EXPECT_EQ(short_decimal("0.0123456789012345"), 0.0123456789012345);
    EXPECT_EQ(short_decimal("1e-5"), 1e-5);
    EXPECT_EQ(short_decimal("-2.5E+07"), -2.5e7);
    EXPECT_EQ(short_decimal("9007199254740992e22"), 9007199254740992e22);
}

TEST(ShortDecimal, leaves_everything_else_to_the_full_parser) {
    for (const char* const text :
         {"",
          "-",
          ".",
          "1.",
          ".5",
          "1e",
          "1e-",
          "1e23",
          "1.5e-22",
          "+1",
          "1.2.3",
          "0x1",
          "nan",
          "1 ",
          "9007199254740993",
          "0.00000000000000000001",
          "18446744073709551617"})
        EXPECT_FALSE(short_decimal(text)) << text;
}

TEST(ReadDecimal, stops_where_the_number_ends) {
    const std::string_view text = "-0.12345678901\t7";
    const Decimal decimal = read_decimal(text.data(), text.data() + text.size());
    EXPECT_EQ(decimal.value, -0.12345678901);
    EXPECT_EQ(decimal.end, text.data() + 14);
}

TEST(ReadDecimal, equals_the_full_parser_for_any_number_of_digits) {
    std::uint64_t state = 7;
    for (int round = 0; round < 20000; ++round) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const int n_digits = static_cast<int>(state >> 33) % 20;
        const int exponent = static_cast<int>(state >> 40) % 30 - 15;
        const double made = static_cast<double>(state >> 11) / 1e9;
        const std::string text = fmt::format("{:.{}f}e{}", made, n_digits, exponent);
        const auto own = short_decimal(text);
        if (own) {
            EXPECT_EQ(own, parse_number<double>(text)) << text;
        }
    }
}

TEST(ShortDecimal, equals_the_full_parser) {
    std::uint64_t state = 1;
    for (int round = 0; round < 20000; ++round) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const std::string text = fmt::format(
            "{}{}.{:0{}}",
            (state >> 60 & 1U) != 0 ? "-" : "",
            state >> 50,
            (state >> 20) % 10000000,
            7 + static_cast<int>(state % 4));
        EXPECT_EQ(short_decimal(text), parse_number<double>(text)) << text;
    }
}

}  // namespace
}  // namespace genostrat::score
