// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/score_table.hpp>

namespace genostrat::score {
namespace {

ScoreTable example() {
    ScoreTable table;
    table.samples = {"a", "b", "c"};
    table.scores.resize(1);
    table.scores[0].summary.facts.name = "S";
    table.scores[0].summary.n_rows = 4;
    table.scores[0].summary.total_weight = 10.0;
    table.scores[0].matched = {.n = 3, .weight = 7.0};
    table.scores[0].ambiguous = {.n = 1, .weight = 2.0};
    table.sums = {1.0, 2.0, 3.0};
    table.denominators = {4, 0, 6};
    return table;
}

TEST(ScoreTable, shares_count_rows_and_weights) {
    const ScoreTable table = example();
    EXPECT_DOUBLE_EQ(table.scores[0].matched_share(), 0.75);
    EXPECT_DOUBLE_EQ(table.scores[0].matched_weight_share(), 0.7);
    EXPECT_EQ(table.scores[0].missing().n, 0);
    EXPECT_NEAR(table.scores[0].missing().weight, 1.0, 1e-12);
    EXPECT_FALSE(table.is_usable(0)) << "0.7 is below 0.75";
}

TEST(ScoreTable, averages_over_the_denominator) {
    const ScoreTable table = example();
    EXPECT_DOUBLE_EQ(table.average(0, 0), 0.25);
    EXPECT_TRUE(std::isnan(table.average(0, 1)));
}

TEST(ScoreTable, standardises_over_the_samples) {
    ScoreTable table = example();
    EXPECT_EQ(table.z_scores(0), (std::vector<double>{-1, 0, 1}));
    table.sums = {2.0, 2.0, 2.0};
    EXPECT_TRUE(std::isnan(table.z_scores(0)[0]));
}

TEST(ScoreTable, finds_a_score_by_name) {
    EXPECT_EQ(example().find("S"), 0);
    EXPECT_EQ(example().find("T"), -1);
}

}  // namespace
}  // namespace genostrat::score
