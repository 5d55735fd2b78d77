// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/consequence/overlap.hpp>
#include <genostrat/consequence/transcript_sequence.hpp>

// What one allele does to codons and protein, by VEP's predicates (docs/consequence.md).
namespace genostrat::consequence {

/// Codons and residues of a changed stretch.
struct CodonChange {
    PartialRange cds{};
    PartialRange protein{};
    bool has_ref_codon{};
    bool has_alt_codon{};
    bool has_ref_peptide{};
    bool has_alt_peptide{};
    std::string ref_codon{};  ///< empty where VEP prints `-`
    std::string alt_codon{};
    std::string ref_peptide{};  ///< `X` at its end for a codon that is not whole
    std::string alt_peptide{};
};

/// A coding transcript with what is needed to judge alleles on it.
struct CodingTranscript {
    const genes::TranscriptRow& row;
    const TranscriptSequence& sequence;
    std::span<const genes::SpecialSite> special;  ///< selenocysteines; empty under VEP's rules
    const Rules& rules;

    /// The codon's residue, U at a selenocysteine.
    [[nodiscard]] char residue(std::string_view codon, std::int64_t cds_at) const noexcept;
};

/// One allele on a coding transcript.
struct CodingAllele {
    std::string_view alt{};     ///< on the transcript's strand
    std::int64_t ref_length{};  ///< bases of the variant's span
    bool ref_plain{};           ///< REF has letters A, C, G, T only
    bool alt_plain{};
    bool alt_is_dna{};    ///< IUPAC letters only
    PartialRange cdna{};  ///< not shifted

    [[nodiscard]] std::int64_t alt_length() const noexcept {
        return static_cast<std::int64_t>(alt.size());
    }
};

/// Appends letters [begin, begin + length) of the CDS with the allele put in, the 3' UTR behind it.
void append_edited_cds(
    const TranscriptSequence& sequence,
    PartialRange cds,
    std::string_view alt,
    std::int64_t begin,
    std::int64_t length,
    std::string& out);

/// Fills the reference side for change.cds and change.protein.
void fill_reference(const CodingTranscript& transcript, bool ref_plain, CodonChange& change);

/// Fills the other side.
void fill_alternative(
    const CodingTranscript& transcript,
    std::string_view alt,
    bool alt_plain,
    bool alt_is_dna,
    CodonChange& change);

/// Appends codons as VEP prints them, `gcT/gcC`: the alleles' letters in upper case.
/// @param in_cds  CDS coordinate of the first changed base; nothing where it has none
/// @param n_ref   letters of the alleles
void append_codons(
    const CodonChange& change,
    std::optional<std::int32_t> in_cds,
    std::size_t n_ref,
    std::size_t n_alt,
    std::string& out);

/// Appends residues as VEP prints them: `A/V`, or `A` where they are the same.
void append_amino_acids(const CodonChange& change, std::string& out);

/// VEP's predicates of one allele; later steps use them as found here.
struct CodingFacts {
    bool partial{};  ///< in a last codon that is not whole
    bool start_lost{};
    bool start_retained{};
    bool stop_lost{};
    bool stop_retained{};
    bool stop_gained{};
    bool frameshift{};
    bool inframe_insertion{};
    bool inframe_deletion{};
    bool missense{};
    bool protein_altering{};
    bool synonymous{};
    bool coding_sequence{};
};

/// True if the allele breaks the frame at these coordinates; `partial` and `stop_retained` as
/// found.
[[nodiscard]] bool
breaks_frame(const CodingFacts& facts, PartialRange cds, std::int64_t alt_length) noexcept;

/// Judges an allele. @param complete  it covers the whole transcript
/// @param cds_touched  some base is coding
/// @param scratch  keeps its memory
[[nodiscard]] CodingFacts judge_coding(
    const CodingTranscript& transcript,
    const CodingAllele& allele,
    const CodonChange& change,
    bool complete,
    bool cds_touched,
    std::string& scratch);

/// Adds the terms of the facts that VEP offers for an allele of this length.
void add_coding_terms(
    const CodingFacts& facts, std::int64_t ref_length, std::int64_t alt_length, TermSet& terms);

}  // namespace genostrat::consequence
