// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::normalize {

/// Alleles that fit the reference, and what was done to them.
struct ReferenceSet {
    enum class Change : std::uint8_t {
        none,    ///< REF was the reference's bases
        set,     ///< REF (and its N in ALTs) was put right
        swapped  ///< an ALT is the reference: it and REF changed places
    };

    Change change{Change::none};
    std::size_t swapped_with{};          ///< 1-based ALT
    std::vector<std::string> alleles{};  ///< REF, then the ALTs; empty for `none`
};

/// Makes REF what the reference has, as `bcftools norm --check-ref s` does: a REF of `.` or N is
/// filled in, IUPAC codes become N, an ALT that is the reference changes places with REF, any other
/// REF is replaced. Symbolic alleles, breakends and `*` stay as they are.
///
/// @param bases  of the reference from the row's place on, upper case, as long as the longest
/// allele
///               where the contig reaches so far; at least one
[[nodiscard]] ReferenceSet
set_reference(std::string_view ref, std::span<const std::string_view> alts, std::string_view bases);

}  // namespace genostrat::normalize
