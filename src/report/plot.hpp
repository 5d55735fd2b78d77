// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// Counts of values in equal bins; values outside count in the first or last bin.
/// @param values  finite; others are left out
/// @pre n_bins > 0 and low < high
[[nodiscard]] std::vector<std::int64_t>
histogram(std::span<const double> values, double low, double high, std::size_t n_bins);

/// The distribution of a score with its tiers as bands and the person's place, as inline SVG.
/// Drawn from the reference's own scores where there are any, else as a normal curve. Empty where
/// the person has no z.
[[nodiscard]] std::string distribution_plot(const ScoreResult& score);

/// A strip from 0 to 100 with the person's place, as inline SVG.
[[nodiscard]] std::string percentile_strip(double percentile, Level level);

}  // namespace genostrat::report
