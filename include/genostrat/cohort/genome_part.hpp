// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>

namespace genostrat::cohort {

/// Parts of the human genome in which men and women differ in ploidy, or not.
enum class GenomePart : std::uint8_t {
    autosome,         ///< chromosomes 1 to 22
    pseudo_autosome,  ///< PAR1 and PAR2 of X and Y: two copies in everybody
    x,                ///< the rest of X: one copy in males
    y,                ///< the rest of Y
    mitochondrion,
    other  ///< any other contig
};

inline constexpr std::size_t n_genome_parts = 6;

/// Tells the part of a place, by the contigs of a header. Owns what it needs.
class GenomeParts {
public:
    GenomeParts() = default;

    /// Without lengths that tell the build (GRCh37, GRCh38) no pseudo-autosomal region is known.
    explicit GenomeParts(const Contigs& contigs);

    /// @param name  of the contig, for one that the header does not declare
    /// @param pos   0-based
    [[nodiscard]] GenomePart
    at(ContigId contig, std::string_view name, std::int64_t pos) const noexcept;

    /// Part of a contig, pseudo-autosomal regions not told apart.
    [[nodiscard]] GenomePart of(ContigId contig, std::string_view name) const noexcept;

private:
    std::vector<GenomePart> parts_;  // by contig
    std::string_view build_;
};

}  // namespace genostrat::cohort
