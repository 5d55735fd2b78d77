// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace genostrat::risk {

/// Quantile of sorted numbers by linear interpolation between order statistics (Hyndman and Fan's
/// type 7, the default of R and NumPy).
/// @param sorted  not empty, rising
/// @param share   0..1
[[nodiscard]] double quantile(std::span<const double> sorted, double share) noexcept;

/// What R's summary() and sd() say of numbers.
struct Summary {
    std::size_t n{};
    double min{};
    double q1{};
    double median{};
    double mean{};  ///< weighted where weights are given; the quantiles and sd are not
    double q3{};
    double max{};
    double sd{};  ///< with n - 1; 0 for one number
};

/// @param values   not empty, none missing
/// @param weights  empty, or one a value
[[nodiscard]] Summary
summarise(std::span<const double> values, std::span<const double> weights = {});

/// Standard deviation with n - 1; 0 for fewer than two numbers.
[[nodiscard]] double standard_deviation(std::span<const double> values) noexcept;

/// Mean of values, weighted where weights are given. @pre not empty
[[nodiscard]] double
weighted_mean(std::span<const double> values, std::span<const double> weights) noexcept;

}  // namespace genostrat::risk
