// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace genostrat::sites {

/// How the alleles of a table's row (effect and other allele) meet those of a variant. The order is
/// the order of preference: an earlier kind wins over a later one.
enum class MatchKind : std::uint8_t {
    refalt,       ///< effect allele is REF, other allele an ALT
    altref,       ///< effect allele is an ALT, other allele REF
    refalt_flip,  ///< as refalt, after complementing both
    altref_flip,  ///< as altref, after complementing both
    no_oa_ref,    ///< no other allele given: effect allele is REF
    no_oa_alt,    ///< no other allele given: effect allele is an ALT
    no_oa_ref_flip,
    no_oa_alt_flip,
    none
};

/// `refalt`, `altref_flip`, …; `none`.
[[nodiscard]] std::string_view to_string(MatchKind kind) noexcept;

/// What a match says about the genotypes that carry the effect allele.
struct AlleleMatch {
    MatchKind kind{MatchKind::none};
    std::int32_t effect_allele{-1};  ///< index to count in GT; 0 is REF
    std::int32_t alt{-1};            ///< 1-based index of the ALT that took part; -1 if none did
    bool ambiguous{};                ///< the two alleles are each other's complement (A/T, C/G)

    [[nodiscard]] bool matched() const noexcept { return kind != MatchKind::none; }

    [[nodiscard]] bool flipped() const noexcept {
        return kind == MatchKind::refalt_flip || kind == MatchKind::altref_flip ||
               kind == MatchKind::no_oa_ref_flip || kind == MatchKind::no_oa_alt_flip;
    }
};

/// The base on the other strand, same case; other characters come back as they are. IUPAC letters
/// are known.
[[nodiscard]] char complement(char base) noexcept;

/// Base by base, not reversed: a strand flip of alleles as tables write them.
[[nodiscard]] std::string complement(std::string_view allele);

/// True if one allele is the other's complement, so that a strand flip cannot be told from a swap:
/// A/T, C/G, AT/TA. Without regard to case.
[[nodiscard]] bool is_ambiguous(std::string_view one, std::string_view other) noexcept;

/// True for alleles of bases (A, C, G, T, N in either case), at least one.
[[nodiscard]] bool is_dna(std::string_view allele) noexcept;

enum class Strands : std::uint8_t {
    given,  ///< alleles are taken as they are
    both    ///< the other strand is tried where the given one does not match
};

/// Matches a table's alleles against a variant's, each ALT in turn; the first ALT of the best kind
/// wins. Alleles compare without regard to case.
///
/// @param effect  the allele whose copies are counted
/// @param other   the other allele, or empty where the table gives none
/// @param ref     REF of the variant
/// @param alts    its ALTs; may be empty (a site without variation still matches `no_oa_ref`)
/// @note  kinds and their order as in pygscatalog (pgscatalog.match),
/// doi:10.1038/s41588-024-01937-x
/// @code
///   match_alleles("C", "T", "A", std::array{"G"sv});  // altref_flip: C is G there
/// @endcode
[[nodiscard]] AlleleMatch match_alleles(
    std::string_view effect,
    std::string_view other,
    std::string_view ref,
    std::span<const std::string_view> alts,
    Strands strands = Strands::both) noexcept;

}  // namespace genostrat::sites
