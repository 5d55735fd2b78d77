// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/core/interval.hpp>
#include <genostrat/genes/genome_view.hpp>

// HGVS names of changes on the genome: `chr21:g.6036086_6036087del`.
namespace genostrat::hgvs {

/// A change on the genome, as a row has it after the first trimming.
struct GenomicChange {
    std::string_view contig{};  ///< printed as it is
    bool mitochondrial{};       ///< `m.` instead of `g.`
    Interval span{};            ///< empty for an insertion
    std::string_view ref{};     ///< upper case; empty for an insertion
    std::string_view alt{};     ///< upper case; empty for a deletion
    std::int64_t flank{100};    ///< farthest base looked at on each side
    /// VEP's pairing in multi-allelic rows (Rules::untrimmed_hgvsg): REF trimmed, ALT not.
    bool untrimmed{false};
    /// VEP prints a deleted single base of a block change as `C>-` (Rules::untrimmed_hgvsg).
    bool dash_for_deleted_base{false};
};

/// Scratch of append_genomic_name; keeps its memory.
struct GenomicScratch {
    std::string window{};
    std::string rotated{};
};

/// Appends the name of a change, moved as far right as it goes. Nothing for letters other than
/// A, C, G, T.
/// @return true if a name was appended
bool append_genomic_name(
    const genes::GenomeView& genome,
    genes::ContigPlace place,
    const GenomicChange& change,
    GenomicScratch& scratch,
    std::string& out);

}  // namespace genostrat::hgvs
