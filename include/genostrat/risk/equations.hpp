// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <genostrat/risk/expression.hpp>

namespace genostrat::risk {

/// How a linear predictor becomes the chance of a published equation.
enum class Link : std::uint8_t {
    survival,  ///< 1 - S0^exp(lp - shift), recalibrated where the equation says so
    logistic   ///< 1 / (1 + exp(-lp))
};

/// One product of a published equation.
struct EquationTerm {
    std::string label{};
    Expression value{};
    double coefficient{};
};

/// Recalibration to a region: 1 - exp(-exp(scale1 + scale2 ln(-ln(1 - x)))) (SCORE2 working group,
/// doi:10.1093/eurheartj/ehab309).
struct Recalibration {
    double level{};  ///< value of the input that tells the region
    double scale1{};
    double scale2{1};
};

/// The equation of one group of people.
struct Equation {
    std::string name{};
    std::optional<Expression> when{};  ///< nothing: for all
    std::vector<EquationTerm> terms{};
    double intercept{};
    double baseline_survival{};  ///< S0, 0..1; for Link::survival
    double shift{};
    std::optional<std::size_t> recalibrate_by{};  ///< index of an input
    std::vector<Recalibration> recalibrations{};
};

/// A published risk equation: groups of people, each with its terms. Values are the model's inputs,
/// followed by its `let` expressions. Owns everything.
struct EquationModel {
    Link link{Link::survival};
    std::vector<std::pair<std::string, Expression>> definitions{};  ///< `let`, in order
    std::vector<Equation> equations{};

    /// The inputs with the values of the definitions behind them.
    [[nodiscard]] std::vector<double> with_definitions(std::vector<double> inputs) const;

    /// The first equation whose condition holds, or nothing. @param values  with definitions
    [[nodiscard]] const Equation* choose(const std::vector<double>& values) const noexcept;
};

/// Sum of the equation's terms and its intercept.
[[nodiscard]] double
linear_predictor(const Equation& equation, const std::vector<double>& values) noexcept;

/// The chance that belongs to a linear predictor, 0..1; NaN where the region is not among those of
/// the equation.
[[nodiscard]] double equation_risk(
    Link link,
    const Equation& equation,
    const std::vector<double>& values,
    double linear_predictor) noexcept;

}  // namespace genostrat::risk
