// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Cells of scoring files. Errors do not say where: the reader of the file adds it.
namespace genostrat::score {

/// True if the texts are equal but for upper and lower case.
[[nodiscard]] bool equal_text(std::string_view one, std::string_view lower_case) noexcept;

/// Nothing, `.`, `-`, `NA` or `NaN`.
[[nodiscard]] bool is_absent(std::string_view cell) noexcept;

/// What a weight is: a ratio counts by its logarithm.
enum class Scale : std::uint8_t { linear, ratio };

/// The scale of a `weight_type`: ratio for OR, HR and RR.
[[nodiscard]] Scale scale_of(std::string_view weight_type) noexcept;

/// A finite number. @param what  it is, for the error. @throws Error{bad_data}
[[nodiscard]] double read_number(std::string_view text, std::string_view what);

/// A weight on the linear scale. @throws Error{bad_data}: no number, or a ratio of 0 or less
[[nodiscard]] double read_weight(std::string_view text, std::string_view name, Scale scale);

/// Reads the weights of neighbouring columns that end a line.
/// @param text       of the line, from the first weight on
/// @param separator  between cells
/// @param names      of the columns, for errors
/// @param out        one entry a column, no_weight where a cell is absent; shape [names]
/// @return how many columns the line has: fewer than names if it ends early
/// @throws as read_weight
[[nodiscard]] std::size_t read_weights(
    std::string_view text,
    char separator,
    std::span<const std::string> names,
    Scale scale,
    std::vector<double>& out);

}  // namespace genostrat::score
