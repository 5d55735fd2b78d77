// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genostrat::ancestry {

struct ForestOptions {
    std::size_t n_trees{300};
    std::uint64_t seed{32};
};

/// Random forest that tells groups apart by principal components (Breiman 2001,
/// doi:10.1023/A:1010933404324): every tree grows to pure leaves on a bootstrap sample, choosing
/// among sqrt(n_features) features at each split by Gini impurity. The same on every machine.
class RandomForest {
public:
    /// @param features  shape [n x n_features]
    /// @param groups    index of each sample's group, shape [n]
    /// @pre   n > 0 and every group index < n_groups
    RandomForest(
        std::span<const double> features,
        std::size_t n_features,
        std::span<const std::size_t> groups,
        std::size_t n_groups,
        const ForestOptions& options = {});

    /// Share of the trees that vote for each group.
    /// @param features  shape [n_features]
    /// @param out       shape [n_groups]
    void probabilities(std::span<const double> features, std::span<double> out) const noexcept;

private:
    friend class TreeGrower;

    struct Node {
        std::uint32_t feature{};  // of a leaf: its group
        std::uint32_t right{};    // index of the child above the border; 0: a leaf
        double border{};          // values up to it go left, to the next node
    };

    std::vector<Node> nodes_;
    std::vector<std::size_t> roots_;
};

}  // namespace genostrat::ancestry
