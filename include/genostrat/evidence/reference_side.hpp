// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <genostrat/sites/allele_match.hpp>

namespace genostrat::evidence {

/// Which of a table's two alleles the reference genome has at a site.
enum class Side : std::uint8_t {
    unknown,  ///< too few bases are known, or both alleles fit them (A and AT before T)
    effect,
    other,
    neither  ///< the reference has another allele there: wrong build, or a wrong table
};

struct ReferenceSide {
    Side side{Side::unknown};
    bool flipped{};        ///< the table's alleles are those of the other strand
    bool ambiguous{};      ///< A/T, C/G: the strand cannot be told
    std::size_t length{};  ///< bases of the reference allele; 0 if it is not known

    [[nodiscard]] bool is_known() const noexcept {
        return side == Side::effect || side == Side::other;
    }
};

/// Tells which allele of a table is the reference.
///
/// @param effect  the allele whose copies are counted
/// @param other   the other allele, or empty where the table gives none: an effect allele that is
///                not the reference, nor its complement, is taken for an alternate one
/// @param bases   of the reference from the site's first on; as many as are known, at most
/// @note  an insertion and a deletion may fit the same bases (A and AT where the reference has AT):
///        such a pair stays unknown, whichever of the two was meant
/// @code
///   reference_side("G", "A", "AC");   // other
///   reference_side("C", "T", "AG");   // other, flipped: T is A there
/// @endcode
[[nodiscard]] ReferenceSide reference_side(
    std::string_view effect,
    std::string_view other,
    std::string_view bases,
    sites::Strands strands = sites::Strands::both) noexcept;

/// The same where a table says itself which allele is its reference, and the bases are known as far
/// as `bases` goes (nowhere, if empty).
/// @param named  Side::effect or Side::other
/// @return `named`, or Side::neither where a known base differs
[[nodiscard]] ReferenceSide check_reference_side(
    Side named, std::string_view effect, std::string_view other, std::string_view bases) noexcept;

}  // namespace genostrat::evidence
