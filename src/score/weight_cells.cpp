// SPDX-License-Identifier: MIT
#include "score/weight_cells.hpp"

#include "score/short_decimal.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/score/scoring_file.hpp>

namespace genostrat::score {

bool equal_text(std::string_view one, std::string_view lower_case) noexcept {
    return std::ranges::equal(one, lower_case, {}, [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
}

bool is_absent(std::string_view cell) noexcept {
    if (cell.size() > 3)
        return false;
    return cell.empty() || cell == "." || cell == "-" || equal_text(cell, "na") ||
           equal_text(cell, "nan");
}

Scale scale_of(std::string_view weight_type) noexcept {
    for (const std::string_view ratio : {"or", "hr", "rr", "odds ratio", "hazard ratio"})
        if (equal_text(weight_type, ratio))
            return Scale::ratio;
    return Scale::linear;
}

double read_number(std::string_view text, std::string_view what) {
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto value = parse_number<double>(text);
    if (!value || !std::isfinite(*value))
        throw Error{ErrorKind::bad_data, fmt::format("{} is '{}', which is no number", what, text)};
    return *value;
}

double read_weight(std::string_view text, std::string_view name, Scale scale) {
    const std::optional<double> decimal = short_decimal(text);
    const double value = decimal ? *decimal : read_number(text, name);
    if (scale == Scale::linear)
        return value;
    if (value <= 0.0)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("{} is {}, but a ratio is greater than 0", name, text)};
    return std::log(value);
}

std::size_t read_weights(
    std::string_view text,
    char separator,
    std::span<const std::string> names,
    Scale scale,
    std::vector<double>& out) {
    out.resize(names.size());
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t column = 0; column < names.size(); ++column) {
        // Nearly every cell is a plain decimal: it is read where it stands, without a search for
        // its end.
        const Decimal decimal = read_decimal(at, end);
        const bool is_whole_cell =
            decimal.end != nullptr && (decimal.end == end || *decimal.end == separator);
        if (is_whole_cell && scale == Scale::linear) {
            out[column] = decimal.value;
            at = decimal.end;
        } else {
            const char* const cell_end = std::find(at, end, separator);
            const std::string_view cell =
                trim_blanks({at, static_cast<std::size_t>(cell_end - at)});
            out[column] = is_absent(cell) ? no_weight : read_weight(cell, names[column], scale);
            at = cell_end;
        }
        if (at == end)
            return column + 1;
        ++at;
    }
    return names.size();
}

}  // namespace genostrat::score
