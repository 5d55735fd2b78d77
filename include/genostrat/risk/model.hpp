// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/risk/absolute_rule.hpp>
#include <genostrat/risk/score_reference.hpp>

namespace genostrat::risk {

/// How a tier is to be read, whatever the model calls it.
enum class TierLevel : std::uint8_t { lowered, typical, raised, high };

/// What a tier's border is a border of.
enum class TierScale : std::uint8_t {
    percentile,  ///< 0..100 of the reference
    z,           ///< standard deviations from the reference's mean
    score,       ///< the sum itself
    risk         ///< the absolute risk over the first horizon, 0..1
};

/// One tier; tiers lie side by side in rising order, the last has no upper border.
struct Tier {
    std::string name{};
    std::string text{};  ///< what is said to a person in it
    TierLevel level{TierLevel::typical};
    TierScale scale{TierScale::percentile};
    std::optional<double> below{};  ///< upper border, not included
};

/// Tiers [begin, end) of a rule, for the people of whom a condition holds: a published rule may
/// have other borders for other ages.
struct TierSet {
    std::optional<Expression> when{};  ///< nothing: for all
    std::size_t begin{};
    std::size_t end{};
};

/// How one person's score and data become a risk and a tier.
struct RiskRule {
    std::string trait{};
    ScoreReference score{};     ///< that tiers by percentile stand on; the rule may need none
    std::string reference{};    ///< the reference in words
    std::vector<Tier> tiers{};  ///< of all sets, one after the other
    std::vector<TierSet> tier_sets{};
    AbsoluteRule absolute{};
};

struct RiskModel {
    std::string name{};
    std::string version{};
    std::string source{};   ///< citation of the model; may be empty
    std::string licence{};  ///< may be empty
    std::vector<RiskRule> risks{};
};

/// Reads a model and the tables it names; their paths are relative to the model's folder.
/// @param file  named in errors
/// @throws Error{usage} with file and line: not YAML, an unknown key with the nearest one, a value
///         of the wrong type, tiers that are not in rising order; Error{missing_input} and
///         Error{bad_data} about a table
[[nodiscard]] RiskModel parse_risk_model(std::string_view yaml, const std::string& file);

/// @throws Error{missing_input}; as parse_risk_model
[[nodiscard]] RiskModel load_risk_model(const std::string& path);

}  // namespace genostrat::risk
