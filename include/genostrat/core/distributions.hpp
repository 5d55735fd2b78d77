// SPDX-License-Identifier: MIT
#pragma once

namespace genostrat {

/// Share of the standard normal distribution below z, 0..1.
[[nodiscard]] double normal_share_below(double z) noexcept;

/// The z below which this share of the standard normal distribution lies; -infinity for 0 and
/// +infinity for 1. Accurate to about 1e-15 relative (Acklam's rational approximation, one step of
/// Halley's method).
/// @param share  0..1; NaN outside
[[nodiscard]] double normal_value_at(double share) noexcept;

/// Share of the chi-square distribution above x, 0..1. Exact to about 1e-13 relative as far down as
/// a double reaches.
/// @param x   0 or more
/// @param df  degrees of freedom, greater than 0
[[nodiscard]] double chi_square_share_above(double x, double df) noexcept;

/// Its natural logarithm, which does not end where the share itself becomes 0.
[[nodiscard]] double log_chi_square_share_above(double x, double df) noexcept;

}  // namespace genostrat
