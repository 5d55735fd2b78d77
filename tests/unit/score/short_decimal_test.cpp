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
}

TEST(ShortDecimal, leaves_everything_else_to_the_full_parser) {
    for (const char* const text :
         {"", "-", ".", "1.", ".5", "1e-5", "+1", "1.2.3", "0x1", "nan", "1 ", "1234567890.123456"})
        EXPECT_FALSE(short_decimal(text)) << text;
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
