// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <genostrat/risk/hazard.hpp>

namespace genostrat::risk {

namespace {

/// E[relative risk | free of disease] when the cumulated baseline hazard is `cumulated`.
double mean_of_survivors(ReferenceView reference, double cumulated) noexcept {
    double risk = 0;
    double alive = 0;
    for (std::size_t row = 0; row < reference.relative_risks.size(); ++row) {
        const double own = reference.relative_risks[row];
        const double weight = reference.weights.empty() ? 1 : reference.weights[row];
        const double survival = weight * std::exp(-own * cumulated);
        risk += survival * own;
        alive += survival;
    }
    return risk / alive;
}

}  // namespace

void baseline_hazard(
    std::span<const double> incidence, ReferenceView reference, std::span<double> out) {
    const double at_birth = mean_of_survivors(reference, 0);
    std::vector<double> mean(incidence.size(), at_birth);
    constexpr int most_rounds = 60;  // 8 are usual
    for (int round = 0; round < most_rounds; ++round) {
        double cumulated = 0;
        double last_cumulated = -1;
        double last_mean = 0;
        double change = 0;
        for (std::size_t age = 0; age < incidence.size(); ++age) {
            // Ages without incidence leave the survivors as they are.
            if (cumulated != last_cumulated) {
                last_mean = mean_of_survivors(reference, cumulated);
                last_cumulated = cumulated;
            }
            change = std::fmax(change, std::abs(last_mean - mean[age]) / last_mean);
            cumulated += incidence[age] / mean[age];
            mean[age] = last_mean;
        }
        if (change <= 1e-13)
            break;
    }
    for (std::size_t age = 0; age < incidence.size(); ++age)
        out[age] = incidence[age] / mean[age];
}

double yearly_risk(const RiskYears& years) noexcept {
    double risk = 0;
    double cumulated = 0;
    for (std::size_t year = 0; year < years.hazard.size(); ++year) {
        const double hazard = years.hazard[year] * years.relative_risk;
        risk += hazard * std::exp(-cumulated);
        cumulated += hazard + (years.competing.empty() ? 0 : years.competing[year]);
    }
    return risk;
}

double piecewise_risk(const RiskYears& years, double skipped, double last) noexcept {
    double risk = 0;
    double cumulated = 0;
    for (std::size_t year = 0; year < years.hazard.size(); ++year) {
        const double begin = year == 0 ? skipped : 0;
        const double end = year + 1 == years.hazard.size() ? last : 1;
        const double hazard = years.hazard[year] * years.relative_risk;
        const double both = hazard + (years.competing.empty() ? 0 : years.competing[year]);
        const double duration = end - begin;
        if (both > 0)
            risk += hazard / both * std::exp(-cumulated) * -std::expm1(-both * duration);
        cumulated += both * duration;
    }
    return risk;
}

}  // namespace genostrat::risk
