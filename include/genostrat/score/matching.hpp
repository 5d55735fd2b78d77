// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <genostrat/score/sum_kernel.hpp>
#include <genostrat/score/weights.hpp>
#include <genostrat/sites/allele_match.hpp>

namespace genostrat::score {

/// Genotypes of one allele of one variant: codes, or dosages where codes do not do.
struct GenotypeColumn {
    CodeCounts counts{};
    std::size_t codes{};     ///< begin in MatchedBatch::codes; if `dosages` is `none`
    std::size_t ploidies{};  ///< begin in MatchedBatch::codes; `none` where all are diploid
    std::size_t dosages{};   ///< begin in MatchedBatch::dosages, NaN where missing
    bool effect_is_ref{};

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

/// A row of the weights that a variant's alleles fit.
struct Candidate {
    std::uint32_t row{};  ///< index in WeightTable::rows()
    sites::AlleleMatch match{};
    std::uint32_t column{};  ///< index in MatchedBatch::columns
};

/// A variant with candidates.
struct MatchedVariant {
    std::int32_t contig{};  ///< in the weights' contigs; -1 if matched by id
    std::int64_t pos{};
    std::uint32_t first_candidate{};
    std::uint32_t n_candidates{};
    double alt_frequency{};  ///< of ALT 1, from a reference; NaN if there is none
};

/// What a batch of variants has to do with the weights; no bigger than the batch.
struct MatchedBatch {
    std::vector<MatchedVariant> variants{};
    std::vector<Candidate> candidates{};
    std::vector<GenotypeColumn> columns{};
    std::vector<std::uint8_t> codes{};
    std::vector<float> dosages{};
    std::int64_t n_variants{};  ///< rows of the batch, matched or not

    [[nodiscard]] std::span<const std::uint8_t>
    bytes(std::size_t begin, std::size_t n_samples) const noexcept {
        return std::span{codes}.subspan(begin, n_samples);
    }
};

enum class AmbiguousPolicy : std::uint8_t { exclude, keep };
enum class DuplicatePolicy : std::uint8_t { exclude, keep_first };

struct MatchRules {
    AmbiguousPolicy ambiguous{AmbiguousPolicy::exclude};
    DuplicatePolicy duplicates{DuplicatePolicy::exclude};
    sites::Strands strands{sites::Strands::both};
};

/// One accepted match of a group: the scores [first_score, first_score + n_scores) of the row that
/// it adds to.
struct Accepted {
    std::uint32_t row{};
    std::uint32_t candidate{};  ///< index of the group's candidate
    std::uint32_t first_score{};
    std::uint32_t n_scores{};
};

/// Candidates of all variants at one place, with the variant each belongs to.
struct GroupCandidate {
    std::uint32_t row{};
    sites::AlleleMatch match{};
    std::uint32_t variant{};  ///< any numbering
};

/// Decides which candidates of one place count.
///
/// For each row of the weights the best kind of match wins; two of one kind exclude the row
/// (or the first is kept). Ambiguous matches are excluded by default. Two rows of one score that
/// match the same allele pair exclude each other (or the first line is kept).
class MatchResolver {
public:
    MatchResolver(const WeightTable& weights, MatchRules rules)
        : weights_{weights}, rules_{rules} {}

    struct Decision {
        std::vector<Accepted> accepted{};
        std::vector<std::uint32_t> ambiguous{};  ///< rows
        /// Rows that are out because of others, with the run of scores.
        std::vector<Accepted> duplicate{};
    };

    /// @param candidates  of one place, in input order; at least one
    /// @return valid until the next call
    [[nodiscard]] const Decision& resolve(std::span<const GroupCandidate> candidates);

private:
    void pick_best(std::span<const GroupCandidate> candidates);
    void exclude_shared(std::span<const GroupCandidate> candidates);
    void split(const Accepted& accepted, const std::vector<std::uint32_t>& excluded);

    const WeightTable& weights_;
    MatchRules rules_;
    Decision decision_;
};

}  // namespace genostrat::score
