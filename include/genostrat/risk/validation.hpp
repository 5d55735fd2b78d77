// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genostrat::risk {

/// Predictions and what became of the people. Spans have one entry a person, none missing.
struct FollowedPeople {
    std::span<const double> risks{};       ///< predicted for each one's own follow-up, 0..1
    std::span<const double> predictors{};  ///< what ranks people: linear predictors, or the risks
    std::span<const double> outcomes{};    ///< 1 for a case, else 0
    /// Chance that a person was sampled into the data, 0 < p <= 1; empty: all were.
    std::span<const double> sampling{};
};

/// A number with its 95 % interval.
struct Interval95 {
    double value{};
    double low{};
    double high{};
};

/// A chi-square test; NaN and no degrees of freedom where a decile has no cases, or only cases.
struct ChiSquareTest {
    double statistic{};
    int df{};
    double p{};
};

/// People between two deciles of the predictor.
struct RiskDecile {
    double n{};         ///< people, weighted
    double expected{};  ///< mean predicted risk
    double observed{};  ///< share of cases
    double variance{};  ///< of `observed`
};

struct Validation {
    std::size_t n{};
    std::size_t n_cases{};
    double expected{};  ///< mean predicted risk, weighted
    double observed{};  ///< share of cases, weighted
    Interval95 auc{};   ///< ties count half
    Interval95 eo{};    ///< expected over observed
    double brier{};     ///< mean squared difference of risk and outcome
    ChiSquareTest hosmer_lemeshow{};
    ChiSquareTest relative_risk{};
    std::vector<RiskDecile> deciles{};
};

/// Whether the people of the lowest predictor belong to the lowest decile.
enum class LowestValue : std::uint8_t {
    included,
    excluded  ///< as R's iCARE does where rounding puts its lowest border above them
};

/// Discrimination and calibration as iCARE's ModelValidation computes them; people are weighted by
/// 1 / sampling. The AUC's interval comes from its placement values; that of E/O from the binomial
/// variance of the observed share; Hosmer and Lemeshow's statistic has as many degrees of freedom
/// as there are deciles, because nothing was fitted to these people.
/// @throws Error{bad_data} without cases, or without people who are none
[[nodiscard]] Validation
validate(const FollowedPeople& people, LowestValue lowest = LowestValue::included);

}  // namespace genostrat::risk
