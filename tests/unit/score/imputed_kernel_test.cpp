// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/imputed_kernel.hpp>
#include <genostrat/variant/packed_codes.hpp>

namespace genostrat::score {
namespace {

TEST(ImputedRow, keeps_what_the_product_loses) {
    // (1 + 2^-30)^2 = 1 + 2^-29 + 2^-60; the last does not fit the double beside 1.
    const double weight = 1.0 + 0x1p-30;
    const ImputedRow row = imputed_row(std::vector{weight, 2.0}, weight, 0x1p-70);
    EXPECT_EQ(row.high[0], 1.0 + 0x1p-29);
    EXPECT_EQ(row.low[0], 0x1p-60 + weight * 0x1p-70);
    EXPECT_EQ(row.high[1], 2.0 + 0x1p-29);
    EXPECT_EQ(row.low[1], 0x1p-69);
    EXPECT_EQ(row.high[2], 0.0);
}

TEST(AddImputed, adds_to_the_samples_of_one_code_and_keeps_the_rounding) {
    std::vector<std::uint64_t> words(words_of_codes(40));
    for (const std::size_t sample : {0U, 31U, 32U, 39U})
        set_code(words, sample, 2);
    set_code(words, 5, 3);
    set_code(words, 6, 1);
    const ImputedRow row = imputed_row(std::vector{1.0}, 0x1p-60, 0.0);
    std::vector<double> totals(40 * 2);
    for (std::size_t sample = 0; sample < 40; ++sample)
        totals[2 * sample] = 1.0;
    add_imputed(words, 2, row, 1, totals);
    for (std::size_t sample = 0; sample < 40; ++sample) {
        const bool is_in = sample == 0 || sample == 31 || sample == 32 || sample == 39;
        EXPECT_EQ(totals[2 * sample], 1.0) << sample;
        EXPECT_EQ(totals[2 * sample + 1], is_in ? 0x1p-60 : 0.0) << sample;
    }
}

TEST(AddImputed, gives_the_same_bits_by_columns_and_by_lists) {
    constexpr std::size_t n_samples = 77;
    constexpr std::size_t n_columns = 9;
    std::vector<std::vector<std::uint64_t>> columns;
    std::vector<ImputedRow> rows;
    for (std::size_t column = 0; column < n_columns; ++column) {
        columns.emplace_back(words_of_codes(n_samples));
        for (std::size_t sample = 0; sample < n_samples; ++sample)
            set_code(columns.back(), sample, (sample * 5 + column * column * 3) % 4);
        std::vector<double> weights;
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            weights.push_back(std::sin(static_cast<double>(column * 11 + lane)));
        rows.push_back(imputed_row(weights, 0.1 * static_cast<double>(column + 1), 1e-19));
    }
    ListedCodes listed;
    listed.list(n_columns, n_samples, [&](std::size_t column, auto visit) {
        for_each_of_code(columns[column], 3, [&](std::size_t sample) { visit(sample, column); });
    });
    std::vector<double> by_columns(n_samples * 2 * tile_width, 0.5);
    std::vector<double> by_lists = by_columns;
    for (std::size_t column = 0; column < n_columns; ++column)
        add_imputed(columns[column], 3, rows[column], tile_width, by_columns);
    add_imputed(listed.lists(), rows, by_lists);
    EXPECT_EQ(by_columns, by_lists);
    EXPECT_NE(by_columns, std::vector<double>(by_columns.size(), 0.5));
}

}  // namespace
}  // namespace genostrat::score
