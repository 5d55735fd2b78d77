// SPDX-License-Identifier: MIT
#include <cmath>

#include <gtest/gtest.h>

#include <genostrat/risk/equations.hpp>

namespace genostrat::risk {
namespace {

/// x is input 0, region input 1, twice a definition.
ExpressionNames names() {
    return {
        .find = [](std::string_view name) -> std::optional<std::size_t> {
            return name == "x" ? 0 : name == "region" ? 1 : 2;
        },
        .level = {},
        .known = {}};
}

EquationModel model(Link link) {
    EquationModel own{.link = link};
    own.definitions.emplace_back("twice", Expression::parse("2 * x", names()));
    Equation low{.name = "low", .when = Expression::parse("x < 10", names())};
    low.terms = {{"x", Expression::parse("twice", names()), 0.5}};
    low.intercept = 1;
    low.baseline_survival = 0.9;
    low.shift = 0.25;
    own.equations = {low};
    return own;
}

TEST(EquationModel, chooses_the_equation_and_adds_up_its_terms) {
    const EquationModel own = model(Link::survival);
    const std::vector<double> values = own.with_definitions({3, 0});
    ASSERT_NE(own.choose(values), nullptr);
    EXPECT_DOUBLE_EQ(linear_predictor(*own.choose(values), values), 4);
    EXPECT_EQ(own.choose(own.with_definitions({12, 0})), nullptr);
    EXPECT_EQ(own.choose(own.with_definitions({std::nan(""), 0})), nullptr);
}

TEST(EquationRisk, of_both_links_and_recalibrated) {
    EquationModel own = model(Link::survival);
    const std::vector<double> values = own.with_definitions({3, 1});
    Equation& equation = own.equations[0];
    EXPECT_NEAR(
        equation_risk(Link::survival, equation, values, 1.25),
        1 - std::pow(0.9, std::exp(1.0)),
        1e-15);
    EXPECT_NEAR(equation_risk(Link::logistic, equation, values, 0), 0.5, 1e-15);
    equation.recalibrate_by = 1;
    equation.recalibrations = {{1, 0.2, 0.7}};
    const double x = 1 - std::pow(0.9, std::exp(1.0));
    EXPECT_NEAR(
        equation_risk(Link::survival, equation, values, 1.25),
        1 - std::exp(-std::exp(0.2 + 0.7 * std::log(-std::log(1 - x)))),
        1e-14);
    EXPECT_TRUE(
        std::isnan(equation_risk(Link::survival, equation, own.with_definitions({3, 2}), 1.25)));
}

}  // namespace
}  // namespace genostrat::risk
