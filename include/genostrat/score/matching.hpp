// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <genostrat/evidence/known_by.hpp>
#include <genostrat/score/genotype_value.hpp>
#include <genostrat/score/sum_kernel.hpp>
#include <genostrat/score/weights.hpp>
#include <genostrat/sites/allele_match.hpp>

namespace genostrat::score {

/// Genotypes of one allele of one variant: codes, or dosages where codes do not do.
struct GenotypeColumn {
    CodeCounts counts{};
    std::size_t codes{};     ///< begin in MatchedBatch::words; if `dosages` is `none`
    std::size_t ploidies{};  ///< begin in MatchedBatch::ploidies; `none` where all are diploid
    std::size_t dosages{};   ///< begin in MatchedBatch::dosages, NaN where missing
    bool effect_is_ref{};
    double frequency{unknown_frequency};  ///< of the counted allele in a reference; NaN: not known
    /// Sum over all alleles of p(1-p), where there are more than two; NaN otherwise.
    double variance{unknown_frequency};
    /// Copies of the allele, and all alleles, of called genotypes before haploid ones were doubled;
    /// 0 where none was.
    double single_copies{};
    double single_alleles{};

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

/// A row of the weights that a variant's alleles fit, or whose site is known to be reference.
struct Candidate {
    std::uint32_t row{};  ///< index in WeightTable::rows()
    sites::AlleleMatch match{};
    std::uint32_t column{};  ///< index in MatchedBatch::columns
    evidence::KnownBy known_by{evidence::KnownBy::call};
    bool is_named{};  ///< the row of the weights names this variant by its id (indels only)
};

/// A row of the weights whose genotypes follow from a row that does not name its alleles.
struct InferredSite {
    std::int32_t contig{};  ///< in the weights' contigs
    std::int64_t pos{};
    Candidate candidate{};
};

/// What agrees and what does not, to find weights or genomes of another build.
struct Agreement {
    std::int64_t n_places{};        ///< rows of the input where the weights have alleles
    std::int64_t n_matched{};       ///< of these, rows whose alleles fit
    std::int64_t n_refs{};          ///< REFs compared with the FASTA
    std::int64_t n_refs_differ{};   ///< of these, others than the FASTA's
    std::int64_t n_unknown_side{};  ///< rows of the weights in blocks whose REF could not be told
    std::int64_t n_low_quality{};   ///< rows left out for their imputation quality
    std::string differs_at{};       ///< contig:pos of the first REF that differs

    void add(const Agreement& other);
};

/// A variant with candidates.
struct MatchedVariant {
    std::int32_t contig{};  ///< in the weights' contigs; -1 if matched by id
    std::int64_t pos{};
    std::uint32_t first_candidate{};
    std::uint32_t n_candidates{};
};

/// What a batch of variants has to do with the weights; no bigger than the batch.
struct MatchedBatch {
    std::vector<MatchedVariant> variants{};
    std::vector<Candidate> candidates{};
    std::vector<GenotypeColumn> columns{};
    std::vector<std::uint64_t> words{};  ///< packed codes (variant/packed_codes.hpp)
    std::vector<std::uint8_t> ploidies{};
    std::vector<float> dosages{};
    std::vector<InferredSite> inferred{};
    std::vector<std::uint32_t> ref_mismatches{};  ///< rows of the weights whose REF is not there
    std::vector<std::uint32_t> low_quality{};     ///< rows of the weights at badly imputed variants
    std::int64_t n_variants{};                    ///< rows of the batch, matched or not
    std::int32_t last_contig{-1};                 ///< of the last row, in the weights' contigs
    std::int64_t last_pos{-1};
    Agreement agreement{};

    /// The packed codes of a column that has codes.
    [[nodiscard]] std::span<const std::uint64_t>
    codes_of(const GenotypeColumn& column, std::size_t n_samples) const noexcept {
        return std::span{words}.subspan(column.codes, words_of_codes(n_samples));
    }

    /// Alleles of a sample's genotype.
    [[nodiscard]] int ploidy_of(const GenotypeColumn& column, std::size_t sample) const noexcept {
        return column.ploidies == GenotypeColumn::none ? 2 : ploidies[column.ploidies + sample];
    }

    /// Copies of the counted allele; NaN where missing.
    [[nodiscard]] double
    copies_of(const GenotypeColumn& column, std::size_t sample) const noexcept {
        if (column.dosages != GenotypeColumn::none)
            return static_cast<double>(dosages[column.dosages + sample]);
        const std::uint8_t code = code_at(std::span{words}.subspan(column.codes), sample);
        return code == missing_code ? unknown_frequency : static_cast<double>(code);
    }
};

enum class AmbiguousPolicy : std::uint8_t { exclude, keep };

/// What becomes of two matches that cannot both be meant.
enum class DuplicatePolicy : std::uint8_t {
    exclude,     ///< neither counts
    keep_first,  ///< the first in the input, or in the scoring file
    keep_all     ///< rows of the weights all count; of two variants the first
};

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
    std::uint64_t target{};  ///< rows of one score must not share it: the variant and its ALT
    bool is_named{};         ///< see Candidate
};

/// Decides which candidates of one place count.
///
/// For each row of the weights the variant that it names by its id wins, then the best kind of
/// match: an insertion and a deletion at one place have the same two alleles. Two alike exclude the
/// row (or the first is kept). Ambiguous matches are excluded by default. Two rows of one score
/// that match the same allele pair exclude each other (or the first line is kept, or both).
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
