// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <vector>

#include <genostrat/score/whole_kernel.hpp>

namespace genostrat::score {
namespace {

/// A column of additive codes whose commonest one counts `common` copies.
PlainColumn column_of(const std::array<double, tile_width>& weights, int common) {
    PlainColumn out{.weights = weights, .common = static_cast<double>(common)};
    for (int code = 0; code < 3; ++code)
        out.factors[static_cast<std::size_t>(code ^ common)] = code - common;
    out.factors[static_cast<std::size_t>(3 ^ common)] = -common;
    return out;
}

TEST(WholeRows, counts_in_the_least_decimal_place_of_all) {
    const std::array columns{column_of({0.05, -0.01552, 3.0}, 0), column_of({-0.125}, 2)};
    const auto rows = whole_rows(columns, 0);
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->places, 5);
    EXPECT_EQ(rows->bound, 600000);  // two copies of the third weight
    EXPECT_TRUE(rows->wide.empty());
    const auto cell = [&](std::size_t column, std::size_t code, std::size_t score) {
        return rows->narrow[(column * 4 + code) * tile_width + score];
    };
    EXPECT_EQ(cell(0, 1, 0), 5000);
    EXPECT_EQ(cell(0, 2, 1), -3104);
    EXPECT_EQ(cell(0, 3, 1), 0);
    EXPECT_EQ(cell(1, 1 ^ 2, 0), 12500);  // one copy less than the commonest two
    EXPECT_EQ(cell(1, 0 ^ 2, 0), 25000);
    EXPECT_EQ(rows->base[0], -25000);
    EXPECT_EQ(rows->base[1], 0);
}

TEST(WholeRows, starts_from_the_places_that_are_wanted) {
    const auto rows = whole_rows(std::array{column_of({0.5}, 0)}, 3);
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->places, 3);
    EXPECT_EQ(rows->narrow[tile_width], 500);
}

TEST(WholeRows, takes_wide_numbers_for_long_decimals) {
    const auto rows = whole_rows(std::array{column_of({1.234567e-05, 0.25}, 0)}, 0);
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->places, 11);
    EXPECT_TRUE(rows->narrow.empty());
    EXPECT_EQ(rows->wide[tile_width], 1234567);
    EXPECT_EQ(rows->wide[2 * tile_width + 1], 50'000'000'000);
    EXPECT_EQ(rows->bound, 50'000'000'000);
}

TEST(WholeRows, are_none_where_a_weight_is_no_short_decimal) {
    EXPECT_FALSE(whole_rows(std::array{column_of({0.5, 1.0 / 3.0}, 0)}, 0));
    EXPECT_FALSE(whole_rows(std::array{column_of({1e300}, 0)}, 0));
    EXPECT_FALSE(whole_rows(std::array{column_of({0x1p51, 0.5}, 0)}, 0));
    EXPECT_FALSE(whole_rows(std::array{column_of({1e-23}, 0)}, 0));
}

template <typename Whole>
void expect_listed_sums(Whole large) {
    const std::vector<std::uint32_t> begins{0, 2, 3, 3, 6};
    const std::vector<std::uint16_t> entries{
        0 << 2 | 1, 1 << 2 | 3, 1 << 2 | 2, 0 << 2 | 1, 0 << 2 | 2, 1 << 2 | 2};
    std::vector<Whole> rows(2 * 4 * tile_width);
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        rows[1 * tile_width + lane] = static_cast<Whole>(lane);
        rows[2 * tile_width + lane] = -5;
        rows[(4 + 3) * tile_width + lane] = 10;
        rows[(4 + 2) * tile_width + lane] = large;
    }
    std::vector<std::int64_t> totals(4 * tile_width, 1000);
    add_listed({begins, entries}, rows, totals);
    EXPECT_EQ(totals[3], 1000 + 3 + 10);
    EXPECT_EQ(totals[tile_width + 3], 1000 + std::int64_t{large});
    EXPECT_EQ(totals[2 * tile_width + 3], 1000);
    EXPECT_EQ(totals[3 * tile_width + 7], 1000 + 7 - 5 + std::int64_t{large});
}

TEST(AddWholeListed, adds_what_the_lists_name) {
    expect_listed_sums<std::int32_t>(-2'000'000'000);
    expect_listed_sums<std::int64_t>(std::int64_t{-1} << 55);
}

TEST(DecimalValue, is_exact_beyond_a_double) {
    const ExactSum tenth = decimal_value(1, 1);
    EXPECT_EQ(tenth.high, 0.1);
    EXPECT_DOUBLE_EQ(tenth.low, -5.5511151231257827e-18);  // the double 0.1 is so much too large
    const ExactSum odd = decimal_value((std::int64_t{1} << 60) + 1, 0);
    EXPECT_EQ(odd.high, 0x1p60);
    EXPECT_EQ(odd.low, 1.0);
    EXPECT_EQ(decimal_value(-370825, 5).value(), -3.70825);
}

}  // namespace
}  // namespace genostrat::score
