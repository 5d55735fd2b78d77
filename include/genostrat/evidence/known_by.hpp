// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace genostrat::evidence {

/// How the genotype of a site is known. A site that no row names is not missing data: it is
/// homozygous reference if the genome was looked at there. The order is that of trust.
enum class KnownBy : std::uint8_t {
    call,      ///< a row of the input names the alleles
    block,     ///< a reference block, or a row that speaks for all other alleles (gVCF)
    callable,  ///< no row, but the site lies in a callable region
    assumed,   ///< no row; the user says that what is not there is reference
    nothing    ///< not assessed
};

inline constexpr std::size_t n_known_by = 5;

/// `call`, `block`, `callable`, `assumed`; `.` for `nothing`.
[[nodiscard]] constexpr std::string_view to_string(KnownBy known) noexcept {
    constexpr std::array<std::string_view, n_known_by> names{
        "call", "block", "callable", "assumed", "."};
    return names[static_cast<std::size_t>(known)];
}

}  // namespace genostrat::evidence
