// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::pgx {

/// Order of allele names as PharmCAT reports them: `Reference`, `Any`, `All` first, `Other`,
/// `Unknown` last; runs of digits by their number, other runs by code point, a number before text,
/// the shorter first.
[[nodiscard]] std::strong_ordering
compare_allele_names(std::string_view one, std::string_view other) noexcept;

/// What one strand is called: one named allele, several together, or a named allele plus
/// variants that no allele of this name has (`[*6 + g.233760973C>T]`).
struct HaplotypeName {
    std::vector<std::string> alleles{};   ///< named alleles, in order of names
    std::vector<std::string> partials{};  ///< further variants, in order of positions

    [[nodiscard]] std::size_t n_components() const noexcept {
        return alleles.size() + partials.size();
    }

    /// The components joined by ` + `, in brackets if there are several.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const HaplotypeName&, const HaplotypeName&) = default;
};

/// Single names first, by compare_allele_names; then combinations, fewer components first.
[[nodiscard]] std::strong_ordering
compare_haplotypes(const HaplotypeName& one, const HaplotypeName& other) noexcept;

}  // namespace genostrat::pgx
