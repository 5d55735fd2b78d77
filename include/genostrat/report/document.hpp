// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace genostrat::report {

/// How a tier is to be read. Gives colour, sign and order; the words always stand beside it.
enum class Level : std::uint8_t { not_assessed, lowered, typical, raised, high };

/// A band of a score, in standard deviations from the mean of the reference.
struct TierBand {
    std::string label{};
    Level level{Level::typical};
    double from_z{-std::numeric_limits<double>::infinity()};
    double to_z{std::numeric_limits<double>::infinity()};
};

/// The people a score is compared with.
struct Reference {
    std::string description{};   ///< in words: "1000 Genomes, European ancestry"; empty if unknown
    double mean{};               ///< in units of the score
    double sd{};                 ///< in units of the score; 0 if unknown
    std::int64_t n_people{};     ///< 0 if unknown
    std::vector<double> sums{};  ///< their scores, in any order; empty: a normal curve is drawn
};

/// How much of a score's variants the input answered.
struct MatchQuality {
    std::int64_t n_variants{};                ///< in the scoring file
    std::int64_t n_matched{};                 ///< of these, found and used
    std::int64_t n_ambiguous{};               ///< left out: strand cannot be told (A/T, C/G)
    std::int64_t n_flipped{};                 ///< matched on the other strand
    std::int64_t n_missing{};                 ///< matched, but this person has no call
    std::optional<double> weight_fraction{};  ///< matched share of the absolute weight, 0..1
    double required_fraction{};               ///< share needed to be tiered; 0 if none is
    std::string build{};                      ///< of the scoring file; empty if unknown
};

/// One polygenic score of one person.
struct ScoreResult {
    std::string id{};     ///< "PGS000018"
    std::string name{};   ///< as its authors call it; may be empty
    std::string trait{};  ///< "coronary artery disease"
    std::optional<double> sum{};
    std::optional<double> z{};           ///< standard deviations from the reference's mean
    std::optional<double> percentile{};  ///< 0..100 of the reference
    Reference reference{};
    std::vector<TierBand> bands{};  ///< in rising order; may be empty
    MatchQuality match{};
    std::string not_tiered_because{};  ///< empty if tiered
};

/// A chance with its interval, 0..1.
struct AbsoluteRisk {
    double probability{};
    int horizon_years{};
    std::optional<double> population{};  ///< of people of the same age and sex
    std::optional<double> low{};
    std::optional<double> high{};
};

/// A tier's zone on the scale of absolute risk, 0..1.
struct RiskBand {
    std::string label{};
    Level level{Level::typical};
    double from{};
    double to{1};
};

/// One part of an absolute risk.
struct RiskPart {
    std::string name{};
    std::string value{};  ///< what the person has; may be empty
    double change{};      ///< of the risk
};

/// Cumulated risk up to an age.
struct RiskAge {
    double age{};
    double risk{};
    double population{};
};

/// Something a risk needed and did not have.
struct UnknownInput {
    std::string what{};
    std::string assumed{};
    std::optional<double> lowest_risk{};  ///< over its plausible values
    std::optional<double> highest_risk{};
    std::string lowest_tier{};
    std::string highest_tier{};
};

/// The answer to one question: how is this person's risk of a trait?
struct RiskResult {
    std::string trait{};
    std::string tier{};  ///< as the model calls it: "high"; empty where not assessed
    Level level{Level::not_assessed};
    std::string sentence{};  ///< in plain words; where empty, made from percentile and reference
    std::string advice{};    ///< what the model says follows from the tier; may be empty
    std::optional<double> percentile{};      ///< 0..100
    std::optional<AbsoluteRisk> absolute{};  ///< over the first horizon, which gives the tier
    std::vector<AbsoluteRisk> horizons{};    ///< over all, the first included
    std::vector<RiskBand> bands{};           ///< where the tiers are borders of an absolute risk
    double start_risk{};                     ///< to which the parts are added
    std::string start_name{};                ///< of whom: "average person"
    std::vector<RiskPart> parts{};
    std::vector<RiskAge> curve{};
    std::vector<UnknownInput> unknown{};
    std::vector<std::string> score_ids{};  ///< the scores it stands on
    std::string not_assessed_because{};    ///< set where the level is not_assessed
};

/// A variant worth a person's look.
struct Finding {
    std::string contig{};
    std::int64_t pos{-1};  ///< 0-based
    std::string ref{};
    std::string alt{};
    std::string id{};  ///< "rs…"; may be empty
    std::string gene{};
    std::string hgvs_c{};
    std::string hgvs_p{};
    std::string consequence{};            ///< Sequence Ontology terms joined by '&'
    std::string clinical_significance{};  ///< as ClinVar spells it; may be empty
    std::string condition{};              ///< may be empty
    std::optional<double> frequency{};    ///< of the allele, 0..1
    std::string genotype{};               ///< as the VCF has it: "0/1"
};

