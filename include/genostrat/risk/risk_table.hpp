// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <genostrat/ancestry/ancestry_table.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/data_table.hpp>
#include <genostrat/risk/model.hpp>
#include <genostrat/risk/random_stream.hpp>
#include <genostrat/score/score_table.hpp>

namespace genostrat::risk {

/// Absolute risk over one horizon.
struct HorizonRisk {
    double years{};
    double risk{};                ///< 0..1
    std::optional<double> low{};  ///< 95 % interval, as far as its parts are known
    std::optional<double> high{};
    std::optional<double> population{};  ///< of the average person of the same age, sex and region
};

/// What one part adds to a risk. Log hazards add up to the linear predictor less that of where the
/// waterfall starts; risk changes add up to the risk over the first horizon less the start.
struct Contribution {
    std::string name{};
    std::string value{};  ///< what the person has, in words; may be empty
    double log_hazard{};  ///< log odds for a logistic equation
    double risk_change{};
};

/// Cumulated risk up to an age.
struct CurvePoint {
    double age{};
    double risk{};
    double population{};
};

/// Something that was not known, what was taken instead, and how much that could matter.
struct MissingInput {
    std::string what{};
    std::string assumed{};
    std::optional<double> lowest_risk{};  ///< over the plausible values
    std::optional<double> highest_risk{};
    std::optional<std::size_t> lowest_tier{};
    std::optional<std::size_t> highest_tier{};
};

/// What became of a person, and what was predicted for the same stretch of life.
struct FollowUp {
    double risk{};              ///< predicted, 0..1
    double linear_predictor{};  ///< ranks people; the risk itself where there is none
    double outcome{};           ///< 1 for a case
    double sampling{1};         ///< chance of having been sampled
};

/// Where one person stands in one score.
struct ScorePlace {
    std::optional<double> score{};  ///< the sum
    std::optional<double> z{};
    std::optional<double> percentile{};  ///< 0..100
    std::string obstacle{};              ///< why there is no z; empty if there is one
    std::string population{};            ///< compared with; empty: the whole reference
    std::string comparison{};            ///< in words, where the score is adjusted for ancestry
    double mean{};                       ///< of the reference that z stands on
    double sd{};                         ///< 0: there is none, or it differs from person to person
};

/// One person's place in one risk.
struct PersonRisk {
    std::optional<double> score{};
    std::optional<double> z{};
    std::optional<double> percentile{};  ///< 0..100 of the reference
    ScorePlace place{};                  ///< in the rule's score
    std::vector<ScorePlace> further{};   ///< in the scores of its score terms, in their order
    std::optional<std::size_t> tier{};   ///< index in the rule's tiers
    std::string not_assessed_because{};  ///< set where there is no tier
    std::string population{};  ///< that the score was compared with, where the model has some
    std::vector<HorizonRisk> horizons{};
    std::optional<double> linear_predictor{};
    double start_risk{};  ///< where the waterfall of contributions begins
    std::vector<Contribution> contributions{};
    std::vector<CurvePoint> curve{};
    std::vector<MissingInput> missing{};
    std::optional<FollowUp> follow_up{};  ///< where outcomes are given
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

/// Owns everything; people in the order of the score table's samples, or of the covariates.
struct RiskTable {
    std::string model{};
    std::vector<std::string> samples{};
    std::vector<RiskColumn> risks{};
};

/// Who carries a variant of a term's genes and classes, found in annotated variants.
struct CarrierCalls {
    std::vector<std::string> samples{};
    /// One a carrier term of the model in the order of rules and terms, one a sample: 1 or 0.
    std::vector<std::vector<std::uint8_t>> carriers{};
};

/// Copies of the counted alleles of a model's SNPs, as the variants tell them.
struct SnpDosages {
    const IcareParts* parts{};  ///< whose SNPs
    std::vector<std::string> samples{};
    std::vector<double> copies{};  ///< shape [n_snps x n_samples]; NaN where not known
};

class AdjustedScores;

/// What is known about people beside the model. Views; null where there is none.
struct RiskInputs {
    const score::ScoreTable* scores{};
    const io::DataTable* outcomes{};    ///< what became of the people (see OutcomeReader)
    const io::DataTable* covariates{};  ///< named columns, one row a person (see sample_column)
    const CarrierCalls* carriers{};
    const ancestry::AncestryTable* ancestry{};
    const AdjustedScores* adjusted{};    ///< for scores that are normalised
    std::span<const SnpDosages> snps{};  ///< where the covariates do not tell them
    StreamKind stream{StreamKind::own};  ///< of an iCARE model's drawn genotypes
    std::uint32_t seed{1};
};

/// One row a person of a table, by name. @throws Error{bad_data} for a person who is there twice
[[nodiscard]] TextMap<std::size_t> rows_by_sample(const io::DataTable& table);

/// Puts each person into a tier of each risk, with absolute risks where the model has a way to
/// them.
///
/// z is (sum - mean) / sd. The percentile is that of the normal distribution where the model gives
/// mean and sd, the mid-rank among the cohort's sums where the cohort is the reference (at least 2
/// people, sd with n - 1), and the place among the reference people where a hazard model has them.
/// What cannot be assessed is reported with its reason and never tiered.
/// @throws Error{usage} if there are neither scores nor covariates; Error{missing_input} for a
/// column
///         that the model needs; Error{bad_data} for a cell that is no such value
[[nodiscard]] RiskTable assess(const RiskModel& model, const RiskInputs& inputs);

/// What a tier's borders are compared with; NaN where it is not known.
struct TierPlace {
    double score{};
    double z{};
    double percentile{};
    double risk{};
};

/// Index of the tier of a set that a person belongs to. @pre the set is not empty
[[nodiscard]] std::size_t
find_tier(const std::vector<Tier>& tiers, const TierSet& set, const TierPlace& place) noexcept;

}  // namespace genostrat::risk
