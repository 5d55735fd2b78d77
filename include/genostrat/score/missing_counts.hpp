// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genostrat::score {

/// Counts missing genotypes once for all scores of a run of neighbouring ones, as the rows of a
/// table of many scores mostly have all of them. Owns its counters.
class MissingCounts {
public:
    /// The scores to which a variant adds, and how their denominators take its missing genotypes.
    struct Run {
        std::size_t first_score{};
        std::size_t n_scores{};
        bool in_denominators{};  ///< missing genotypes count there (see MissingPolicy)

        friend bool operator==(const Run&, const Run&) = default;
    };

    struct Counter {
        Run run{};
        std::vector<std::int32_t> n_missing{};  ///< one a sample
    };

    explicit MissingCounts(std::size_t n_samples) : n_samples_{n_samples} {}

    /// The counters of a run, one a sample; empty where there are too many different runs already
    /// for another one to be worth its memory. Valid until the next call.
    [[nodiscard]] std::span<std::int32_t> of(const Run& run);

    [[nodiscard]] const std::vector<Counter>& counters() const noexcept { return counters_; }

private:
    std::size_t n_samples_;
    std::vector<Counter> counters_;
};

}  // namespace genostrat::score
