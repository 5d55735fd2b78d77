// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/nmd.hpp>
#include <genostrat/consequence/overlap.hpp>
#include <genostrat/consequence/protein_name.hpp>
#include <genostrat/consequence/regulatory.hpp>
#include <genostrat/consequence/row_variant.hpp>
#include <genostrat/consequence/rules.hpp>
#include <genostrat/consequence/terms.hpp>
#include <genostrat/consequence/transcript_sequence.hpp>
#include <genostrat/genes/genome_view.hpp>
#include <genostrat/hgvs/genomic_name.hpp>
#include <genostrat/hgvs/transcript_name.hpp>

namespace genostrat::consequence {

/// What is worked out beyond the terms.
struct JudgeOptions {
    std::int64_t upstream_distance{5000};
    std::int64_t downstream_distance{5000};
    bool transcript_names{true};  ///< HGVSc
    bool protein_names{true};     ///< HGVSp
    bool genomic_names{true};     ///< HGVSg
    bool codons{true};            ///< Codons and Amino_acids as text
    bool nmd{true};               ///< nonsense-mediated decay of premature stops
    ProteinStyle protein_style{};
    NmdOptions nmd_options{};
};

/// A range as printed, with the length of what it counts; total < 0: nothing is printed.
struct NumberedRange {
    PartialRange range{};
    std::int32_t total{-1};
};

/// One allele on one transcript, or intergenic.
struct Effect {
    static constexpr genes::TranscriptId no_transcript = 0xffff'ffffU;

    genes::TranscriptId transcript{no_transcript};
    const RegulatoryFeature* regulatory{};  ///< of an effect on no transcript
    const RowAllele* allele{};
    TermSet terms{};
    std::int64_t distance{-1};  ///< to the transcript; -1 unless up- or downstream
    Ranks exons{};
    Ranks introns{};
    std::int32_t n_exons{};
    NumberedRange cdna{};
    NumberedRange cds{};
    NumberedRange protein{};
    std::int64_t hgvs_offset{};
    Nmd nmd{};
    std::int64_t overlap_bases{-1};  ///< of a structural allele with the transcript; -1: not told
    double overlap_percent{};
    std::string haplotype{};            ///< variants judged together: `21:100A>G+21:103C>T`
    std::int64_t haplotype_copies{-1};  ///< chromosome copies that have them; -1: not counted
    std::string amino_acids{};
    std::string codons{};
    std::string hgvsc{};
    std::string hgvsp{};

    [[nodiscard]] bool intergenic() const noexcept { return transcript == no_transcript; }

    void clear();
};

/// Judges variants on a gene model. Keeps scratch memory and the sequences last used: one a thread.
class Judge {
public:
    /// `genome` must outlive the judge.
    Judge(const genes::GenomeView& genome, const Rules& rules, const JudgeOptions& options);

    /// All effects of a variant: allele by allele, transcripts by position. Valid until the next
    /// call, and as long as the variant.
    [[nodiscard]] std::span<const Effect>
    judge(const RowVariant& variant, genes::ContigPlace contig);

    /// HGVSg of an allele of a variant; empty where it has none. Valid until the next call.
    /// @param contig_name  as printed
    /// @param flank        bases looked at on each side, see genomic_flank()
    [[nodiscard]] std::string_view genomic_name(
        const RowVariant& variant,
        const RowAllele& allele,
        genes::ContigPlace contig,
        std::string_view contig_name);

    [[nodiscard]] const genes::GenomeView& genome() const noexcept { return *genome_; }

    [[nodiscard]] const Rules& rules() const noexcept { return rules_; }

private:
    // Shift of an allele towards higher and lower coordinates, worked out when first needed.
    struct AlleleShift {
        std::optional<std::int64_t> right{};
        std::optional<std::int64_t> left{};
    };

    void find_transcripts();
    void enter_transcript();
    [[nodiscard]] CodingTranscript coding_transcript() const noexcept;
    void judge_outside(Effect& effect);
    void name_outside(std::int64_t gap, Effect& effect);

    // Where the variant comes to lie when it is moved towards the transcript's 3' end.
    [[nodiscard]] Interval span_at(std::int64_t shift) const noexcept {
        const std::int64_t moved = shift * row_->strand;
        return {variant_->span.begin + moved, variant_->span.end + moved};
    }

    void note_shift(std::int64_t shift, Effect& effect) const noexcept {
        if (shift != 0 && (!effect.hgvsc.empty() || !effect.hgvsp.empty()))
            effect.hgvs_offset = shift * row_->strand;
    }

    void judge_inside(Effect& effect);
    [[nodiscard]] bool needs_shift() const noexcept;
    void add_whole_terms(bool tiny_intron, TermSet& terms) const;
    void add_utr_terms(bool tiny_intron, TermSet& terms) const;
    void add_non_coding_terms(TermSet& terms) const;
    [[nodiscard]] std::int64_t shift_of(const RowAllele& allele);
    [[nodiscard]] std::int64_t shift_inside_cds(std::int64_t shift);
    void name_on_transcript(std::int64_t shift, Effect& effect);
    void judge_coding_part(bool whole, bool tiny_intron, std::int64_t shift, Effect& effect);
    [[nodiscard]] CodingAllele
    coding_allele(std::int64_t ref_length, std::string_view bases, const PartialRange& cdna);
    void name_protein_as_transcript(std::int64_t shift, Effect& effect);
    void name_protein_at(const Interval& span, std::string_view bases, Effect& effect);
    void name_protein(const ProteinChange& input, CodonChange& change, Effect& effect);
    void render_codons(Effect& effect);
    [[nodiscard]] Nmd judge_decay(const CodingFacts& facts);

    const genes::GenomeView* genome_;
    const genes::GeneModel* model_;
    Rules rules_;
    JudgeOptions options_;
    SequenceCache sequences_;
    std::vector<genes::TranscriptId> found_;
    std::vector<Effect> effects_;
    std::vector<AlleleShift> shifts_;
    const RowVariant* variant_{};
    genes::ContigPlace contig_{};
    const genes::TranscriptRow* row_{};
    genes::TranscriptId row_id_{};
    std::span<const genes::ExonRow> exons_;
    const TranscriptSequence* sequence_{};
    Overlap overlap_;
    CodonChange change_;
    CodonChange shifted_change_;
    ProteinScratch protein_scratch_;
    hgvs::NameScratch name_scratch_;
    hgvs::GenomicScratch genomic_scratch_;
    std::string alt_;
    std::string rotated_;
    std::string scratch_;
    std::string genomic_name_;
    std::string shown_ref_codon_;  // of the first allele; only under Rules::leaked_state
};

/// True if `alt` is `ref` twice or more.
[[nodiscard]] bool is_repeat(std::string_view alt, std::string_view ref) noexcept;

/// Bases looked at on each side for HGVSg: 100, or 50 more than the last allele longer than 50.
[[nodiscard]] std::int64_t genomic_flank(const RowVariant& variant) noexcept;

}  // namespace genostrat::consequence
