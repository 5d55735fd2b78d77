// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include <genostrat/filter/syntax.hpp>

namespace genostrat::filter {

/// The missing number: a NaN with a payload of our own, told from a NaN that arithmetic made.
inline constexpr std::uint64_t missing_number_bits = 0x7FF8'0000'6D69'7373;
inline const double missing_number = std::bit_cast<double>(missing_number_bits);

[[nodiscard]] inline bool is_missing_number(double value) noexcept {
    return std::bit_cast<std::uint64_t>(value) == missing_number_bits;
}

/// Compares two numbers as bcftools does: in single precision, unless one is above 2^24. With a
/// missing side `=` holds if both are missing, `!=` if one is, an order never.
[[nodiscard]] bool compare(double left, double right, Operator op) noexcept;

/// True if any pair of the two vectors satisfies the comparison. Empty counts as one missing value.
[[nodiscard]] bool
compare_any(std::span<const double> left, std::span<const double> right, Operator op) noexcept;

/// Compares each group of `width` values with all of `right`.
///
/// @param left  shape [n x width]; `passing` has n entries
/// @param passing  1 where any pair of the group and `right` satisfies the comparison
/// @return true if any group passes
bool compare_groups(
    std::span<const double> left,
    std::size_t width,
    std::span<const double> right,
    Operator op,
    std::span<std::uint8_t> passing) noexcept;

/// Compares value by value: groups of the same width, or of one value against each of the other's.
bool compare_pairs(
    std::span<const double> left,
    std::size_t left_width,
    std::span<const double> right,
    std::size_t right_width,
    Operator op,
    std::span<std::uint8_t> passing) noexcept;

/// One arithmetic step in double precision; missing if a side is. Modulo cuts both sides to whole
/// numbers and is missing where the right one is 0.
[[nodiscard]] double calculate(double left, double right, Operator op) noexcept;

enum class Statistic : std::uint8_t { max, min, mean, median, deviation, sum };

/// A statistic of the values that are not missing; missing if there are none.
/// @param scratch  is filled and reordered; as long as values
[[nodiscard]] double
statistic_of(std::span<const double> values, Statistic statistic, std::span<double> scratch);

/// Two-sided binomial test of two counts against one half: min(1, 2 x smaller tail); missing if
/// both are 0 or one is missing.
[[nodiscard]] double binomial_test(double left, double right) noexcept;

/// Widens stored values; missing ones and filling become missing_number. Vectorised.
void widen(std::span<const std::int32_t> values, std::span<double> out) noexcept;
void widen(std::span<const float> values, std::span<double> out) noexcept;

}  // namespace genostrat::filter
