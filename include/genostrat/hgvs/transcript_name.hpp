// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/core/interval.hpp>
#include <genostrat/genes/genome_view.hpp>

// HGVS names of DNA changes on a transcript: `ENST…:c.76A>T`, `ENST…:n.12del`.
namespace genostrat::hgvs {

/// A base by its place on a transcript: exonic, or `offset` bases from an exon's edge.
struct TranscriptPosition {
    std::int32_t number{};  ///< cDNA number, 1-based
    std::int32_t offset{};  ///< 0 in an exon; > 0 after the base `number`, < 0 before it

    friend constexpr bool
    operator==(const TranscriptPosition&, const TranscriptPosition&) = default;
};

/// The place of a genomic base. In an intron the nearer exon counts; the 5' one where both are as
/// near (HGVS nomenclature 21, numbering). @pre inside the transcript's span
[[nodiscard]] TranscriptPosition position_of(
    const genes::TranscriptRow& transcript,
    std::span<const genes::ExonRow> exons,
    std::int64_t base) noexcept;

/// VEP's two habits that the nomenclature does not know (Rules::loose_utr_positions).
enum class UtrPositions : std::uint8_t { ordered, loose };

/// Appends a position in c. or n. numbering: `76`, `-14`, `*6`, `87+1`, `*37-3`.
void append_position(
    const genes::TranscriptRow& transcript,
    TranscriptPosition position,
    UtrPositions positions,
    std::string& out);

/// A change ready to be named.
struct TranscriptChange {
    Interval span{};         ///< genomic, empty for an insertion; not shifted
    std::string_view ref{};  ///< forward strand; its letters are not looked at, the genome's are
    std::string_view alt{};  ///< forward strand, already rotated by the shift
    std::int64_t shift{};    ///< bases to move towards the transcript's 3' end
    std::int32_t cds_number{-1};  ///< VEP's number of an SNV (Rules::snv_numbering), 1-based
    UtrPositions positions{UtrPositions::ordered};
};

/// Scratch of append_transcript_name; keeps its memory.
struct NameScratch {
    std::string ref{};
    std::string alt{};
    std::string window{};
    std::string start{};
    std::string end{};
};

/// Appends `ID.version:c.…` (or `n.`) of a change, or nothing where it has no name: it is not
/// inside the transcript, is moved past its 3' end, or changes nothing.
/// @return true if a name was appended
bool append_transcript_name(
    const genes::GenomeView& genome,
    genes::ContigPlace contig,
    const genes::TranscriptRow& transcript,
    const TranscriptChange& change,
    NameScratch& scratch,
    std::string& out);

/// Appends an id with its version, unless it already ends in `.digits` or there is no version.
void append_versioned_id(std::string_view id, std::string_view version, std::string& out);

}  // namespace genostrat::hgvs
