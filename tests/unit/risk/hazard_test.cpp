// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include <genostrat/risk/hazard.hpp>

namespace genostrat::risk {
namespace {

TEST(BaselineHazard, is_the_incidence_where_all_people_are_alike) {
    const std::array<double, 3> incidence{0.01, 0.02, 0.03};
    const std::array<double, 2> risks{2, 2};
    std::array<double, 3> hazard{};
    baseline_hazard(incidence, {risks, {}}, hazard);
    for (std::size_t age = 0; age < hazard.size(); ++age)
        EXPECT_NEAR(hazard[age], incidence[age] / 2, 1e-15);
}

TEST(BaselineHazard, weighs_by_who_is_still_free_of_disease) {
    const std::array<double, 2> incidence{0.3, 0.3};
    const std::array<double, 2> risks{1, 3};
    const std::array<double, 2> weights{3, 1};
    std::array<double, 2> hazard{};
    baseline_hazard(incidence, {risks, weights}, hazard);
    // First year: E[r] = (3 * 1 + 1 * 3) / 4 = 1.5. Second: survivors weigh 3 e^-h and e^-3h.
    EXPECT_NEAR(hazard[0], 0.2, 1e-15);
    const double one = 3 * std::exp(-0.2);
    const double other = std::exp(-0.6);
    EXPECT_NEAR(hazard[1], 0.3 / ((one + 3 * other) / (one + other)), 1e-14);
}

TEST(YearlyRisk, sums_each_year_with_the_survival_at_its_beginning) {
    const std::array<double, 2> hazard{0.1, 0.2};
    const std::array<double, 2> competing{0.05, 0.05};
    EXPECT_NEAR(yearly_risk({hazard, competing, 2}), 0.2 + 0.4 * std::exp(-0.25), 1e-15);
    EXPECT_EQ(yearly_risk({}), 0);
}

TEST(PiecewiseRisk, is_exact_for_constant_rates) {
    const std::array<double, 4> hazard{0.1, 0.1, 0.1, 0.1};
    const std::array<double, 4> competing{0.3, 0.3, 0.3, 0.3};
    EXPECT_NEAR(piecewise_risk({hazard, competing, 1}), 0.25 * (1 - std::exp(-1.6)), 1e-15);
    // From the middle of the first year to a quarter of the last: 2.75 years.
    EXPECT_NEAR(
        piecewise_risk({hazard, competing, 1}, 0.5, 0.25), 0.25 * (1 - std::exp(-1.1)), 1e-15);
    EXPECT_NEAR(piecewise_risk({hazard, {}, 1}), 1 - std::exp(-0.4), 1e-15);
    const std::array<double, 1> none{0};
    EXPECT_EQ(piecewise_risk({none, none, 5}), 0);
}

}  // namespace
}  // namespace genostrat::risk
