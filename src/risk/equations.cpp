// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include <genostrat/risk/equations.hpp>

namespace genostrat::risk {

std::vector<double> EquationModel::with_definitions(std::vector<double> inputs) const {
    for (const auto& [name, expression] : definitions)
        inputs.push_back(expression.value(inputs));
    return inputs;
}

const Equation* EquationModel::choose(const std::vector<double>& values) const noexcept {
    const auto found = std::ranges::find_if(equations, [&](const Equation& equation) {
        const double truth = equation.when ? equation.when->value(values) : 1;
        return !std::isnan(truth) && truth != 0;
    });
    return found == equations.end() ? nullptr : &*found;
}

double linear_predictor(const Equation& equation, const std::vector<double>& values) noexcept {
    double sum = equation.intercept;
    for (const EquationTerm& term : equation.terms)
        sum += term.coefficient * term.value.value(values);
    return sum;
}

double equation_risk(
    Link link,
    const Equation& equation,
    const std::vector<double>& values,
    double linear_predictor) noexcept {
    if (link == Link::logistic)
        return 1 / (1 + std::exp(-linear_predictor));
    // -ln(1 - x) without going through x keeps its digits where the risk is small.
    const double cumulated =
        -std::log(equation.baseline_survival) * std::exp(linear_predictor - equation.shift);
    if (!equation.recalibrate_by)
        return -std::expm1(-cumulated);
    const double level = values[*equation.recalibrate_by];
    const auto own = std::ranges::find(equation.recalibrations, level, &Recalibration::level);
    if (own == equation.recalibrations.end())
        return std::numeric_limits<double>::quiet_NaN();
    return -std::expm1(-std::exp(own->scale1 + own->scale2 * std::log(cumulated)));
}

}  // namespace genostrat::risk
