// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/ancestry/normalise.hpp>

namespace genostrat::ancestry {
namespace {

using testing::HasSubstr;

TEST(ScoreNormaliser, takes_away_what_a_component_predicts) {
    // score = 3 + 2 pc + noise of 1 and -1 at each place.
    std::vector<double> pcs;
    std::vector<double> scores;
    for (const double pc : {-2.0, -1.0, 0.0, 1.0, 2.0})
        for (const double noise : {-1.0, 1.0}) {
            pcs.push_back(pc);
            scores.push_back(3 + 2 * pc + noise);
        }
    const ScoreNormaliser model = fit_normaliser(pcs, 1, scores);
    EXPECT_NEAR(model.offset, 3, 1e-14);
    EXPECT_NEAR(model.norm1[1], 2 * std::sqrt(2), 1e-12);  // per sd of the component
    const std::vector<double> place{1.5};
    EXPECT_NEAR(model.z1(place, 3 + 2 * 1.5 + 2), 2, 1e-12);
    EXPECT_NEAR(model.z2(place, 3 + 2 * 1.5 + 2), 2, 1e-9);  // the spread is the same everywhere
}

TEST(ScoreNormaliser, norm2_follows_a_spread_that_grows) {
    // Spread e^(pc / 2): squares of the noise are e^pc, which the log-linear model has exactly.
    std::vector<double> pcs;
    std::vector<double> scores;
    for (const double pc : {-2.0, -1.0, 0.0, 1.0, 2.0})
        for (const double sign : {-1.0, 1.0}) {
            pcs.push_back(pc);
            scores.push_back(sign * std::exp(pc / 2));
        }
    const ScoreNormaliser model = fit_normaliser(pcs, 1, scores);
    EXPECT_NEAR(model.norm2_log_var[1], std::sqrt(2), 1e-9);
    const std::vector<double> place{2};
    EXPECT_NEAR(model.z2(place, std::exp(1)), 1, 1e-9);
}

TEST(ScoreNormaliser, refuses_what_cannot_be_fitted) {
    const std::vector<double> same{1, 1, 1, 1};
    const std::vector<double> places{1, 2, 3, 4};
    EXPECT_ERROR(fit_normaliser(same, 1, places), ErrorKind::bad_data, HasSubstr("is the same"));
    EXPECT_ERROR(fit_normaliser(places, 1, same), ErrorKind::bad_data, HasSubstr("not vary"));
    EXPECT_ERROR(
        fit_normaliser(places, 4, {same.data(), 1}), ErrorKind::bad_data, HasSubstr("few"));
}

TEST(GroupScores, z_and_percentile) {
    const GroupScores group{{3, 1, 2, 2}};
    EXPECT_DOUBLE_EQ(group.z(3), 1 / std::sqrt(0.5));
    EXPECT_DOUBLE_EQ(group.percentile(2.5), 75);
    // SciPy: percentileofscore([1, 2, 2, 3], 2) is 62.5.
    EXPECT_DOUBLE_EQ(group.percentile(2), 62.5);
    EXPECT_DOUBLE_EQ(group.percentile(0), 0);
}

}  // namespace
}  // namespace genostrat::ancestry
