// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <genostrat/score/genotype_value.hpp>
#include <genostrat/score/known_genotypes.hpp>
#include <genostrat/score/matching.hpp>
#include <genostrat/score/weights.hpp>
#include <genostrat/sites/allele_match.hpp>

namespace genostrat::score {

/// Share of a score's weight that has to be matched before the score is called usable.
inline constexpr double default_minimum_overlap = 0.75;

/// What became of a row of a scoring file.
enum class RowStatus : std::uint8_t {
    missing,       ///< no variant at its place, or with its id, has its alleles
    matched,       ///< it is part of the sums
    inferred,      ///< no variant there, but known to be reference
    ambiguous,     ///< A/T or C/G: the strand cannot be told
    duplicate,     ///< more than one row or variant fits
    no_position,   ///< the file gives neither position nor usable id
    complex,       ///< haplotype, interaction, or an allele that is no DNA
    ref_mismatch,  ///< neither allele is the reference's there
    low_quality    ///< the variant's imputation quality is too low
};

[[nodiscard]] std::string_view to_string(RowStatus status) noexcept;

/// A number of rows and the sum of their absolute weights.
struct Tally {
    std::int64_t n{};
    double weight{};

    void add(double row_weight) noexcept {
        ++n;
        weight += std::fabs(row_weight);
    }
};

/// One score: where it comes from and how much of it was found.
struct ScoreReport {
    ScoreSummary summary{};
    Tally matched{};   ///< flipped and inferred ones included
    Tally flipped{};   ///< matched on the other strand
    Tally inferred{};  ///< matched with no variant there
    /// Of these, by what is known; index evidence::KnownBy.
    std::array<Tally, evidence::n_known_by> inferred_by{};
    Tally ambiguous{};
    Tally duplicate{};
    std::int64_t n_alleles{};  ///< denominator of a diploid sample without missing genotypes

    /// Share of all rows, 0..1; 0 for a score without rows.
    [[nodiscard]] double matched_share() const noexcept;
    /// Share of the sum of absolute weights, 0..1.
    [[nodiscard]] double matched_weight_share() const noexcept;
    [[nodiscard]] double inferred_weight_share() const noexcept;
    /// Rows and weight that nothing was found for.
    [[nodiscard]] Tally missing() const noexcept;
};

/// What became of one row, for the match log.
struct RowMatch {
    RowStatus status{RowStatus::missing};
    sites::MatchKind kind{sites::MatchKind::none};
    evidence::KnownBy known_by{evidence::KnownBy::nothing};
};

/// Sums of every sample and score. Owns everything; shape of the arrays [n_scores][n_samples].
struct ScoreTable {
    std::vector<std::string> samples{};
    std::vector<ScoreReport> scores{};
    std::vector<double> sums{};
    std::vector<std::int64_t> denominators{};    ///< alleles (see MissingPolicy)
    std::vector<std::int64_t> called_alleles{};  ///< alleles of called genotypes
    std::vector<std::int32_t> n_missing{};       ///< missing genotypes among the matched variants
    std::vector<std::int32_t> n_inferred{};      ///< genotypes known without a row that names them
    std::vector<RowMatch> rows{};                ///< one a row of `weights`
    std::shared_ptr<const WeightTable> weights{};
    /// Genotypes that the input told; null unless CollectOptions::remembers.
    std::shared_ptr<KnownGenotypes> known{};
    std::string build{};  ///< build of the genomes; empty if not known
    double minimum_overlap{default_minimum_overlap};
    MissingPolicy missing{MissingPolicy::mean};
    Scaling scaling{Scaling::none};
    std::int64_t n_variants{};  ///< variants seen
    Agreement agreement{};
    std::int64_t n_unknown_frequency{};  ///< matched variants with missing genotypes but no p

    [[nodiscard]] std::size_t at(std::size_t score, std::size_t sample) const noexcept {
        return score * samples.size() + sample;
    }

    /// sum / denominator; NaN if nothing was counted.
    [[nodiscard]] double average(std::size_t score, std::size_t sample) const noexcept;

    /// (sum - mean) / sd over the samples (sd with n - 1), one a sample; NaN for fewer than two
    /// samples or no spread.
    [[nodiscard]] std::vector<double> z_scores(std::size_t score) const;

    /// True if enough of the score's weight was found.
    [[nodiscard]] bool is_usable(std::size_t score) const noexcept {
        return scores[score].matched_weight_share() >= minimum_overlap;
    }

    /// Index of the score of this name, or -1.
    [[nodiscard]] std::ptrdiff_t find(std::string_view name) const noexcept;
};

}  // namespace genostrat::score
