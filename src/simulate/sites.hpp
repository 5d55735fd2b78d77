// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/genome.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <genostrat/core/interval.hpp>

namespace genostrat::simulate {

/// Haplotypes from which everybody's genome is copied.
inline constexpr int n_founders = 64;

/// A place where genomes differ.
struct Site {
    std::int64_t pos{};  ///< 0-based
    std::string ref{};
    std::vector<std::string> alts{};
    std::array<std::uint64_t, 2> carriers{};  ///< a bit for each founder, for each ALT
    std::int64_t private_haplotype{-1};       ///< the one haplotype of the cohort with the ALT
    std::uint32_t rs_number{};                ///< 0 for a variant without a name
    bool in_cohort{false};
    bool in_wgs{false};
    std::int32_t planted{-1};  ///< index of the planted variant; -1 for all others

    [[nodiscard]] std::int64_t end() const noexcept {
        return pos + static_cast<std::int64_t>(ref.size());
    }

    [[nodiscard]] bool is_snv() const noexcept;

    /// Allele of a founder: 0 for REF, 1 for the first ALT …
    [[nodiscard]] int allele_of(unsigned founder) const noexcept {
        return (carriers[0] >> founder & 1) != 0 ? 1 : (carriers[1] >> founder & 1) != 0 ? 2 : 0;
    }
};

/// How many sites a contig has, by the files they go to.
struct SiteCounts {
    std::int64_t cohort{};
    std::int64_t wgs{};
    std::int64_t known_only{};

    [[nodiscard]] std::int64_t all() const noexcept { return cohort + wgs + known_only; }
};

/// Bases that a site needs at least.
inline constexpr std::int64_t bases_for_a_site = 60;

/// Sites in ascending order that do not overlap; 82 % SNVs (two transitions for one transversion),
/// 13 % indels of 1 to 20 bases, as they fall (not left-aligned within repeats), 5 % with two ALTs.
/// Neighbours are often carried by the same founders: linkage.
/// @param keep_free  stretches without sites, in ascending order
/// @pre the contig has bases_for_a_site a site, and telomeres
[[nodiscard]] std::vector<Site> make_sites(
    const GenomeContig& contig,
    const SiteCounts& counts,
    std::span<const Interval> keep_free,
    std::int64_t n_cohort_haplotypes,
    Random random);

}  // namespace genostrat::simulate
