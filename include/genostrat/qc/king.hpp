// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genostrat::qc {

/// Genotypes of one stretch of sites as bits, sample after sample: a set bit is a heterozygous, a
/// homozygous-ALT or a called genotype. Bits behind the last site are 0, so that blocks of any
/// number of sites add up.
struct GenotypeBits {
    std::size_t n_words{};                      ///< of 64 sites each, for one sample
    std::vector<std::uint64_t> heterozygous{};  ///< shape [n_samples x n_words]
    std::vector<std::uint64_t> alternate{};
    std::vector<std::uint64_t> called{};

    GenotypeBits() = default;
    GenotypeBits(std::size_t n_samples, std::size_t n_sites);

    /// Stores the genotypes of a site. @param dosages  0, 1, 2 or missing_dosage; one a sample
    void set_site(std::size_t site, std::span<const std::int8_t> dosages) noexcept;
};

/// What two samples share.
struct KingCounts {
    std::int64_t sites{};  ///< both called
    std::int64_t both_heterozygous{};
    std::int64_t opposite{};            ///< homozygous for different alleles (IBS 0)
    std::int64_t first_heterozygous{};  ///< where both are called
    std::int64_t second_heterozygous{};

    /// KING-robust kinship between families (Manichaikul et al. 2010, equation 11): 0.5 for
    /// duplicates, 0.25 for parents, children and siblings. NaN where one has no heterozygous site.
    [[nodiscard]] double kinship() const noexcept;
};

/// Adds a block's sites to the counts of a pair.
void count_pair(
    const GenotypeBits& block, std::size_t first, std::size_t second, KingCounts& counts) noexcept;

}  // namespace genostrat::qc
