// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/score/missing_counts.hpp>

namespace genostrat::score {

namespace {

constexpr std::size_t most_runs = 64;

}  // namespace

std::span<std::int32_t> MissingCounts::of(const Run& run) {
    const auto found = std::ranges::find(counters_, run, &Counter::run);
    if (found != counters_.end())
        return found->n_missing;
    if (counters_.size() == most_runs)
        return {};
    return counters_.emplace_back(Counter{run, std::vector<std::int32_t>(n_samples_)}).n_missing;
}

}  // namespace genostrat::score
