// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>
#include <vector>

#include <genostrat/risk/validation.hpp>

namespace genostrat::risk {
namespace {

TEST(Validate, of_four_people_by_hand) {
    const std::vector<double> risks{0.1, 0.2, 0.2, 0.5};
    const std::vector<double> outcomes{0, 0, 1, 1};
    const Validation own = validate({risks, risks, outcomes, {}});
    // Pairs: 0.2 over 0.1 (1), 0.2 and 0.2 (1/2), 0.5 over both (2): 3.5 of 4.
    EXPECT_DOUBLE_EQ(own.auc.value, 0.875);
    EXPECT_EQ(own.n, 4U);
    EXPECT_EQ(own.n_cases, 2U);
    EXPECT_DOUBLE_EQ(own.eo.value, 0.25 / 0.5);
    // Variance of the share: 0.25 / 4, so ln(E/O) has 1.96 * 0.25 / 0.5 on each side.
    EXPECT_NEAR(own.eo.high, 0.5 * std::exp(1.96 * 0.5), 1e-14);
    EXPECT_NEAR(own.brier, (0.01 + 0.04 + 0.64 + 0.25) / 4, 1e-15);
    EXPECT_TRUE(std::isnan(own.hosmer_lemeshow.statistic));  // deciles of one kind only
}

TEST(Validate, weights_people_by_how_they_were_sampled) {
    const std::vector<double> risks{0.1, 0.3};
    const std::vector<double> outcomes{0, 1};
    const std::vector<double> sampling{0.25, 1};
    const Validation own = validate({risks, risks, outcomes, sampling});
    EXPECT_DOUBLE_EQ(own.observed, 0.2);
    EXPECT_DOUBLE_EQ(own.expected, 0.7 / 5);
}

TEST(Validate, needs_both_kinds_of_people) {
    const std::vector<double> risks{0.1, 0.3};
    const std::vector<double> none{0, 0};
    EXPECT_ERROR(
        validate({risks, risks, none, {}}), ErrorKind::bad_data, testing::HasSubstr("nobody"));
}

}  // namespace
}  // namespace genostrat::risk
