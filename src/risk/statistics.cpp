// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <vector>

#include <genostrat/risk/statistics.hpp>

namespace genostrat::risk {

double quantile(std::span<const double> sorted, double share) noexcept {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto lower = static_cast<std::size_t>(place);
    const std::size_t upper = std::min(lower + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(lower);
    return sorted[lower] + part * (sorted[upper] - sorted[lower]);
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) noexcept {
    double sum = 0;
    double total = 0;
    for (std::size_t at = 0; at < values.size(); ++at) {
        const double weight = weights.empty() ? 1 : weights[at];
        sum += weight * values[at];
        total += weight;
    }
    return sum / total;
}

double standard_deviation(std::span<const double> values) noexcept {
    if (values.size() < 2)
        return 0;
    const double mean = weighted_mean(values, {});
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Summary summarise(std::span<const double> values, std::span<const double> weights) {
    std::vector<double> sorted{values.begin(), values.end()};
    std::ranges::sort(sorted);
    return {
        .n = values.size(),
        .min = sorted.front(),
        .q1 = quantile(sorted, 0.25),
        .median = quantile(sorted, 0.5),
        .mean = weighted_mean(values, weights),
        .q3 = quantile(sorted, 0.75),
        .max = sorted.back(),
        .sd = standard_deviation(values)};
}

}  // namespace genostrat::risk