/// What a person's genes say about medicines.
struct MedicineResult {
    std::string gene{};
    std::string diplotype{};
    std::string phenotype{};
    Level level{Level::typical};
    std::string medicines{};  ///< names joined by ", "
    std::string recommendation{};
    std::string source{};  ///< guideline and its version
};

/// Something that was asked and could not be answered.
struct NotAssessed {
    std::string what{};
    std::string why{};
    std::string remedy{};  ///< what the reader can do; may be empty
};

/// One check of a sample's quality (`genostrat qc`).
struct QualityCheck {
    std::string name{};     ///< `call_rate`, `contamination`, …
    std::string verdict{};  ///< `pass`, `warn`, `fail`
    Level level{};          ///< typical, raised, high
    std::string finding{};  ///< in words, with the value
    std::string rule{};     ///< what passes
};

/// How much of a gene or other group of targets was looked at.
struct CoveredGene {
    std::string name{};
    std::int64_t length_bp{};
    double percent_callable{};  ///< 0..100
};

/// A clinically relevant position at which a variant could not have been seen.
struct MissedPosition {
    std::string gene{};
    std::string contig{};
    std::int64_t pos{-1};  ///< 0-based
    std::string ref{};
    std::string alt{};
    std::string hgvs{};          ///< may be empty
    std::string significance{};  ///< as ClinVar spells it
    std::string state{};         ///< `NO_COVERAGE`, `LOW_DEPTH`, …
};

/// What the reads could have shown (`genostrat callable`).
struct Coverage {
    double percent_callable{};  ///< of all targets, 0..100
    std::int64_t min_depth{};
    std::vector<CoveredGene> genes{};          ///< or groups of targets, the least covered first
    std::optional<std::int64_t> n_clinical{};  ///< positions that were looked for; none: not asked
    std::vector<MissedPosition> missed{};      ///< of these
};

/// All that is said about one sample.
struct Person {
    std::string sample{};
    std::string ancestry{};  ///< the most similar group of a panel, in words; empty if not asked
    std::vector<RiskResult> risks{};
    std::vector<ScoreResult> scores{};
    std::vector<Finding> findings{};   ///< best first (see rank_findings)
    std::int64_t n_findings_in_all{};  ///< of which `findings` are the first
    std::vector<MedicineResult> medicines{};
    std::vector<QualityCheck> quality{};
    std::vector<NotAssessed> not_assessed{};
};

/// An input file as it was when the report was made.
struct InputFile {
    std::string role{};  ///< "variants", "reference", "risk model"
    std::string path{};
    std::optional<std::int64_t> bytes{};  ///< nothing for a pipe
    std::string sha256{};                 ///< 64 hex digits; empty for a pipe
};

/// Where a report comes from.
struct Provenance {
    std::string program{"genostrat"};
    std::string version{};
    std::vector<std::pair<std::string, std::string>> libraries{};  ///< name, version
    std::string command{};
    std::vector<std::pair<std::string, std::string>> options{};  ///< those that change the result
    std::vector<InputFile> inputs{};
    std::string created{};  ///< "2026-11-24T00:30:00Z"
};

/// One tier of a cohort.
struct CohortTier {
    std::string name{};
    Level level{Level::typical};
    std::int64_t n_people{};
    std::optional<double> mean_risk{};
    std::optional<double> observed_share{};  ///< of people with an outcome, the share of cases
};

/// People between two deciles: what was foretold and what happened.
struct CohortDecile {
    double expected{};
    double observed{};
    double margin{};  ///< half of the 95 % interval of `observed`
};

/// A number with its 95 % interval.
struct Measure {
    double value{};
    double low{};
    double high{};
};

/// How a risk's predictions fit what became of the people.
struct CohortCalibration {
    std::int64_t n_people{};
    std::int64_t n_cases{};
    Measure auc{};
    Measure expected_over_observed{};
    double brier{};
    std::vector<CohortDecile> deciles{};
};

/// One risk of a whole cohort.
struct CohortRisk {
    std::string trait{};
    std::vector<CohortTier> tiers{};
    std::optional<CohortCalibration> calibration{};
};

/// Everything a report shows.
struct Document {
    std::string title{"Genomic risk report"};
    std::string build{};                      ///< genome build of the variants; empty if unknown
    std::int64_t n_records{};                 ///< variant records read
    std::vector<Person> people{};             ///< in the order of the input
    std::optional<Coverage> coverage{};       ///< of the reads the variants come from
    std::vector<NotAssessed> not_assessed{};  ///< what holds for every person
    std::vector<CohortRisk> cohort{};         ///< empty for one person
    Provenance provenance{};
};

/// Which version of report.json `to_json` writes; a reader checks it first. The number before the
/// dot changes when a member goes or changes its meaning, the one after it when one is added.
inline constexpr const char* schema_version = "1.2";

}  // namespace genostrat::report
