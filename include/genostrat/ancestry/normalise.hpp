// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace genostrat::ancestry {

/// A score's dependence on ancestry, learnt from a reference panel. Owns its numbers.
///
/// Principal components are standardised by the panel's mean and sd (n in the denominator), the
/// score is centred. norm1 takes away the mean that the components predict (Khera et al. 2019,
/// doi:10.1161/CIRCULATIONAHA.118.035658); norm2 its spread, too (Khan et al. 2022,
/// doi:10.1038/s41591-022-01869-1), fitted by joint maximum likelihood.
struct ScoreNormaliser {
    std::vector<double> pc_means{};
    std::vector<double> pc_sds{};
    double offset{};                      ///< mean of the score in the panel
    double residual_sd{};                 ///< of norm1, n in the denominator
    std::vector<double> norm1{};          ///< intercept, then one slope a component
    std::vector<double> norm2_mean{};     ///< likewise, of norm2's mean
    std::vector<double> norm2_log_var{};  ///< likewise, of the logarithm of norm2's variance

    /// (score - predicted mean) / sd of the panel's residuals. @param pcs  one a component
    [[nodiscard]] double z1(std::span<const double> pcs, double score) const;

    /// (score - predicted mean) / predicted sd.
    [[nodiscard]] double z2(std::span<const double> pcs, double score) const;
};

/// @param pcs     of the panel's unrelated samples, shape [n x n_pcs]
/// @param scores  shape [n]
/// @throws Error{bad_data} if there are not more samples than coefficients, a component or the
/// score
///         does not vary, or the components depend on each other
[[nodiscard]] ScoreNormaliser
fit_normaliser(std::span<const double> pcs, std::size_t n_pcs, std::span<const double> scores);

/// A score among the people of one group: what it is compared with for the most similar population.
class GroupScores {
public:
    /// @param scores  of the group's reference samples, not empty
    explicit GroupScores(std::vector<double> scores);

    /// (score - mean) / sd, n in the denominator.
    [[nodiscard]] double z(double score) const noexcept;

    /// Percentile, 0..100; ties count half (SciPy's percentileofscore).
    [[nodiscard]] double percentile(double score) const noexcept;

    [[nodiscard]] double mean() const noexcept { return mean_; }

    [[nodiscard]] double sd() const noexcept { return sd_; }

private:
    std::vector<double> sorted_;
    double mean_{};
    double sd_{};
};

}  // namespace genostrat::ancestry
