// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/risk_table.hpp>
#include <genostrat/risk/validation.hpp>

namespace genostrat::risk {

/// One person's row of a table of outcomes.
struct Outcome {
    bool is_case{};
    std::optional<double> entry_age{};  ///< of the study; nothing: followed over the first horizon
    std::optional<double> years{};      ///< followed
    double sampling{1};
};

/// Reads outcomes: `observed_outcome` (or `outcome`) 0 or 1; optional `study_entry_age` with
/// `study_exit_age` or `observed_followup`; `time_of_onset` (years after entry; a case after the
/// end of the follow-up, or of `horizon` where no follow-up is given, is none); `sampling_weights`
/// (chance of having been sampled, 0 < p <= 1).
/// @return nothing where the person's row or outcome is missing
/// @throws Error{missing_input}, Error{bad_data} with line and column
class OutcomeReader {
public:
    explicit OutcomeReader(const io::DataTable& table);

    [[nodiscard]] std::optional<Outcome>
    find(std::string_view sample, std::optional<double> horizon) const;

private:
    const io::DataTable* table_;
    TextMap<std::size_t> rows_;
    std::size_t outcome_{};
    std::optional<std::size_t> entry_, exit_, years_, onset_, sampling_;
};

/// How the predictions of one rule fit what happened; nothing if nobody has both.
/// @throws Error{bad_data} if there are no cases, or only cases
[[nodiscard]] std::optional<Validation> calibration_of(const RiskColumn& column);

/// Number of people in a tier.
struct TierCount {
    std::string tier{};
    std::size_t n{};
    std::optional<double> mean_risk{};       ///< over the first horizon
    std::optional<double> observed_share{};  ///< of those with an outcome, the share of cases
};

/// One row a tier of the rule in its order, and a last one for people without a tier.
[[nodiscard]] std::vector<TierCount> tier_counts(const RiskColumn& column);

}  // namespace genostrat::risk
