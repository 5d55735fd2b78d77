// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/variant/schema.hpp>

namespace genostrat::annotate {

/// What becomes of the values of several source rows that match one row.
enum class Operation : std::uint8_t {
    self,    ///< as in the source: per ALT where the source says so, else all values
    first,   ///< of the first matching row of the source
    mean,    ///< arithmetic
    min,     ///< printed as in the source
    max,     ///< printed as in the source
    sum,     ///< a whole number if all values are
    count,   ///< how many values
    concat,  ///< all values
    uniq,    ///< each value once, in the order of their first coming
    flag,    ///< that there is a match
    by_alt,  ///< vcfanno: all values of each ALT, `|` between them
};

/// @return nothing if there is no operation of this name
[[nodiscard]] std::optional<Operation> parse_operation(std::string_view name) noexcept;

/// Names as parse_operation knows them.
[[nodiscard]] const std::vector<std::string>& operation_names();

/// True for mean, min, max and sum, which need numbers.
[[nodiscard]] constexpr bool is_numeric(Operation operation) noexcept {
    return operation >= Operation::mean && operation <= Operation::sum;
}

/// Type and Number of a column.
struct ColumnShape {
    ColumnType type{ColumnType::string};
    std::string number{"."};

    friend bool operator==(const ColumnShape&, const ColumnShape&) = default;
};

/// What an operation makes of a source column: count and sums of whole numbers are Integer, mean is
/// Float, flag is Flag, concat and uniq have Number=`.`.
[[nodiscard]] ColumnShape result_shape(Operation operation, const ColumnShape& source);

/// Reduces values to the text of an INFO value.
///
/// @param values     one text each, in source order; empty ones and `.` do not count
/// @param separator  between the values of self, concat and uniq
/// @param out        is appended to
/// @return false, and nothing is appended, if there are no values (count appends `0`)
/// @throws Error{bad_data} where a numeric operation meets a text that is no number
bool reduce(
    Operation operation,
    std::span<const std::string_view> values,
    char separator,
    std::string& out);

}  // namespace genostrat::annotate
