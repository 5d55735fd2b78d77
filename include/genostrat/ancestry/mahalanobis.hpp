// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace genostrat::ancestry {

/// Degrees of freedom of the distance's chi-square distribution.
enum class DistanceDf : unsigned char {
    n_pcs,           ///< as the theory has it
    n_pcs_minus_one  ///< as pgsc_calc has it
};

/// Means and covariances of the groups of a panel. Owns its numbers.
class MahalanobisModel {
public:
    /// @param pcs       shape [n x n_pcs]
    /// @param groups    index of each sample's group, shape [n]
    /// @throws Error{bad_data} for a group with too few samples for its covariance
    MahalanobisModel(
        std::span<const double> pcs,
        std::size_t n_pcs,
        std::span<const std::size_t> groups,
        std::size_t n_groups);

    /// Squared distance of a sample from a group's mean. @param pcs  shape [n_pcs]
    [[nodiscard]] double squared_distance(std::span<const double> pcs, std::size_t group) const;

    /// Natural logarithm of the chance that a member of the group lies as far out or further.
    [[nodiscard]] double
    log_p(std::span<const double> pcs, std::size_t group, DistanceDf df = DistanceDf::n_pcs) const;

private:
    std::size_t n_pcs_;
    std::vector<double> means_;     // shape [n_groups x n_pcs]
    std::vector<double> inverses_;  // of the covariances, shape [n_groups x n_pcs x n_pcs]
};

}  // namespace genostrat::ancestry
