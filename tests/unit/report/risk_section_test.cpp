// SPDX-License-Identifier: MIT
#include "report/risk_section.hpp"
#include "test_support.hpp"

namespace genostrat::report {
namespace {

using testing::HasSubstr;
using testing::Not;

RiskResult gout() {
    RiskResult risk{.trait = "gout", .tier = "high", .level = Level::high};
    risk.absolute = AbsoluteRisk{
        .probability = 0.124, .horizon_years = 10, .population = 0.08, .low = 0.1, .high = 0.15};
    risk.horizons = {*risk.absolute};
    risk.bands = {{"low", Level::typical, 0, 0.1}, {"high", Level::high, 0.1, 1}};
    risk.start_risk = 0.08;
    risk.parts = {{"age <years>", "60", 0.05}, {"sex", "", -0.006}};
    risk.curve = {{50, 0, 0}, {60, 0.124, 0.08}, {70, 0.2, 0.15}};
    risk.unknown = {{"BMI", "27", 0.09, 0.2, "low", "high"}};
    return risk;
}

TEST(AbsoluteSection, shows_risk_interval_parts_and_what_is_unknown) {
    const std::string html = absolute_section({.sample = "a", .risks = {gout()}});
    EXPECT_THAT(html, HasSubstr("about 12 in 100"));
    EXPECT_THAT(html, HasSubstr("10\u00A0% to 15\u00A0%"));
    EXPECT_THAT(html, HasSubstr("age &lt;years&gt;: 60"));
    EXPECT_THAT(html, HasSubstr("the tier between <strong>low</strong> and <strong>high</strong>"));
    EXPECT_THAT(html, HasSubstr("average person"));
    EXPECT_THAT(html, Not(HasSubstr("nan")));
    EXPECT_EQ(absolute_section({.sample = "a"}), "");
}

/// The whole label stands in the bar's title.
TEST(AbsoluteSection, leaves_out_the_values_of_a_part_whose_label_is_too_long) {
    RiskResult risk = gout();
    risk.parts = {
        {"age and systolic blood pressure", "56 years, 155 mmHg", 0.05},
        {"a name that has no end and no room", "", 0.01}};
    const std::string html = absolute_section({.sample = "a", .risks = {risk}});
    EXPECT_THAT(html, HasSubstr(">age and systolic blood pressure<title>"));
    EXPECT_THAT(html, HasSubstr("age and systolic blood pressure: 56 years, 155 mmHg"));
    EXPECT_THAT(html, HasSubstr(">a name that has no end and no room<title>"));
}

TEST(CohortSection, shows_tiers_and_calibration) {
    CohortRisk risk{.trait = "gout"};
    risk.tiers = {{"low", Level::typical, 1234, 0.05, 0.04}, {"high", Level::high, 0, {}, {}}};
    risk.calibration =
        CohortCalibration{.n_people = 1234, .n_cases = 50, .auc = {0.7, 0.65, 0.75}, .brier = 0.04};
    risk.calibration->deciles = {{0.02, 0.01, 0.01}, {0.1, 0.12, 0.02}};
    const std::string html = cohort_section({.cohort = {risk}});
    EXPECT_THAT(html, HasSubstr("1,234"));
    EXPECT_THAT(html, HasSubstr("0.7 (0.65 to 0.75)"));
    EXPECT_THAT(html, HasSubstr("<circle class=\"dot\""));
    EXPECT_EQ(cohort_section({}), "");
}

TEST(CohortSection, leaves_out_columns_of_tiers_that_nothing_fills) {
    CohortRisk risk;
    risk.tiers = {
        {.name = "Low", .n_people = 7}, {.name = "High", .n_people = 3, .mean_risk = 0.25}};
    const std::string with_risk = cohort_section({.cohort = {risk}});
    EXPECT_THAT(with_risk, HasSubstr("Mean risk"));
    EXPECT_THAT(with_risk, HasSubstr("<td>3</td><td>25\u00a0%</td></tr>"));
    EXPECT_THAT(with_risk, HasSubstr("<td>7</td><td>–</td></tr>"));
    EXPECT_THAT(with_risk, testing::Not(HasSubstr("Cases observed")));
    risk.tiers.pop_back();
    EXPECT_THAT(cohort_section({.cohort = {risk}}), testing::Not(HasSubstr("Mean risk")));
}

}  // namespace
}  // namespace genostrat::report
