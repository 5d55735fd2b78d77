// SPDX-License-Identifier: MIT
#include <cmath>

#include <gtest/gtest.h>

#include <genostrat/core/distributions.hpp>
#include <genostrat/risk/mixture.hpp>

namespace genostrat::risk {
namespace {

TEST(ScoreMixture, gives_the_auc_and_the_prevalence_back) {
    const ScoreMixture mixture = ScoreMixture::of_auc(0.1, 0.7);
    EXPECT_NEAR(normal_share_below(mixture.distance / std::sqrt(2)), 0.7, 1e-12);
    double sum = 0;
    for (std::size_t group = 0; group < 20; ++group)
        sum += mixture.risk_of_group(group, 20);
    EXPECT_NEAR(sum / 20, 0.1, 1e-12);
    EXPECT_LT(mixture.risk_of_group(0, 20), mixture.risk_of_group(19, 20));
    // The mean of the chance over all scores is the prevalence, too.
    double mean = 0;
    constexpr int n = 20'000;
    for (int at = 0; at < n; ++at) {
        const double z = -8 + 16.0 * (at + 0.5) / n;
        mean += mixture.risk_at(z) *
                (mixture.share_below(z + 8.0 / n) - mixture.share_below(z - 8.0 / n));
    }
    EXPECT_NEAR(mean, 0.1, 1e-6);
}

TEST(ScoreMixture, a_score_that_explains_nothing_leaves_the_prevalence) {
    EXPECT_NEAR(ScoreMixture::of_auc(0.02, 0.5).risk_at(3), 0.02, 1e-12);
    EXPECT_NEAR(ScoreMixture::of_liability_r2(0.02, 0).risk_of_group(3, 10), 0.02, 1e-12);
}

TEST(ScoreMixture, auc_of_a_liability_r2) {
    // Wray et al. 2010: at prevalence 0.5 the normal threshold is 0, i = 0.7979, v = -i:
    // AUC = share below 2 i r / sqrt(2 (1 - r2 i^2)) with r = sqrt(r2).
    const double i = 2 / std::sqrt(2 * std::acos(-1.0));
    const double expected = normal_share_below(2 * i * 0.5 / std::sqrt(2 * (1 - 0.25 * i * i)));
    EXPECT_NEAR(ScoreMixture::auc_of_liability_r2(0.5, 0.25), expected, 1e-12);
}

}  // namespace
}  // namespace genostrat::risk
