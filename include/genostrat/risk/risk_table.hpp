// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <genostrat/risk/model.hpp>
#include <genostrat/score/score_table.hpp>

namespace genostrat::risk {

/// One person's place in one risk.
struct PersonRisk {
    std::optional<double> score{};
    std::optional<double> z{};
    std::optional<double> percentile{};  ///< 0..100 of the reference
    std::optional<std::size_t> tier{};   ///< index in the rule's tiers
    std::string not_assessed_because{};  ///< set where there is no tier
};

/// One risk of all people. The reference is the model's, or the cohort.
struct RiskColumn {
    RiskRule rule{};
    double mean{};
    double sd{};
    bool from_cohort{};
    std::vector<double> cohort{};  ///< sums of all people, where the cohort is the reference
    std::vector<PersonRisk> people{};
};

/// Owns everything; people in the order of the score table's samples.
struct RiskTable {
    std::string model{};
    std::vector<std::string> samples{};
    std::vector<RiskColumn> risks{};
};

/// Puts each person of a score table into a tier of each risk.
///
/// z is (sum - mean) / sd. The percentile is that of the normal distribution where the model gives
/// mean and sd, and the mid-rank among the cohort's sums where the cohort is the reference (at
/// least 2 people, sd with n - 1). A score that the input has not enough of, or that was not
/// computed, is reported with its reason and never tiered.
[[nodiscard]] RiskTable assess(const RiskModel& model, const score::ScoreTable& scores);

/// Index of the tier that a person belongs to. @pre tiers is not empty
[[nodiscard]] std::size_t
find_tier(const std::vector<Tier>& tiers, double score, double z, double percentile) noexcept;

}  // namespace genostrat::risk
