// SPDX-License-Identifier: MIT
#include "risk/formula.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/design.hpp>

namespace genostrat::risk {

namespace {

/// Parts of a key between colons that stand outside quotes and brackets.
std::vector<std::string> parts_of_key(std::string_view key) {
    std::vector<std::string> parts(1);
    char quote = 0;
    int depth = 0;
    for (const char letter : key) {
        if (quote != 0) {
            quote = letter == quote ? char{0} : quote;
        } else if (letter == '\'' || letter == '"') {
            quote = letter;
        } else if (letter == '[' || letter == '(') {
            ++depth;
        } else if (letter == ']' || letter == ')') {
            --depth;
        } else if (letter == ':' && depth == 0) {
            parts.emplace_back();
            continue;
        }
        parts.back() += letter;
    }
    return parts;
}

/// `C(name, levels=…)[T.level]`, `name[T.level]` or `name`: variable and level.
std::pair<std::string, std::string> factor_of_part(std::string_view part) {
    part = trim_blanks(part);
    std::string level;
    const std::size_t treatment = part.rfind("[T.");
    if (treatment != std::string_view::npos && part.ends_with(']')) {
        std::string_view text = part.substr(treatment + 3, part.size() - treatment - 4);
        level = trim_blanks(text);
        part = part.substr(0, treatment);
    }
    if (part.starts_with("C(")) {
        part.remove_prefix(2);
        part = part.substr(0, part.find_first_of(",)"));
    }
    return {std::string{trim_blanks(part)}, level};
}

using NamedFactors = std::vector<std::pair<std::string, std::string>>;

NamedFactors named_factors(std::string_view key) {
    NamedFactors factors;
    for (const std::string& part : parts_of_key(key))
        factors.push_back(factor_of_part(part));
    std::ranges::sort(factors);
    return factors;
}

/// The level's index; a number may be written in another way (`1` and `1.0`).
std::optional<std::size_t> level_index(const DesignVariable& variable, std::string_view text) {
    const auto exact = std::ranges::find(variable.levels, text);
    if (exact != variable.levels.end())
        return static_cast<std::size_t>(exact - variable.levels.begin());
    const std::optional<double> number = parse_number<double>(text);
    if (!number)
        return std::nullopt;
    const auto equal = std::ranges::find_if(variable.levels, [&](const std::string& level) {
        return parse_number<double>(level) == number;
    });
    if (equal == variable.levels.end())
        return std::nullopt;
    return static_cast<std::size_t>(equal - variable.levels.begin());
}

/// Columns that a term makes.
double
n_columns_of(const std::vector<DesignVariable>& variables, const std::set<std::size_t>& term) {
    double n = 1;
    for (const std::size_t variable : term)
        if (!variables[variable].levels.empty())
            n *= static_cast<double>(variables[variable].levels.size() - 1);
    return n;
}

/// All products of the levels (but the first) of a term's variables.
void append_columns(
    const std::vector<DesignVariable>& variables,
    const std::set<std::size_t>& term,
    std::vector<std::vector<DesignFactor>>& columns) {
    std::vector<std::vector<DesignFactor>> products{{}};
    for (const std::size_t variable : term) {
        std::vector<std::vector<DesignFactor>> longer;
        const std::size_t n_levels = variables[variable].levels.size();
        for (const std::vector<DesignFactor>& product : products)
            for (std::size_t level = n_levels == 0 ? 0 : 1;
                 level < std::max<std::size_t>(n_levels, 1);
                 ++level) {
                longer.push_back(product);
                longer.back().push_back({.variable = variable, .level = level});
            }
        products = std::move(longer);
    }
    std::ranges::move(products, std::back_inserter(columns));
}

}  // namespace

Design Design::parse(std::string_view formula, const std::string& file) {
    Formula parsed = parse_formula(formula, file);
    Design design;
    double n_columns = 0;
    for (const std::set<std::size_t>& term : parsed.terms) {
        n_columns += n_columns_of(parsed.variables, term);
        constexpr double most_columns = 100'000;
        if (n_columns > most_columns)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("the formula makes more than {} columns", most_columns),
                {.file = file}};
        append_columns(parsed.variables, term, design.columns_);
    }
    design.variables_ = std::move(parsed.variables);
    return design;
}

std::string Design::column_name(std::size_t column) const {
    std::string name;
    for (const DesignFactor& factor : columns_[column]) {
        const DesignVariable& variable = variables_[factor.variable];
        name += (name.empty() ? "" : ":") + variable.name;
        if (!variable.levels.empty())
            name += '=' + variable.levels[factor.level];
    }
    return name;
}

std::vector<double> Design::effects(std::string_view json, const std::string& file) const {
    const auto fail = [&](const std::string& what, const std::string& help = {}) {
        throw Error{ErrorKind::bad_data, what, {.file = file}, help};
    };
    const nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object())
        fail("the effects are no JSON object of names and numbers");
    std::vector<std::pair<NamedFactors, double>> given;
    for (const auto& [key, value] : document.items()) {
        if (!value.is_number())
            fail(fmt::format("the effect of '{}' is no number", key));
        given.emplace_back(named_factors(key), value.get<double>());
    }
    std::vector<double> effects;
    std::vector<bool> is_used(given.size(), false);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        NamedFactors wanted;
        for (const DesignFactor& factor : columns_[column]) {
            const DesignVariable& variable = variables_[factor.variable];
            wanted.emplace_back(
                variable.name, variable.levels.empty() ? "" : variable.levels[factor.level]);
        }
        std::ranges::sort(wanted);
        const auto found =
            std::ranges::find(given, wanted, &std::pair<NamedFactors, double>::first);
        if (found == given.end())
            fail(
                fmt::format("there is no effect of '{}'", column_name(column)),
                "give an effect for every column that the formula makes");
        is_used[static_cast<std::size_t>(found - given.begin())] = true;
        effects.push_back(found->second);
    }
    std::size_t at = 0;
    for (const auto& item : document.items())
        if (!is_used[at++])
            fail(
                fmt::format("the formula makes no column for the effect '{}'", item.key()),
                "formula and effects have to name the same variables and levels");
    return effects;
}

std::vector<std::size_t> Design::find_variables(const io::DataTable& table) const {
    std::vector<std::size_t> places;
    for (const DesignVariable& variable : variables_)
        places.push_back(table.column(variable.name));
    return places;
}

std::vector<double> Design::read_variables(
    const io::DataTable& table, std::size_t row, std::span<const std::size_t> places) const {
    std::vector<double> numbers(variables_.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t at = 0; at < variables_.size(); ++at) {
        if (table.is_missing(row, places[at]))
            continue;
        if (variables_[at].levels.empty()) {
            numbers[at] = *table.number(row, places[at]);
            continue;
        }
        const std::string_view text = table.text(row, places[at]);
        const std::optional<std::size_t> level = level_index(variables_[at], text);
        if (!level)
            table.fail(
                row,
                places[at],
                fmt::format("is no level of {}", variables_[at].name),
                suggest_name(text, variables_[at].levels));
        numbers[at] = static_cast<double>(*level);
    }
    return numbers;
}

void Design::encode(std::span<const double> variables, std::span<double> out) const noexcept {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        double product = 1;
        for (const DesignFactor& factor : columns_[column]) {
            const double number = variables[factor.variable];
            const bool is_numeric = variables_[factor.variable].levels.empty();
            product *= is_numeric || std::isnan(number)
                           ? number
                           : (number == static_cast<double>(factor.level) ? 1.0 : 0.0);
        }
        out[column] = product;
    }
}

}  // namespace genostrat::risk
