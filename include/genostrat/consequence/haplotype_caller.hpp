// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/consequence/bcsq_row.hpp>
#include <genostrat/consequence/haplotype.hpp>
#include <genostrat/consequence/haplotype_effect.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat::consequence {

/// What becomes of heterozygous genotypes without phase (bcftools csq --phase).
enum class PhaseRule : std::uint8_t {
    as_is,          ///< `a`: 0/1 is taken as 0|1
    merge,          ///< `m`: one haplotype of all (0/1 -> 1, 1/2 -> 1)
    require,        ///< `r`: an error
    non_reference,  ///< `R`: 0/1 -> 1|1, 1/2 -> 1|2
    skip            ///< `s`: left out
};

/// The rule of a letter (`a`, `m`, `r`, `R`, `s`). @throws Error{usage}
[[nodiscard]] PhaseRule parse_phase_rule(std::string_view letter);

struct HaplotypeOptions {
    PhaseRule phase{PhaseRule::require};
    bool local{false};             ///< each row by itself (BCSQ only)
    bool ignore_samples{false};    ///< all first ALTs on one haplotype
    std::int32_t max_residues{0};  ///< of a change that are written out; 0: all
    std::int32_t max_told{15};     ///< consequences a haplotype that FORMAT/BCSQ can name
    bool bcsq{true};               ///< write BCSQ; else effects as CSQ
};

/// A row as the caller takes it; views are copied.
struct HaplotypeRow {
    ContigId contig{unknown_contig};  ///< of the gene model
    std::int64_t pos{};               ///< 0-based
    std::string_view ref{};
    std::span<const std::string_view> alts{};
    std::int64_t end{};     ///< behind the last base that the row covers (INFO/END)
    Genotypes genotypes{};  ///< empty where the row has none
    Where where{};          ///< for errors; file and contig as named in the input
};

/// What is said about a row when all transcripts that it lies on are behind.
struct HaplotypeAnswer {
    std::string text{};  ///< INFO/BCSQ, or CSQ rows; empty if there are none
    /// FORMAT/BCSQ: bits 2 x (index of the consequence) + (0 first, 1 second copy), 30 a word;
    /// shape [n_samples x n_words]
    std::vector<std::uint32_t> mask{};
    std::size_t n_words{};
};

/// What could not be used, and how often.
struct HaplotypeCounts {
    std::int64_t overlapping{};       ///< alleles that overlap the one before on their haplotype
    std::int64_t polyploid{};         ///< rows with more than two alleles a sample
    std::int64_t untold{};            ///< consequences that FORMAT/BCSQ has no room for
    std::string first_overlapping{};  ///< place
};

/// Calls consequences of haplotypes, row after row in the order of position. The terms of
/// HaplotypeOptions::bcsq are those of bcftools csq.
class HaplotypeCaller {
public:
    /// @param effects  for CSQ; null for BCSQ
    HaplotypeCaller(
        const genes::GeneModel& model,
        const HaplotypeOptions& options,
        std::size_t n_samples,
        std::unique_ptr<HaplotypeEffects> effects);

    /// Takes the next row. @return its number, from 0
    /// @throws Error{bad_data} for a row that comes too early, and by PhaseRule::require
    std::size_t add(const HaplotypeRow& row);

    /// Closes all transcripts.
    void finish();

    /// Number of the first row that may still change; take() gives all before it.
    [[nodiscard]] std::size_t first_open() const noexcept;

    /// The answer to the oldest row not yet taken. @pre its number is before first_open()
    [[nodiscard]] HaplotypeAnswer take();

    [[nodiscard]] const HaplotypeCounts& counts() const noexcept { return counts_; }

private:
    struct HeldRow {
        std::int64_t pos{};
        std::string ref{};
        std::vector<std::string> alts{};
        std::vector<std::int32_t> calls{};  // [sample x copies]; BCF's coding
        std::size_t copies{};
        std::size_t n_open{};  // transcripts that are not closed
        BcsqRow bcsq{};
        HaplotypeAnswer answer{};

        [[nodiscard]] SiteAlleles site(std::int32_t allele) const {
            return {pos, ref, alts[static_cast<std::size_t>(allele - 1)]};
        }
    };

    // A coding transcript with a row on it.
    struct Active {
        Active(const genes::GeneModel& model, const BcsqTranscript& transcript, std::size_t copies)
            : tree{model, transcript}, last(copies, HaplotypeTree::root) {}

        HaplotypeTree tree;
        std::vector<std::int32_t> last;  // last variant of each chromosome copy
        std::vector<std::size_t> rows{};
    };

    struct Tried {
        std::int32_t parent{};
        std::int32_t allele{};
    };

    [[nodiscard]] HeldRow& held(std::size_t number) noexcept { return rows_[number - first_]; }

    [[nodiscard]] std::size_t newest() const noexcept { return first_ + rows_.size() - 1; }

    [[nodiscard]] std::optional<std::pair<std::int32_t, std::int32_t>>
    alleles_of(const HeldRow& row, std::size_t sample, const Where& where) const;
    [[nodiscard]] bool usable(std::string_view alt) const noexcept;
    void annotate(const Where& where);
    void annotate_insertion();
    void annotate_deletion(std::int64_t end);
    [[nodiscard]] bool place_on_haplotypes(const BcsqTranscript& transcript, const Where& where);
    void extend(Active& active, std::size_t copy, std::int32_t allele, std::size_t piece);
    [[nodiscard]] bool judge_alone(const BcsqTranscript& transcript);
    [[nodiscard]] bool judge_utrs(const BcsqTranscript& transcript);
    [[nodiscard]] bool judge_splice_sites(const BcsqTranscript& transcript, BcsqTerms terms);
    void judge_whole(const BcsqTranscript& transcript, BcsqTerms terms);
    void tell(BcsqTerms terms, const BcsqTranscript& transcript, std::int32_t allele);
    void tell(BcsqEntry entry);
    void mark(HeldRow& row, std::size_t index, std::int32_t allele);
    void set_bit(HeldRow& row, std::size_t index, std::size_t sample, std::size_t copy);
    void clear_bits(HeldRow& row, std::size_t index);
    void close_first();
    void close_until(std::int64_t pos);

    struct Listed {
        std::size_t row{};
        std::size_t index{};
    };

    [[nodiscard]] std::vector<Listed>
    tell_haplotype(const HaplotypeTree& tree, std::int32_t leaf, std::string& sequence);
    void tell_group(
        const HaplotypeTree& tree,
        std::span<const std::int32_t> path,
        const HaplotypeGroup& group,
        bool& upstream_stop,
        std::vector<Listed>& listed);
    void append_residues(std::int64_t begin, std::string_view residues, std::string& out) const;
    void tell_effects(const HaplotypeTree& tree);

    const genes::GeneModel* model_;
    HaplotypeOptions options_;
    std::size_t n_samples_;
    std::size_t n_copies_;
    std::size_t words_;
    std::unique_ptr<HaplotypeEffects> effects_;
    BcsqTranscripts transcripts_;
    std::map<std::pair<std::int64_t, genes::TranscriptId>, Active> active_;  // by end
    std::deque<HeldRow> rows_;
    std::size_t first_{};  // number of rows_.front()
    ContigId contig_{unknown_contig};
    std::string contig_name_;  // as the input has it
    std::int64_t pos_{-1};
    std::vector<genes::TranscriptId> found_;
    std::vector<Tried> tried_;
    HaplotypeCounts counts_;
};

}  // namespace genostrat::consequence
