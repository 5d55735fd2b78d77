// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/pgx/bundle.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::pgx {

/// A locus of a gene of the bundle.
struct GeneLocus {
    std::uint16_t gene{};
    LocusIndex locus{};

    friend bool operator==(const GeneLocus&, const GeneLocus&) = default;
};

/// A record read as one of a locus that it does not stand at.
struct Projection {
    GeneLocus place{};
    /// One an ALT of the record, written for the locus's REF: a documented ALT, REF where it leaves
    /// the locus alone, `*` where it changes the locus to something else.
    std::vector<std::string> alts{};
};

/// Finds the loci whose documented changes a record makes at another place: padded with more bases
/// than needed, or an insertion or deletion in a repeat that is not left-aligned.
class ChangeIndex {
public:
    explicit ChangeIndex(const Bundle& bundle);

    /// @param contig  canonical name
    /// @param alts    of the record; those that are no sequences are left out
    /// @param fetch   bases of the contig, to left-align; null: alleles are only trimmed
    /// @return loci at other positions than `pos0`
    [[nodiscard]] std::vector<Projection> find(
        std::string_view contig,
        std::int64_t pos0,
        std::string_view ref,
        std::span<const std::string_view> alts,
        const FetchBases* fetch) const;

    /// How far right of a locus its change may be written, in bases, and still be found.
    static constexpr std::int64_t reach_bp = 200;

private:
    /// A documented ALT as the shortest change.
    struct Change {
        std::int64_t pos0{};
        std::string ref{};
        std::string alt{};
        GeneLocus place{};
        std::uint16_t alt_index{};
    };

    [[nodiscard]] const Change* find_change(
        std::span<const Change> changes, std::int64_t pos0, const genostrat::AlleleSet& set) const;

    const Bundle* bundle_;
    TextMap<std::vector<Change>> changes_;  ///< by canonical contig name, sorted by position
};

}  // namespace genostrat::pgx
