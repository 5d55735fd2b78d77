// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <genostrat/core/interval.hpp>

namespace genostrat::annotate {

/// A structural variant as it is compared with others. Views live as long as the row's texts.
struct StructuralVariant {
    std::string_view type{};         ///< DEL, DUP, INS, INV, CNV, BND …; empty: no such variant
    Interval where{};                ///< bases it spans; of INS and BND the base before
    std::string_view mate_contig{};  ///< BND: where the other end lies
    std::int64_t mate_pos{-1};       ///< BND: 0-based; -1 if not told
    std::int64_t length{-1};         ///< INS: bases inserted; -1 if not told
};

/// What a row tells of itself in INFO.
struct StructuralInfo {
    std::string_view type{};             ///< SVTYPE; empty if absent
    std::optional<std::int64_t> end{};   ///< END, 1-based
    std::optional<std::int64_t> size{};  ///< SVLEN, either sign
};

/// Reads one ALT: symbolic (`<DEL:ME>` is a DEL), breakend (`A]chr2:100]`), or a sequence that
/// makes the REF at least 50 bases longer or shorter. The padding base of symbolic alleles does not
/// belong to the span (VCF 4.4, section 1.4.1).
///
/// @param pos  0-based
[[nodiscard]] StructuralVariant read_structural(
    std::int64_t pos, std::string_view ref, std::string_view alt, const StructuralInfo& info);

/// `DEL`, `BND:chr2:99`, `INS:350`: what an archive keeps of a variant beside its span.
[[nodiscard]] std::string structural_text(const StructuralVariant& variant);
/// The reverse; a text that means nothing gives a variant without type.
[[nodiscard]] StructuralVariant parse_structural_text(std::string_view text, Interval where);

/// How alike two structural variants must be.
struct StructuralRule {
    double min_reciprocal{0.5};      ///< of both spans; of the lengths of insertions
    std::int64_t max_distance{100};  ///< in bases, of each end of BND, and of INS
    bool compares_ends{};            ///< spans match by the distance of both ends instead
};

/// True if the two are of one type (CNV goes with DEL and DUP; no type goes with any that spans
/// bases) and as near to each other as the rule says. BND match either way round.
/// @param contig, other_contig  where each of them stands, as one table of contigs spells them
[[nodiscard]] bool same_structure(
    std::string_view contig,
    const StructuralVariant& one,
    std::string_view other_contig,
    const StructuralVariant& other,
    const StructuralRule& rule);

/// Shared bases over those of the longer of the two, 0..1; 0 if either is empty.
[[nodiscard]] double reciprocal_overlap(Interval one, Interval other) noexcept;

}  // namespace genostrat::annotate
