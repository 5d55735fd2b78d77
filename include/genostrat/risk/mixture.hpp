// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace genostrat::risk {

/// A score that is known by its distribution only: normal among people with and without the
/// disease, with the same spread (GenoPred, doi:10.1101/2024.06.12.24308843; Pain et al. 2021,
/// doi:10.1038/s41431-021-01028-3).
struct ScoreMixture {
    double prevalence{};  ///< of the disease over the horizon, 0 < p < 1
    double distance{};    ///< between the means, in standard deviations within a group

    /// @param auc  area under the ROC curve, 0.5 <= auc < 1: distance = sqrt(2) z(auc)
    [[nodiscard]] static ScoreMixture of_auc(double prevalence, double auc) noexcept;

    /// @param r2  variance explained on the liability scale, 0 <= r2 < 1, by way of the AUC (Wray
    ///            et al. 2010, doi:10.1371/journal.pgen.1000864, equation 3)
    [[nodiscard]] static ScoreMixture of_liability_r2(double prevalence, double r2) noexcept;

    /// The AUC that a liability R2 amounts to.
    [[nodiscard]] static double auc_of_liability_r2(double prevalence, double r2) noexcept;

    /// Chance of the disease for a person whose score lies `z` standard deviations from the mean of
    /// all people, 0..1.
    [[nodiscard]] double risk_at(double z) const noexcept;

    /// Mean chance of the people in one of n equal groups by score (0 is the lowest).
    [[nodiscard]] double risk_of_group(std::size_t group, std::size_t n_groups) const noexcept;

    /// Share of all people whose score lies below that of `z`, 0..1.
    [[nodiscard]] double share_below(double z) const noexcept;

private:
    [[nodiscard]] double place_of(double z) const noexcept;
    [[nodiscard]] double border(double share) const noexcept;
    [[nodiscard]] double all_below(double place) const noexcept;
};

}  // namespace genostrat::risk
