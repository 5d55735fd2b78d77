// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <genostrat/qc/contamination.hpp>

namespace genostrat::qc {

namespace {

/// Chances of 0, 1 and 2 copies.
std::array<double, 3> genotype_chances(double frequency) noexcept {
    const double other = 1 - frequency;
    return {other * other, 2 * frequency * other, frequency * frequency};
}

class Model {
public:
    explicit Model(std::span<const SiteReads> sites) {
        std::int64_t n_reads = 0;
        std::int64_t n_others = 0;
        for (const SiteReads& site : sites) {
            n_reads += site.ref + site.alt + site.other;
            n_others += site.other;
            if (site.ref + site.alt > 0)
                sites_.push_back(site);
        }
        // Two of three errors show a base that is neither REF nor ALT.
        const double seen =
            n_reads == 0 ? 0 : static_cast<double>(n_others) / (2.0 * static_cast<double>(n_reads));
        error_ = std::clamp(seen, 1e-4, 0.05);
    }

    [[nodiscard]] double log_likelihood(double share) const {
        double total = 0;
        for (const SiteReads& site : sites_) {
            const std::array<double, 3> chances = genotype_chances(site.frequency);
            std::array<double, 9> terms{};
            for (std::size_t own = 0; own < 3; ++own)
                for (std::size_t foreign = 0; foreign < 3; ++foreign) {
                    const double copies = (1 - share) * static_cast<double>(own) / 2 +
                                          share * static_cast<double>(foreign) / 2;
                    const double alt = copies * (1 - error_) + (1 - copies) * error_;
                    terms[own * 3 + foreign] = std::log(chances[own] * chances[foreign]) +
                                               site.alt * std::log(alt) +
                                               site.ref * std::log(1 - alt);
                }
            const double top = *std::ranges::max_element(terms);
            double sum = 0;
            for (const double term : terms)
                sum += std::exp(term - top);
            total += top + std::log(sum);
        }
        return total;
    }

    [[nodiscard]] std::size_t n_sites() const noexcept { return sites_.size(); }

private:
    std::vector<SiteReads> sites_;
    double error_{};
};

/// Where the likelihood crosses a value between a point above and one below it.
double crossing(const Model& model, double above, double below, double value) {
    for (int step = 0; step < 20; ++step) {
        const double middle = (above + below) / 2;
        (model.log_likelihood(middle) >= value ? above : below) = middle;
    }
    return above;
}

}  // namespace

Contamination estimate_contamination(std::span<const SiteReads> sites) {
    const Model model{sites};
    Contamination result;
    result.n_sites = static_cast<std::int64_t>(model.n_sites());
    if (result.n_sites == 0) {
        result.share = result.low = result.high = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    // A grid finds the hill, thirds of the stretch around it its top.
    constexpr double grid[] = {0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.35, 0.5};
    std::size_t best = 0;
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at < std::size(grid); ++at)
        if (const double value = model.log_likelihood(grid[at]); value > top) {
            top = value;
            best = at;
        }
    double low = grid[best == 0 ? 0 : best - 1];
    double high = grid[std::min(best + 1, std::size(grid) - 1)];
    for (int step = 0; step < 24; ++step) {
        const double third = (high - low) / 3;
        if (model.log_likelihood(low + third) < model.log_likelihood(high - third))
            low += third;
        else
            high -= third;
    }
    result.share = (low + high) / 2;
    if (model.log_likelihood(0) >= model.log_likelihood(result.share))
        result.share = 0;
    const double bound = model.log_likelihood(result.share) - 1.92;
    result.low = model.log_likelihood(0) >= bound ? 0 : crossing(model, result.share, 0, bound);
    result.high =
        model.log_likelihood(0.5) >= bound ? 0.5 : crossing(model, result.share, 0.5, bound);
    return result;
}

}  // namespace genostrat::qc
