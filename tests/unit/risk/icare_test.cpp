// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/risk/icare.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

AgeRates rates(std::vector<double> values, int first_age = 50) {
    return {
        .first_age = first_age, .rates = std::move(values), .file = "r.csv", .what = "incidence"};
}

/// Two people, one with a doubled risk.
IcareInputs two_people() {
    return {
        .covariate_effects = {std::log(2.0)},
        .reference = {0, 1},
        .incidence = rates({0.03, 0.03, 0.03})};
}

TEST(IcareModel, risk_of_one_year_is_incidence_times_relative_risk) {
    RandomStream stream{StreamKind::own, 1};
    const IcareModel model{two_people(), stream};
    // E[r] = 1.5: baseline 0.02 in the first year.
    EXPECT_NEAR(model.risk_of(std::log(2.0), 50, 1), 0.04, 1e-15);
    const std::array<double, 1> carrier{1};
    const std::array<IcareProfile, 1> profiles{{{carrier, 50, 1}}};
    EXPECT_NEAR(model.assess(profiles)[0].risk, 0.04, 1e-15);
    EXPECT_THAT(model.column_means(), testing::ElementsAre(0.5));
}

TEST(IcareModel, somebody_unknown_has_the_mean_risk_of_the_reference) {
    IcareInputs inputs = two_people();
    inputs.reference_weights = {3, 1};
    RandomStream stream{StreamKind::own, 1};
    const IcareModel model{inputs, stream};
    const std::array<double, 1> nothing{missing};
    const std::array<IcareProfile, 1> profiles{{{nothing, 50, 1}}};
    const IcareRisk risk = model.assess(profiles)[0];
    EXPECT_TRUE(risk.is_matched);
    EXPECT_NEAR(risk.risk, 0.03, 1e-15);  // the incidence itself
}

TEST(IcareModel, family_history_is_lessened_by_half_of_what_the_snps_explain) {
    IcareInputs inputs = two_people();
    inputs.snps = {{"s", 0.4, 0.5}};
    inputs.family_history = 0;
    RandomStream stream{StreamKind::own, 1};
    const IcareModel model{inputs, stream};
    ASSERT_EQ(model.n_columns(), 2U);
    EXPECT_NEAR(model.effects()[1], std::log(2.0) - 0.16 * 0.5 / 2, 1e-15);
    EXPECT_EQ(model.reference_risks(50, 1).size(), 2U);
}

TEST(IcareModel, conventions_and_parts_of_years) {
    IcareInputs inputs = two_people();
    RandomStream stream{StreamKind::own, 1};
    const IcareModel yearly{inputs, stream};
    EXPECT_ERROR(yearly.risk_of(0, 50.5, 1), ErrorKind::usage, HasSubstr("convention: piecewise"));
    inputs.convention = RiskConvention::piecewise;
    const IcareModel piecewise{inputs, stream};
    const double half = piecewise.risk_of(0, 50.5, 0.5);
    EXPECT_NEAR(half, 1 - std::exp(-0.01), 1e-15);
    const double two_years = piecewise.risk_of(0, 50, 2);
    EXPECT_NEAR(two_years, 1 - std::exp(-piecewise.hazard()[0] - piecewise.hazard()[1]), 1e-15);
}

TEST(IcareModel, names_what_is_missing) {
    RandomStream stream{StreamKind::own, 1};
    IcareInputs gap = two_people();
    gap.incidence = rates({0.1, missing});
    EXPECT_ERROR((IcareModel{gap, stream}), ErrorKind::bad_data, HasSubstr("age 51"));
    IcareInputs nobody = two_people();
    nobody.reference.clear();
    EXPECT_ERROR((IcareModel{nobody, stream}), ErrorKind::bad_data, HasSubstr("no people"));
    IcareInputs dies = two_people();
    dies.competing = rates({0.1});
    const IcareModel model{dies, stream};
    EXPECT_ERROR(model.risk_of(0, 50, 2), ErrorKind::bad_data, HasSubstr("age 51"));
    EXPECT_ERROR(model.risk_of(0, 52, 5), ErrorKind::bad_data, HasSubstr("age 53"));
    EXPECT_ERROR(model.risk_of(0, missing, 5), ErrorKind::bad_data, HasSubstr("no stretch"));
}

TEST(SplitRisk, adds_the_second_to_those_left) {
    EXPECT_DOUBLE_EQ(split_risk(0.5, 0.5), 0.75);
}

}  // namespace
}  // namespace genostrat::risk
