// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>

namespace genostrat {

/// Index of a contig in its table; `unknown_contig` for a name that no table row declares.
using ContigId = std::int32_t;
inline constexpr ContigId unknown_contig = -1;

/// The canonical name of a human contig whatever it is called: `chr21`, `21`, `CM000683.2` and
/// `NC_000021.9` are all `21`; `chrM`, `M`, `MT` and `NC_012920.1` are `MT`. Other names come back
/// as they are. RefSeq and GenBank accessions of GRCh37, GRCh38 and T2T-CHM13 are known, whatever
/// their version (NCBI assembly reports of GCF_000001405 and GCF_009914755).
/// The view is valid as long as `name`, or for ever where the name was recognised.
[[nodiscard]] std::string_view canonical_contig(std::string_view name) noexcept;

/// True if both names stand for the same contig.
[[nodiscard]] bool same_contig(std::string_view one, std::string_view other) noexcept;

/// Contig names in the order of their declaration, with lengths where known.
class Contigs {
public:
    /// Adds a contig, or returns the id of the one that is there.
    /// @param length  in bases; -1 if unknown
    ContigId add(std::string_view name, std::int64_t length = -1);

    /// The id of exactly this name, or unknown_contig.
    [[nodiscard]] ContigId find(std::string_view name) const noexcept;

    /// Like `find`, else the one contig with the same canonical name, else unknown_contig.
    [[nodiscard]] ContigId find_alias(std::string_view name) const noexcept;

    /// @pre 0 <= id < size(). The view is valid until the next `add`.
    [[nodiscard]] std::string_view name(ContigId id) const noexcept;

    /// Length in bases; -1 if unknown.
    [[nodiscard]] std::int64_t length(ContigId id) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return contigs_.size(); }

    [[nodiscard]] std::vector<std::string> names() const;

private:
    struct Contig {
        std::string name;
        std::int64_t length;
    };

    std::vector<Contig> contigs_;
    TextMap<ContigId> ids_;
    TextMap<ContigId> canonical_ids_;  // first contig of each canonical name
};

/// The human genome build that the lengths of chromosomes 1-22, X and Y tell: `GRCh37`, `GRCh38`,
/// `T2T-CHM13`; nothing if no length is known or they disagree.
[[nodiscard]] std::optional<std::string_view> build_of(const Contigs& contigs);

}  // namespace genostrat
