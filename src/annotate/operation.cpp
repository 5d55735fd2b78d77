// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <genostrat/annotate/operation.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

bool is_value(std::string_view text) noexcept {
    return !text.empty() && text != ".";
}

double number_of(std::string_view text) {
    const auto number = parse_number<double>(text);
    if (!number)
        throw Error{
            ErrorKind::bad_data,
            "the value '" + std::string{text} + "' is no number, as mean, min, max and sum need",
            {},
            "use first, concat, uniq, count or flag for texts"};
    return *number;
}

/// Appends the sum; exact where all values are whole numbers.
void append_sum(std::span<const std::string_view> values, std::string& out) {
    std::int64_t whole = 0;
    double sum = 0;
    bool is_whole = true;
    for (const std::string_view value : values) {
        if (!is_value(value))
            continue;
        sum += number_of(value);
        const auto number = parse_number<std::int64_t>(value);
        is_whole = is_whole && number && std::abs(sum) < 0x1p62;
        whole += is_whole ? *number : 0;
    }
    if (is_whole)
        append_number(out, whole);
    else
        append_number(out, static_cast<float>(sum));
}

void append_mean(std::span<const std::string_view> values, std::size_t n, std::string& out) {
    double sum = 0;
    for (const std::string_view value : values)
        if (is_value(value))
            sum += number_of(value);
    append_number(out, static_cast<float>(sum / static_cast<double>(n)));
}

void append_extreme(
    std::span<const std::string_view> values, bool wants_largest, std::string& out) {
    std::string_view best;
    double best_number = 0;
    for (const std::string_view value : values) {
        if (!is_value(value))
            continue;
        const double number = number_of(value);
        if (best.empty() || (wants_largest ? number > best_number : number < best_number)) {
            best = value;
            best_number = number;
        }
    }
    out += best;
}

void append_joined(
    std::span<const std::string_view> values, bool only_once, char separator, std::string& out) {
    bool is_first = true;
    for (std::size_t index = 0; index < values.size(); ++index) {
        const std::string_view value = values[index];
        const auto before = values.first(index);
        if (!is_value(value) || (only_once && std::ranges::find(before, value) != before.end()))
            continue;
        if (!is_first)
            out += separator;
        is_first = false;
        out += value;
    }
}

}  // namespace

const std::vector<std::string>& operation_names() {
    static const std::vector<std::string> names{
        "self", "first", "mean", "min", "max", "sum", "count", "concat", "uniq", "flag", "by_alt"};
    return names;
}

std::optional<Operation> parse_operation(std::string_view name) noexcept {
    const auto& names = operation_names();
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Operation>(found - names.begin());
}

ColumnShape result_shape(Operation operation, const ColumnShape& source) {
    switch (operation) {
    case Operation::self:
    case Operation::first:
        break;
    case Operation::mean:
        return {ColumnType::floating, "1"};
    case Operation::min:
    case Operation::max:
    case Operation::sum:
        return {
            source.type == ColumnType::integer ? ColumnType::integer : ColumnType::floating, "1"};
    case Operation::count:
        return {ColumnType::integer, "1"};
    case Operation::concat:
    case Operation::uniq:
        return {source.type == ColumnType::flag ? ColumnType::string : source.type, "."};
    case Operation::flag:
        return {ColumnType::flag, "0"};
    case Operation::by_alt:
        return {ColumnType::string, "A"};
    }
    return source;
}

bool reduce(
    Operation operation,
    std::span<const std::string_view> values,
    char separator,
    std::string& out) {
    const auto n = static_cast<std::size_t>(std::ranges::count_if(values, is_value));
    if (operation == Operation::count) {
        append_number(out, static_cast<std::int64_t>(n));
        return true;
    }
    if (n == 0)
        return false;
    switch (operation) {
    case Operation::mean:
        append_mean(values, n, out);
        break;
    case Operation::min:
    case Operation::max:
        append_extreme(values, operation == Operation::max, out);
        break;
    case Operation::sum:
        append_sum(values, out);
        break;
    case Operation::first:
        out += *std::ranges::find_if(values, is_value);
        break;
    case Operation::flag:
        out += '1';
        break;
    case Operation::self:
    case Operation::concat:
    case Operation::uniq:
    case Operation::by_alt:
        append_joined(values, operation == Operation::uniq, separator, out);
        break;
    case Operation::count:
        break;
    }
    return true;
}

}  // namespace genostrat::annotate
