// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <genostrat/qc/genotype_tally.hpp>
#include <genostrat/qc/site.hpp>

namespace genostrat::qc {

/// Depths counted one by one; deeper ones stand in the last bin.
inline constexpr std::size_t deepest = 500;
/// Bins: below 0, 0 … 500, above 500.
inline constexpr std::size_t n_depth_bins = deepest + 3;
/// Longest insertion or deletion counted by its own length.
inline constexpr std::size_t longest_indel = 60;
/// Genotype qualities 0 … 98, and 99 or more.
inline constexpr std::size_t n_quality_bins = 100;
/// Bins of 0.05 for the share of ALT reads, 0 … 1.
inline constexpr std::size_t n_balance_bins = 21;

/// Numbers about rows that are counted, whatever their order.
struct SiteCounters {
    std::int64_t rows{};
    std::int64_t no_alts{};
    std::int64_t snvs{};
    std::int64_t mnps{};
    std::int64_t indels{};
    std::int64_t others{};
    std::int64_t multiallelic{};
    std::int64_t multiallelic_snvs{};
    std::int64_t passed{};             ///< FILTER is PASS or `.`
    std::int64_t first_transitions{};  ///< of the first ALT
    std::int64_t first_transversions{};
    std::array<std::int64_t, 16> substitutions{};  ///< by REF * 4 + ALT
    std::array<std::int64_t, longest_indel> insertions{};
    std::array<std::int64_t, longest_indel> deletions{};
    /// Heterozygous indel genotypes with allele depths, and the sum of their shares of ALT reads;
    /// by length + longest_indel.
    std::array<std::int64_t, 2 * longest_indel + 1> balanced{};
    std::array<double, 2 * longest_indel + 1> balance_sum{};
    std::array<std::int64_t, n_depth_bins> site_depths{};
    std::array<std::int64_t, n_depth_bins> genotype_depths{};
    std::array<std::int64_t, n_quality_bins> genotype_qualities{};
    std::array<std::int64_t, n_balance_bins> balances{};  ///< of heterozygous SNVs

    void add(const SiteCounters& other) noexcept;
};

/// The bin of a depth in site_depths and genotype_depths.
[[nodiscard]] std::size_t depth_bin(std::int64_t depth) noexcept;

/// How often the bins of allele frequency, of QUAL and of heterozygosity are met: few numbers a
/// row, counted when batches are merged, since there may be more bins than rows in a batch.
struct SiteEvents {
    enum class What : std::uint8_t { snv, transition, transversion, indel };

    struct Frequency {
        std::uint32_t bin;
        What what;
    };

    struct Quality {
        std::uint32_t bin;
        What what;
    };

    std::vector<Frequency> frequencies{};
    std::vector<Quality> qualities{};
    std::vector<std::uint32_t> heterozygosities{};  ///< bin of frequency * 100 + that of hets
};

/// Bins of allele frequency, as `bcftools stats` makes them: singletons, then equal steps.
class FrequencyBins {
public:
    explicit FrequencyBins(std::size_t n_samples = 0) noexcept;

    /// Number of bins, the singletons' included.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// @param copies  of each allele, REF first; empty: unknown, everything counts as singleton
    /// @param bins    of each allele
    void assign(std::span<const std::int64_t> copies, std::vector<std::uint32_t>& bins) const;

    /// Lower end of a bin, 0..1. @pre bin > 0
    [[nodiscard]] double value(std::size_t bin) const noexcept;

private:
    std::size_t size_;
};

/// The bin of a QUAL: bins of 0.1 up to 10,000, then of five digits; 0 for missing and negative.
[[nodiscard]] std::uint32_t quality_bin(std::optional<float> quality) noexcept;

/// Lower end of a bin, as bcftools prints it (as float); nothing for bin 0.
[[nodiscard]] std::optional<float> quality_value(std::uint32_t bin) noexcept;

/// Counts alleles of one row.
/// @param bins  of its alleles' frequencies
void count_alleles(
    const Site& site,
    std::span<const std::uint32_t> bins,
    std::optional<float> quality,
    SiteCounters& counters,
    SiteEvents& events);

/// The bin of heterozygosity for SiteEvents; nothing if no diploid genotype is called.
[[nodiscard]] std::optional<std::uint32_t>
heterozygosity_bin(const SiteGenotypes& genotypes, std::span<const std::uint32_t> bins) noexcept;

/// All of `bcftools stats` that is not about single samples.
struct SiteStats {
    SiteCounters counters{};
    FrequencyBins bins{};
    /// By frequency bin: SNVs, transitions, transversions, indels (ALT alleles).
    std::vector<std::array<std::int64_t, 4>> by_frequency{};
    /// By QUAL bin: (unused), transitions, transversions (first ALT), indels (rows).
    std::vector<std::array<std::int64_t, 4>> by_quality{};
    /// By frequency bin * 100 + heterozygosity bin.
    std::vector<std::uint32_t> heterozygosity{};

    void add(const SiteCounters& more, const SiteEvents& events);
};

}  // namespace genostrat::qc
