// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>
#include <numbers>

#include <genostrat/core/distributions.hpp>
#include <genostrat/risk/mixture.hpp>

namespace genostrat::risk {

ScoreMixture ScoreMixture::of_auc(double prevalence, double auc) noexcept {
    return {prevalence, std::numbers::sqrt2 * normal_value_at(auc)};
}

double ScoreMixture::auc_of_liability_r2(double prevalence, double r2) noexcept {
    const double threshold = normal_value_at(1 - prevalence);
    const double height = std::exp(-threshold * threshold / 2) / std::sqrt(2 * std::numbers::pi);
    const double cases = height / prevalence;  // mean liability of cases
    const double controls = -height / (1 - prevalence);
    const double spread =
        (1 - r2 * cases * (cases - threshold)) + (1 - r2 * controls * (controls - threshold));
    return normal_share_below((cases - controls) * r2 / std::sqrt(r2 * spread));
}

ScoreMixture ScoreMixture::of_liability_r2(double prevalence, double r2) noexcept {
    return r2 <= 0 ? ScoreMixture{prevalence, 0}
                   : of_auc(prevalence, auc_of_liability_r2(prevalence, r2));
}

// Places are measured from the mean of the people without the disease, in their spread.
double ScoreMixture::place_of(double z) const noexcept {
    const double mean = prevalence * distance;
    const double variance = 1 + prevalence * (1 - prevalence) * distance * distance;
    return mean + z * std::sqrt(variance);
}

double ScoreMixture::all_below(double place) const noexcept {
    return prevalence * normal_share_below(place - distance) +
           (1 - prevalence) * normal_share_below(place);
}

double ScoreMixture::risk_at(double z) const noexcept {
    // The ratio of the two densities at a place is exp(distance * place - distance^2 / 2).
    const double log_odds =
        std::log(prevalence / (1 - prevalence)) + distance * place_of(z) - distance * distance / 2;
    return 1 / (1 + std::exp(-log_odds));
}

double ScoreMixture::share_below(double z) const noexcept {
    return all_below(place_of(z));
}

double ScoreMixture::border(double share) const noexcept {
    if (share <= 0 || share >= 1)
        return share <= 0 ? -std::numeric_limits<double>::infinity()
                          : std::numeric_limits<double>::infinity();
    double low = -40;
    double high = 40 + distance;
    for (int step = 0; step < 200; ++step) {
        const double middle = (low + high) / 2;
        (all_below(middle) < share ? low : high) = middle;
    }
    return (low + high) / 2;
}

double ScoreMixture::risk_of_group(std::size_t group, std::size_t n_groups) const noexcept {
    const auto n = static_cast<double>(n_groups);
    const double low = border(static_cast<double>(group) / n);
    const double high = border(static_cast<double>(group + 1) / n);
    const double cases = normal_share_below(high - distance) - normal_share_below(low - distance);
    return prevalence * cases * n;
}

}  // namespace genostrat::risk
