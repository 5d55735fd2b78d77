// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

#include <genostrat/ancestry/forest.hpp>

namespace genostrat::ancestry {

namespace {

/// A number below n: the same on every machine, unlike the library's distributions.
std::size_t below(std::mt19937_64& random, std::size_t n) {
    return static_cast<std::size_t>(random() % n);
}

struct Split {
    std::size_t feature{};
    double border{};
    double score{-1};  // sum over both sides of (sum of squared counts) / size; more is purer
};

}  // namespace

/// Grows trees; samples of a node are a stretch of `order_`.
class TreeGrower {
public:
    TreeGrower(
        std::span<const double> features,
        std::size_t n_features,
        std::span<const std::size_t> groups,
        std::size_t n_groups,
        std::mt19937_64& random,
        std::vector<RandomForest::Node>& nodes)
        : features_{features}, n_features_{n_features}, groups_{groups}, n_groups_{n_groups},
          random_{random}, nodes_{nodes} {}

    void grow() {
        order_.clear();
        for (std::size_t at = 0; at < groups_.size(); ++at)
            order_.push_back(below(random_, groups_.size()));
        grow(0, order_.size());
    }

private:
    [[nodiscard]] double value(std::size_t sample, std::size_t feature) const {
        return features_[sample * n_features_ + feature];
    }

    void grow(std::size_t begin, std::size_t end) {
        const std::size_t node = nodes_.size();
        nodes_.emplace_back();
        const Split split = best_split(begin, end);
        if (split.score < 0) {
            nodes_[node].feature = static_cast<std::uint32_t>(most_frequent(begin, end));
            return;
        }
        const auto middle = std::partition(
            order_.begin() + static_cast<std::ptrdiff_t>(begin),
            order_.begin() + static_cast<std::ptrdiff_t>(end),
            [&](std::size_t sample) { return value(sample, split.feature) <= split.border; });
        const auto border = static_cast<std::size_t>(middle - order_.begin());
        nodes_[node].feature = static_cast<std::uint32_t>(split.feature);
        nodes_[node].border = split.border;
        grow(begin, border);
        nodes_[node].right = static_cast<std::uint32_t>(nodes_.size());
        grow(border, end);
    }

    [[nodiscard]] std::vector<double> counts(std::size_t begin, std::size_t end) const {
        std::vector<double> n(n_groups_, 0);
        for (std::size_t at = begin; at < end; ++at)
            ++n[groups_[order_[at]]];
        return n;
    }

    [[nodiscard]] std::size_t most_frequent(std::size_t begin, std::size_t end) const {
        const std::vector<double> n = counts(begin, end);
        return static_cast<std::size_t>(std::ranges::max_element(n) - n.begin());
    }

    /// Tries features in random order: as many as the root of their number, more only while none of
    /// them can part the node.
    Split best_split(std::size_t begin, std::size_t end) {
        Split best;
        const std::vector<double> all = counts(begin, end);
        if (std::ranges::count_if(all, [](double n) { return n > 0; }) < 2)
            return best;
        std::vector<std::size_t> features(n_features_);
        std::iota(features.begin(), features.end(), std::size_t{0});
        const auto n_wanted = static_cast<std::size_t>(std::sqrt(static_cast<double>(n_features_)));
        for (std::size_t tried = 0; tried < n_features_; ++tried) {
            std::swap(features[tried], features[tried + below(random_, n_features_ - tried)]);
            if (tried >= std::max<std::size_t>(n_wanted, 1) && best.score >= 0)
                break;
            try_feature(features[tried], begin, end, all, best);
        }
        return best;
    }

    void try_feature(
        std::size_t feature,
        std::size_t begin,
        std::size_t end,
        const std::vector<double>& all,
        Split& best) {
        sorted_.clear();
        for (std::size_t at = begin; at < end; ++at)
            sorted_.emplace_back(value(order_[at], feature), groups_[order_[at]]);
        std::ranges::sort(sorted_);
        std::vector<double> left(n_groups_, 0);
        double left_squares = 0;
        double right_squares = 0;
        for (const double n : all)
            right_squares += n * n;
        std::vector<double> right = all;
        for (std::size_t at = 0; at + 1 < sorted_.size(); ++at) {
            const std::size_t group = sorted_[at].second;
            left_squares += 2 * left[group]++ + 1;
            right_squares -= 2 * right[group]-- - 1;
            if (sorted_[at].first == sorted_[at + 1].first)
                continue;
            const double score = left_squares / static_cast<double>(at + 1) +
                                 right_squares / static_cast<double>(sorted_.size() - at - 1);
            if (score <= best.score)
                continue;
            const double middle = (sorted_[at].first + sorted_[at + 1].first) / 2;
            // Between neighbouring doubles the middle may round up to the greater one.
            best = {feature, middle < sorted_[at + 1].first ? middle : sorted_[at].first, score};
        }
    }

    std::span<const double> features_;
    std::size_t n_features_;
    std::span<const std::size_t> groups_;
    std::size_t n_groups_;
    std::mt19937_64& random_;
    std::vector<RandomForest::Node>& nodes_;
    std::vector<std::size_t> order_;
    std::vector<std::pair<double, std::size_t>> sorted_;
};

RandomForest::RandomForest(
    std::span<const double> features,
    std::size_t n_features,
    std::span<const std::size_t> groups,
    std::size_t n_groups,
    const ForestOptions& options) {
    std::mt19937_64 random{options.seed};
    TreeGrower grower{features, n_features, groups, n_groups, random, nodes_};
    for (std::size_t tree = 0; tree < options.n_trees; ++tree) {
        roots_.push_back(nodes_.size());
        grower.grow();
    }
}

void RandomForest::probabilities(
    std::span<const double> features, std::span<double> out) const noexcept {
    std::ranges::fill(out, 0.0);
    for (const std::size_t root : roots_) {
        std::size_t node = root;
        while (nodes_[node].right != 0)
            node = features[nodes_[node].feature] <= nodes_[node].border ? node + 1
                                                                         : nodes_[node].right;
        ++out[nodes_[node].feature];
    }
    for (double& share : out)
        share /= static_cast<double>(roots_.size());
}

}  // namespace genostrat::ancestry
