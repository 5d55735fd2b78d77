// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/row_text.hpp>

namespace genostrat::normalize {

/// The smallest piece of one or several ALTs of a row: a changed base, or a base with what is
/// inserted or deleted behind it.
struct Atom {
    /// What an ALT of the row has in the atom's place.
    enum class Call : std::uint8_t {
        reference,  ///< REF's bases, or the ALT lies elsewhere
        same,       ///< the atom
        other       ///< something else
    };

    std::string ref{};
    std::string alt{};
    std::size_t begin{};        ///< offset of its first base in the row's REF
    std::size_t allele{};       ///< first ALT that holds it, 1-based
    std::vector<Call> calls{};  ///< one an ALT of the row
    bool overlaps{};            ///< another ALT has a piece here, the same one or another
};

/// Takes the ALTs of a row apart as `bcftools norm --atomize` does: shared bases are cut off on the
/// right, then base is compared with base from the left; nothing is aligned. In the order of
/// (begin, REF, ALT).
///
/// @param alts  at least one, all sequences
[[nodiscard]] std::vector<Atom>
atomize(std::string_view ref, std::span<const std::string_view> alts);

/// What stands for an allele that has something else in an atom's place (`--atom-overlaps`).
enum class AtomOverlaps : std::uint8_t {
    star,    ///< the allele `*`, a second ALT
    missing  ///< a missing allele
};

struct AtomizeOptions {
    TagKinds kinds{};
    TextMap<bool> text_info{};    ///< INFO keys of kinds whose values are text
    TextMap<bool> text_format{};  ///< FORMAT keys, likewise
    AtomOverlaps overlaps{AtomOverlaps::star};
    std::string old_record_tag{};  ///< INFO key that gets the row as it was; empty: none
};

/// Appends the row of one atom, without line end. Number=A, R and G of the atom's first ALT, `.`
/// for
/// `*`; AD and QS are the sums over the ALTs that hold the atom. INFO keys of Number=G, and numbers
/// whose count does not fit the alleles, are left out, as bcftools does.
///
/// @throws Error{bad_data} for a genotype beyond the alleles, or a Number=G vector that is neither
///         haploid nor diploid
void append_atom_line(
    const RowText& row, const Atom& atom, const AtomizeOptions& options, std::string& out);

}  // namespace genostrat::normalize
