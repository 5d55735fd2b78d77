// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/inputs.hpp>

namespace genostrat::risk {

namespace {

bool equal_ignoring_case(std::string_view one, std::string_view other) noexcept {
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    };
    return std::ranges::equal(
        one, other, [&](char left, char right) { return lower(left) == lower(right); });
}

std::optional<std::size_t> place_of(const InputRule& rule, const io::DataTable& table) {
    if (const std::optional<std::size_t> own = table.find_column(rule.name))
        return own;
    for (const std::string& column : rule.columns)
        if (const std::optional<std::size_t> other = table.find_column(column))
            return other;
    if (!rule.assumed && !rule.averaged)
        return table.column(rule.name);
    return std::nullopt;
}

}  // namespace

std::optional<double> InputRule::level(std::string_view text) const noexcept {
    for (const auto& [name_of_level, number] : levels)
        if (equal_ignoring_case(name_of_level, text))
            return number;
    return std::nullopt;
}

std::string InputRule::words(double value) const {
    for (const auto& [name_of_level, number] : levels)
        if (number == value)
            return name_of_level;
    std::string text;
    append_number(text, value);
    return unit.empty() ? text : text + ' ' + unit;
}

InputReader::InputReader(const std::vector<InputRule>& rules, const io::DataTable& table)
    : rules_{&rules}, table_{&table} {
    for (const InputRule& rule : rules)
        places_.push_back(place_of(rule, table));
}

std::vector<double> InputReader::read(std::size_t row) const {
    std::vector<double> values;
    for (std::size_t at = 0; at < rules_->size(); ++at) {
        const InputRule& rule = (*rules_)[at];
        double value = std::numeric_limits<double>::quiet_NaN();
        if (places_[at] && !table_->is_missing(row, *places_[at])) {
            if (rule.levels.empty()) {
                value = *table_->number(row, *places_[at]);
            } else {
                const std::string_view text = table_->text(row, *places_[at]);
                const std::optional<double> level = rule.level(text);
                std::vector<std::string> known;
                for (const auto& [name, number] : rule.levels)
                    known.push_back(name);
                if (!level)
                    table_->fail(
                        row,
                        *places_[at],
                        fmt::format("is no level of {}", rule.name),
                        suggest_name(text, known));
                value = *level;
            }
        }
        values.push_back(value);
    }
    return values;
}

std::size_t sample_column(const io::DataTable& table) {
    return table.find_column({"sample", "id", "IID", "ID", "Sample"}).value_or(0);
}

}  // namespace genostrat::risk
