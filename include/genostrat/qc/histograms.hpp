// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/qc/site_stats.hpp>

namespace genostrat::qc {

/// How often each value was met. Bins that nobody met are left out.
struct Histogram {
    struct Bin {
        std::string label{};  ///< `30`, `>500`, `A>G`
        std::int64_t count{};
    };

    std::string_view name{};
    std::string_view title{};
    std::vector<Bin> bins{};  ///< in ascending order
};

/// Depths of genotypes (FORMAT/DP) and of sites (INFO/DP), genotype qualities, shares of ALT reads
/// at heterozygous SNVs (rounded to 0.05), lengths of indels in bases (deletions negative, the
/// longest ones in one bin) and substitutions of ALT alleles.
[[nodiscard]] std::vector<Histogram> histograms_of(const SiteCounters& counters);

/// Columns histogram, bin and count.
[[nodiscard]] std::string histograms_table(const SiteCounters& counters);

}  // namespace genostrat::qc
