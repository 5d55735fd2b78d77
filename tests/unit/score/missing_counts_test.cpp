// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/missing_counts.hpp>

namespace genostrat::score {
namespace {

TEST(MissingCounts, keep_a_counter_for_each_run) {
    MissingCounts counts{3};
    ++counts.of({.first_score = 0, .n_scores = 5})[2];
    ++counts.of({.first_score = 0, .n_scores = 5, .in_denominators = true})[2];
    ++counts.of({.first_score = 0, .n_scores = 5})[2];
    ++counts.of({.first_score = 1, .n_scores = 5})[0];
    ASSERT_EQ(counts.counters().size(), 3U);
    EXPECT_THAT(counts.counters()[0].n_missing, testing::ElementsAre(0, 0, 2));
    EXPECT_THAT(counts.counters()[1].n_missing, testing::ElementsAre(0, 0, 1));
    EXPECT_TRUE(counts.counters()[1].run.in_denominators);
    EXPECT_THAT(counts.counters()[2].n_missing, testing::ElementsAre(1, 0, 0));
}

TEST(MissingCounts, turn_down_runs_beyond_a_number_but_know_the_old_ones) {
    MissingCounts counts{2};
    std::size_t n_runs = 0;
    while (!counts.of({.first_score = n_runs, .n_scores = 1}).empty())
        ++n_runs;
    EXPECT_GE(n_runs, 16U);
    EXPECT_LT(n_runs, 1000U);
    EXPECT_EQ(counts.of({.first_score = 3, .n_scores = 1}).size(), 2U);
    EXPECT_EQ(counts.counters().size(), n_runs);
}

}  // namespace
}  // namespace genostrat::score
