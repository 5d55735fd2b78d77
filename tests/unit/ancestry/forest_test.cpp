// SPDX-License-Identifier: MIT
#include <array>
#include <vector>

#include <gtest/gtest.h>

#include <genostrat/ancestry/forest.hpp>

namespace genostrat::ancestry {
namespace {

TEST(RandomForest, tells_separate_groups_apart_and_is_unsure_between) {
    std::vector<double> features;
    std::vector<std::size_t> groups;
    for (int sample = 0; sample < 40; ++sample) {
        features.insert(features.end(), {0.01 * sample, 0.5});
        groups.push_back(0);
        features.insert(features.end(), {5 + 0.01 * sample, 0.5});
        groups.push_back(1);
    }
    const RandomForest forest{features, 2, groups, 2};
    std::array<double, 2> shares{};
    forest.probabilities(std::array<double, 2>{0.2, 0.5}, shares);
    EXPECT_NEAR(shares[0], 1, 1e-12);
    forest.probabilities(std::array<double, 2>{5.2, 0.5}, shares);
    EXPECT_NEAR(shares[1], 1, 1e-12);
    forest.probabilities(std::array<double, 2>{0.39 + (5 - 0.39) / 2, 0.5}, shares);
    EXPECT_NEAR(shares[0] + shares[1], 1, 1e-12);
}

TEST(RandomForest, equal_features_with_different_groups_end) {
    const std::vector<double> features{1, 1, 1, 1};
    const std::vector<std::size_t> groups{0, 1, 0, 1};
    const RandomForest forest{features, 1, groups, 2, {.n_trees = 50}};
    std::array<double, 2> shares{};
    forest.probabilities(std::array<double, 1>{1}, shares);
    EXPECT_NEAR(shares[0] + shares[1], 1, 1e-12);
}

}  // namespace
}  // namespace genostrat::ancestry
