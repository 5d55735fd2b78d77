// SPDX-License-Identifier: MIT
#include "risk/model_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::risk {

namespace {

using io::YamlNode;

void read_recalibration(const YamlNode& node, const AbsoluteRule& rule, Equation& equation) {
    node.allow_keys({"by", "scales"});
    const auto input = std::ranges::find(rule.inputs, node.at("by").text(), &InputRule::name);
    if (input == rule.inputs.end())
        throw node.at("by").error(fmt::format("there is no input '{}'", node.at("by").text()));
    equation.recalibrate_by = static_cast<std::size_t>(input - rule.inputs.begin());
    for (const auto& [name, scales] : node.at("scales").entries()) {
        const std::optional<double> level = input->level(name);
        if (!level)
            throw scales.error(fmt::format("{} has no level '{}'", input->name, name));
        if (scales.items().size() != 2)
            throw scales.error("a recalibration has two scales");
        equation.recalibrations.push_back(
            {*level, scales.items()[0].number(), scales.items()[1].number()});
    }
}

Equation read_equation(const YamlNode& node, const AbsoluteRule& rule) {
    node.allow_keys(
        {"name", "when", "terms", "intercept", "baseline_survival", "shift", "recalibration"});
    Equation equation{
        .name = node.text_or("name", ""),
        .intercept = node.number_or("intercept", 0),
        .baseline_survival = node.number_or("baseline_survival", 0),
        .shift = node.number_or("shift", 0)};
    if (const YamlNode* const when = node.find("when"))
        equation.when = read_expression(*when, rule, true);
    for (const auto& [text, coefficient] : node.at("terms").entries())
        equation.terms.push_back(
            {text, read_expression(text, coefficient, rule, true), coefficient.number()});
    const bool is_survival = rule.equations.link == Link::survival;
    if (is_survival && !(equation.baseline_survival > 0 && equation.baseline_survival < 1))
        throw node.error("a survival equation has a baseline_survival between 0 and 1");
    if (const YamlNode* const recalibration = node.find("recalibration")) {
        if (!is_survival)
            throw recalibration->error("only a survival equation is recalibrated");
        read_recalibration(*recalibration, rule, equation);
    }
    return equation;
}

}  // namespace

void read_equations(const YamlNode& node, AbsoluteRule& rule) {
    const std::string link = node.text_or("link", "survival");
    if (link != "survival" && link != "logistic")
        throw node.at("link").error(
            fmt::format("there is no link '{}'", link),
            suggest_name(link, {"survival", "logistic"}));
    rule.equations.link = link == "logistic" ? Link::logistic : Link::survival;
    if (const YamlNode* const definitions = node.find("let"))
        for (const auto& [name, value] : definitions->entries())
            rule.equations.definitions.emplace_back(name, read_expression(value, rule, true));
    for (const YamlNode& equation : node.at("equations").items())
        rule.equations.equations.push_back(read_equation(equation, rule));
    if (rule.equations.equations.empty())
        throw node.at("equations").error("there is no equation");
}

}  // namespace genostrat::risk
