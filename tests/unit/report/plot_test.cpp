// SPDX-License-Identifier: MIT
#include "report/plot.hpp"
#include "sample_document.hpp"

#include <array>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace genostrat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Histogram, counts_every_finite_value_once) {
    const std::array<double, 7> values{
        -9, 0, 0.99, 1, 1.5, 4, std::numeric_limits<double>::quiet_NaN()};
    EXPECT_THAT(histogram(values, 0, 4, 4), ElementsAre(3, 2, 0, 1));
}

ScoreResult score_at(double z) {
    ScoreResult score = test::sample_document().people[0].scores[0];
    score.z = z;
    return score;
}

TEST(DistributionPlot, marks_the_place_on_a_linear_axis) {
    // -4..4 lies on 16..624: 0 is in the middle, 2 a quarter of the width to the right.
    EXPECT_THAT(distribution_plot(score_at(0)), HasSubstr("class=\"person\" x1=\"320.0\""));
    EXPECT_THAT(distribution_plot(score_at(2)), HasSubstr("class=\"person\" x1=\"472.0\""));
}

TEST(DistributionPlot, widens_the_axis_for_an_extreme_score) {
    const std::string plot = distribution_plot(score_at(5.2));  // -4..6
    EXPECT_THAT(plot, HasSubstr(">+6</text>"));
    EXPECT_THAT(plot, HasSubstr("class=\"person\" x1=\"575.4\""));
}

TEST(DistributionPlot, says_in_words_what_it_shows) {
    EXPECT_THAT(
        distribution_plot(score_at(1.55)),
        HasSubstr("1.55 standard deviations above the average, at the 94th percentile, in the tier "
                  "raised."));
}

TEST(DistributionPlot, draws_bars_from_people_and_a_curve_without) {
    ScoreResult score = score_at(1);
    EXPECT_THAT(distribution_plot(score), HasSubstr("class=\"curve\""));
    for (int person = 0; person < 30; ++person)
        score.reference.sums.push_back(0.3 + 0.01 * person);
    EXPECT_THAT(distribution_plot(score), HasSubstr("class=\"bar\""));
    EXPECT_THAT(distribution_plot(score), Not(HasSubstr("class=\"curve\"")));
}

TEST(DistributionPlot, is_empty_where_there_is_no_place) {
    ScoreResult score = score_at(0);
    score.z.reset();
    EXPECT_EQ(distribution_plot(score), "");
}

TEST(PercentileStrip, puts_the_mark_between_the_ends) {
    EXPECT_THAT(percentile_strip(50, Level::typical), HasSubstr("cx=\"100.0\""));
    EXPECT_THAT(percentile_strip(100, Level::high), HasSubstr("cx=\"192.0\""));
}

}  // namespace
}  // namespace genostrat::report
