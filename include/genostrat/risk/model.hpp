// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::risk {

/// How a tier is to be read, whatever the model calls it.
enum class TierLevel : std::uint8_t { lowered, typical, raised, high };

/// What a tier's border is a border of.
enum class TierScale : std::uint8_t {
    percentile,  ///< 0..100 of the reference
    z,           ///< standard deviations from the reference's mean
    score        ///< the sum itself
};

/// One tier; tiers lie side by side in rising order, the last has no upper border.
struct Tier {
    std::string name{};
    std::string text{};  ///< what is said to a person in it
    TierLevel level{TierLevel::typical};
    TierScale scale{TierScale::percentile};
    std::optional<double> below{};  ///< upper border, not included
};

/// How one score becomes a risk tier.
struct RiskRule {
    std::string trait{};
    std::string score{};           ///< name of the score
    std::optional<double> mean{};  ///< of the score in the reference; nothing: the cohort's own
    std::optional<double> sd{};
    std::string reference{};     ///< the reference in words
    double minimum_match{0.75};  ///< share of the score's weight that has to be matched, 0..1
    std::vector<Tier> tiers{};
};

struct RiskModel {
    std::string name{};
    std::string version{};
    std::vector<RiskRule> risks{};
};

/// @param file  named in errors
/// @throws Error{usage} with file and line: not YAML, an unknown key with the nearest one, a value
///         of the wrong type, tiers that are not in rising order
[[nodiscard]] RiskModel parse_risk_model(std::string_view yaml, const std::string& file);

/// @throws Error{missing_input}; as parse_risk_model
[[nodiscard]] RiskModel load_risk_model(const std::string& path);

}  // namespace genostrat::risk
