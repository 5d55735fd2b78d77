// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <genostrat/qc/site.hpp>
#include <genostrat/qc/site_stats.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat::qc {

/// Numbers of one row for every sample; empty where the row lacks the column. Shapes
/// [n_samples x width], filled and missing as BCF has it.
struct RowDepths {
    std::span<const std::int32_t> depths{};  ///< FORMAT/DP
    std::size_t depth_width{};
    std::span<const std::int32_t> allele_depths{};  ///< FORMAT/AD: REF, then the ALTs
    std::size_t allele_width{};
    std::span<const std::int32_t> qualities{};  ///< FORMAT/GQ
    std::size_t quality_width{};

    [[nodiscard]] bool empty() const noexcept {
        return depth_width == 0 && allele_width == 0 && quality_width == 0;
    }
};

/// What reads say about one sample's genotypes.
struct SampleDepths {
    std::int64_t depth_sum{};
    std::int64_t n_depths{};
    std::int64_t quality_sum{};
    std::int64_t n_qualities{};
    double balance_sum{};  ///< of the shares of ALT reads in heterozygous SNVs
    std::int64_t n_balances{};
    std::int64_t n_skewed{};  ///< of these, the share is below 0.2 or above 0.8
    double charr_sum{};       ///< see charr()
    std::int64_t n_charr{};

    void add(const SampleDepths& other) noexcept;

    /// NaN where there is no depth; likewise the others.
    [[nodiscard]] double mean_depth() const noexcept;
    [[nodiscard]] double mean_quality() const noexcept;
    [[nodiscard]] double mean_balance() const noexcept;

    /// Share of reads from other people: CHARR (Lu et al. 2023, doi:10.1016/j.ajhg.2023.10.011),
    /// the mean over homozygous ALT genotypes of the share of REF reads divided by the frequency of
    /// REF. Rules as Hail's compute_charr: autosomal biallelic SNVs with a REF frequency of
    /// 0.05..0.95, 10 to 100 reads, a genotype quality of 20 or more where there is one.
    [[nodiscard]] double charr() const noexcept;
};

/// Least number of reads for a share of ALT reads to count.
inline constexpr std::int32_t least_balance_depth = 10;

/// Adds the numbers of one row.
/// @param ref_frequency  of REF where the row may count for CHARR
/// @param samples        shape [n_samples]
void count_depths(
    const RowDepths& row,
    const Genotypes& genotypes,
    const Site& site,
    std::optional<double> ref_frequency,
    std::span<SampleDepths> samples,
    SiteCounters& counters);

}  // namespace genostrat::qc
