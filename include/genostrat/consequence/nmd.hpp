// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

/// What nonsense-mediated decay is expected to do with a transcript that stops early.
enum class Nmd : std::uint8_t {
    not_asked,  ///< no premature stop
    triggers,   ///< the transcript is expected to be destroyed
    escapes_single_exon,
    escapes_last_exon,
    escapes_50_bases,  ///< less than 50 bases before the last exon junction
    escapes_start      ///< within the first coding bases: translation may begin anew behind it
};

struct NmdOptions {
    std::int32_t junction_bases{50};  ///< Nagy and Maquat 1998; as in Ensembl's NMD plugin
    std::int32_t start_bases{100};    ///< Lindeboom 2016: 100 to 150
};

/// Judges a premature stop codon.
///
/// @param stop_cdna  cDNA coordinate (0-based) of the first base of the stop codon; for a
///                   frameshift, the place on the unchanged transcript
[[nodiscard]] Nmd judge_nmd(
    const genes::TranscriptRow& transcript,
    std::span<const genes::ExonRow> exons,
    std::int64_t stop_cdna,
    const NmdOptions& options = {}) noexcept;

/// `triggers`, `escapes:last_exon`, …; empty where it was not asked.
[[nodiscard]] std::string_view to_string(Nmd nmd) noexcept;

}  // namespace genostrat::consequence
