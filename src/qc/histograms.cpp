// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>
#include <span>

#include <fmt/core.h>

#include <genostrat/qc/histograms.hpp>

namespace genostrat::qc {

namespace {

template <typename Label>
std::vector<Histogram::Bin> bins_of(std::span<const std::int64_t> counts, Label label) {
    std::vector<Histogram::Bin> bins;
    for (std::size_t bin = 0; bin < counts.size(); ++bin)
        if (counts[bin] > 0)
            bins.push_back({label(bin), counts[bin]});
    return bins;
}

/// See depth_bin: the first bin is that of negative depths.
std::string depth_label(std::size_t bin) {
    if (bin == 0)
        return "<0";
    return bin + 1 == n_depth_bins ? fmt::format(">{}", deepest) : fmt::format("{}", bin - 1);
}

std::string quality_label(std::size_t bin) {
    return bin + 1 == n_quality_bins ? fmt::format(">={}", bin) : fmt::format("{}", bin);
}

std::string balance_label(std::size_t bin) {
    return fmt::format("{:.2f}", static_cast<double>(bin) / (n_balance_bins - 1));
}

std::string substitution_label(std::size_t bin) {
    constexpr std::string_view bases = "ACGT";
    return fmt::format("{}>{}", bases[bin / 4], bases[bin % 4]);
}

std::vector<Histogram::Bin> indel_bins(const SiteCounters& counters) {
    const auto label = [](std::size_t length, std::string_view sign) {
        return length == longest_indel
                   ? fmt::format("{}={}{}", sign == "-" ? "<" : ">", sign, length)
                   : fmt::format("{}{}", sign, length);
    };
    std::vector<Histogram::Bin> bins =
        bins_of(counters.deletions, [&](std::size_t bin) { return label(bin + 1, "-"); });
    std::ranges::reverse(bins);
    std::ranges::move(
        bins_of(counters.insertions, [&](std::size_t bin) { return label(bin + 1, ""); }),
        std::back_inserter(bins));
    return bins;
}

}  // namespace

std::vector<Histogram> histograms_of(const SiteCounters& counters) {
    return {
        {"genotype_depth",
         "Reads at a genotype (FORMAT/DP)",
         bins_of(counters.genotype_depths, depth_label)},
        {"site_depth", "Reads at a site (INFO/DP)", bins_of(counters.site_depths, depth_label)},
        {"genotype_quality",
         "Quality of a genotype (FORMAT/GQ)",
         bins_of(counters.genotype_qualities, quality_label)},
        {"allele_balance",
         "Share of ALT reads at heterozygous SNVs",
         bins_of(counters.balances, balance_label)},
        {"indel_length", "Inserted (or, negative, deleted) bases", indel_bins(counters)},
        {"substitution",
         "Substitutions of ALT alleles",
         bins_of(counters.substitutions, substitution_label)}};
}

std::string histograms_table(const SiteCounters& counters) {
    std::string out = "histogram\tbin\tcount\n";
    for (const Histogram& histogram : histograms_of(counters))
        for (const Histogram::Bin& bin : histogram.bins)
            fmt::format_to(
                std::back_inserter(out), "{}\t{}\t{}\n", histogram.name, bin.label, bin.count);
    return out;
}

}  // namespace genostrat::qc
