// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include <genostrat/consequence/row_variant.hpp>
#include <genostrat/consequence/rules.hpp>
#include <genostrat/consequence/terms.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

/// A stretch on a transcript (0-based half-open, 5' to 3'; empty for an insertion) of which either
/// end may be undefined because it does not lie in what is numbered.
struct PartialRange {
    static constexpr std::int32_t undefined = -1;

    std::int32_t begin{undefined};
    std::int32_t end{undefined};

    [[nodiscard]] bool has_begin() const noexcept { return begin != undefined; }

    [[nodiscard]] bool has_end() const noexcept { return end != undefined; }

    [[nodiscard]] bool defined() const noexcept { return has_begin() && has_end(); }

    [[nodiscard]] std::int32_t length() const noexcept { return end - begin; }

    friend bool operator==(const PartialRange&, const PartialRange&) = default;
};

/// Coordinates of a stretch of genome on a transcript.
struct Mapping {
    PartialRange cdna{};
    PartialRange cds{};      ///< counted with the bases missing in front (`first_exon_phase`)
    PartialRange protein{};  ///< residues
    bool cdna_touched{};     ///< some base is exonic
    bool cds_touched{};      ///< some base is coding
};

/// Maps a stretch (empty: an insertion between span.begin - 1 and span.begin).
[[nodiscard]] Mapping map_to_transcript(
    const genes::TranscriptRow& transcript,
    std::span<const genes::ExonRow> exons,
    Interval span) noexcept;

/// A CDS row of a transcript with a ribosomal slippage: the next one begins a base before its end
/// (read twice) or behind a base that is skipped. 0-based coordinates, 5' to 3'.
struct SlippedRow {
    std::int32_t cdna_begin{};
    std::int32_t cdna_end{};
    std::int32_t cds_begin{};  ///< of its first base in the CDS as it is read, with padding
};

/// Counts CDS and residues of a mapping along the rows. A base that is skipped or read twice has no
/// coordinate, nor has an insertion beside one.
/// @param rows  in the order of translation
void count_along_rows(std::span<const SlippedRow> rows, Mapping& mapping) noexcept;

/// Ranks of the first and last exon (or intron) touched, counted from 1 in the transcript's
/// direction, the smaller first; 0 where none is.
struct Ranks {
    std::int32_t first{};
    std::int32_t last{};
};

/// How a variant lies on a transcript: the same for all its alleles.
struct Overlap {
    bool within{};         ///< inside the transcript's span, at least in part
    bool complete{};       ///< covers the whole transcript
    bool intron_gate{};    ///< touches an intron or the three bases beside it
    bool boundary_gate{};  ///< touches the ends of an intron
    bool exon_gate{};
    bool coding_gate{};  ///< touches an exon inside the coding span
    bool utr_gate{};     ///< reaches out of the coding span
    bool tiny_intron{};  ///< touches a frameshift intron; filled by splice_terms()
    Ranks exons{};
    Ranks introns{};
    std::int32_t n_introns{};
    std::int32_t first_intron{};  ///< genomic index of the first intron worth testing
    std::int32_t end_intron{};
    Mapping mapping{};
};

[[nodiscard]] Overlap overlap_of(
    const genes::TranscriptRow& transcript,
    std::span<const genes::ExonRow> exons,
    Interval span) noexcept;

/// Bases between exons `intron` and `intron + 1` (genomic order).
[[nodiscard]] inline Interval
intron_at(std::span<const genes::ExonRow> exons, std::int32_t intron) noexcept {
    const auto at = static_cast<std::size_t>(intron);
    return {exons[at].end, exons[at + 1].begin};
}

/// Adds the splice and intron terms of one allele. @return true if a frameshift intron is hit
[[nodiscard]] bool add_splice_terms(
    const genes::TranscriptRow& transcript,
    std::span<const genes::ExonRow> exons,
    const Overlap& overlap,
    const RowVariant& variant,
    std::string_view alt,
    const Rules& rules,
    TermSet& terms) noexcept;

/// VEP's test of two stretches: an insertion lies inside if both its neighbours do.
[[nodiscard]] constexpr bool hits(Interval one, std::int64_t begin, std::int64_t end) noexcept {
    return one.end > begin && one.begin < end;
}

/// The bases around an insertion, or the span itself.
[[nodiscard]] constexpr Interval outer(Interval span) noexcept {
    return span.empty() ? Interval{span.begin - 1, span.begin + 1} : span;
}

}  // namespace genostrat::consequence
