// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <genostrat/qc/site_stats.hpp>

namespace genostrat::qc {

namespace {

template <typename T, std::size_t N>
void add_all(std::array<T, N>& to, const std::array<T, N>& from) noexcept {
    for (std::size_t at = 0; at < N; ++at)
        to[at] += from[at];
}

/// QUAL is counted exactly up to this many tenths; above, a bin has five digits.
constexpr std::uint32_t exact = 100'000;
constexpr std::uint32_t bins_a_level = exact - exact / 10;
constexpr double largest_tenths = 2'147'483'646;

void count_snv(
    const Site& site,
    std::size_t allele,
    std::uint32_t frequency,
    std::uint32_t quality,
    SiteCounters& counters,
    SiteEvents& events) {
    const int ref = site.bases[0];
    const int alt = site.bases[allele];
    ++counters.substitutions[static_cast<std::size_t>(ref * 4 + alt)];
    const bool is_transition = site.kinds[allele] == AlleleKind::transition;
    const auto what = is_transition ? SiteEvents::What::transition : SiteEvents::What::transversion;
    events.frequencies.push_back({frequency, what});
    if (allele != 1)
        return;
    ++(is_transition ? counters.first_transitions : counters.first_transversions);
    events.qualities.push_back({quality, what});
}

void count_indel(std::int32_t length, SiteCounters& counters) noexcept {
    auto& lengths = length < 0 ? counters.deletions : counters.insertions;
    const auto bases = static_cast<std::size_t>(std::abs(length));
    if (bases > 0)
        ++lengths[std::min(bases, longest_indel) - 1];
}

void count_types(const Site& site, SiteCounters& counters) noexcept {
    ++counters.rows;
    counters.no_alts += site.types == bits(AlleleType::ref) ? 1 : 0;
    counters.snvs += site.has(AlleleType::snp) ? 1 : 0;
    counters.mnps += site.has(AlleleType::mnp) ? 1 : 0;
    counters.indels += site.has(AlleleType::indel) ? 1 : 0;
    counters.others += site.has(AlleleType::other) ? 1 : 0;
    if (site.n_alleles() <= 2)
        return;
    ++counters.multiallelic;
    counters.multiallelic_snvs += site.types == bits(AlleleType::snp) ? 1 : 0;
}

}  // namespace

void SiteCounters::add(const SiteCounters& other) noexcept {
    for (const auto member :
         {&SiteCounters::rows,
          &SiteCounters::no_alts,
          &SiteCounters::snvs,
          &SiteCounters::mnps,
          &SiteCounters::indels,
          &SiteCounters::others,
          &SiteCounters::multiallelic,
          &SiteCounters::multiallelic_snvs,
          &SiteCounters::passed,
          &SiteCounters::first_transitions,
          &SiteCounters::first_transversions})
        this->*member += other.*member;
    add_all(substitutions, other.substitutions);
    add_all(insertions, other.insertions);
    add_all(deletions, other.deletions);
    add_all(balanced, other.balanced);
    add_all(balance_sum, other.balance_sum);
    add_all(site_depths, other.site_depths);
    add_all(genotype_depths, other.genotype_depths);
    add_all(genotype_qualities, other.genotype_qualities);
    add_all(balances, other.balances);
}

std::size_t depth_bin(std::int64_t depth) noexcept {
    if (depth < 0)
        return 0;
    return static_cast<std::size_t>(std::min(depth, std::int64_t{deepest} + 1)) + 1;
}

FrequencyBins::FrequencyBins(std::size_t n_samples) noexcept
    : size_{std::max<std::size_t>(101, n_samples + 1)} {
}

void FrequencyBins::assign(
    std::span<const std::int64_t> copies, std::vector<std::uint32_t>& bins) const {
    bins.assign(std::max<std::size_t>(copies.size(), bins.size()), 0);
    std::int64_t all = 0;
    for (const std::int64_t of_allele : copies)
        all += of_allele;
    for (std::size_t allele = 1; allele < copies.size(); ++allele) {
        if (copies[allele] == 1)
            continue;
        if (all == 0) {
            bins[allele] = 1;
            continue;
        }
        // In single precision and cut off, as bcftools does it: the bins are the same then.
        const float frequency =
            std::clamp(static_cast<float>(copies[allele]) / static_cast<float>(all), 0.0F, 1.0F);
        bins[allele] = 1 + static_cast<std::uint32_t>(frequency * static_cast<float>(size_ - 2));
    }
}

double FrequencyBins::value(std::size_t bin) const noexcept {
    return static_cast<double>(bin - 1) / static_cast<double>(size_ - 1);
}

std::uint32_t quality_bin(std::optional<float> quality) noexcept {
    if (!quality || std::isnan(*quality) || *quality < 0)
        return 0;
    const auto tenths = static_cast<double>(*quality * 10.0F);
    const auto value = 1 + static_cast<std::uint32_t>(std::min(tenths, largest_tenths));
    if (value <= exact)
        return value;
    std::uint32_t power = exact;  // the largest power of ten that is not above the value
    std::uint32_t level = 1;
    for (; value / 10 >= power; ++level)
        power *= 10;
    const std::uint32_t step = power / exact * 10;
    return exact + bins_a_level * (level - 1) + (value - power) / step;
}

std::optional<float> quality_value(std::uint32_t bin) noexcept {
    if (bin == 0)
        return std::nullopt;
    std::uint32_t begin = bin;
    if (bin >= exact) {
        const std::uint32_t level = (bin - exact) / bins_a_level + 1;
        std::uint32_t step = 1;
        for (std::uint32_t count = 0; count < level; ++count)
            step *= 10;
        begin = step * (exact / 10) + step * ((bin - exact) % bins_a_level);
    }
    return static_cast<float>(0.1 * (begin - 1));
}

void count_alleles(
    const Site& site,
    std::span<const std::uint32_t> bins,
    std::optional<float> quality,
    SiteCounters& counters,
    SiteEvents& events) {
    count_types(site, counters);
    const std::uint32_t of_quality = quality_bin(quality);
    if (site.has(AlleleType::indel))
        events.qualities.push_back({of_quality, SiteEvents::What::indel});
    for (std::size_t allele = 1; allele < site.n_alleles(); ++allele) {
        if (is_indel(site.kinds[allele])) {
            count_indel(site.lengths[allele], counters);
            events.frequencies.push_back({bins[allele], SiteEvents::What::indel});
        }
        const int ref = site.bases[0];
        const int alt = site.bases[allele];
        if (is_snv(site.kinds[allele]) && ref >= 0 && alt >= 0 && ref != alt)
            count_snv(site, allele, bins[allele], of_quality, counters, events);
    }
}

std::optional<std::uint32_t>
heterozygosity_bin(const SiteGenotypes& genotypes, std::span<const std::uint32_t> bins) noexcept {
    if (genotypes.diploid == 0)
        return std::nullopt;
    const float share =
        static_cast<float>(genotypes.ref_and_alt) / static_cast<float>(genotypes.diploid);
    const auto bin = static_cast<std::uint32_t>(share * 99.0F);
    return bin + (bins.size() > 1 ? 100 * bins[1] : 0);
}

void SiteStats::add(const SiteCounters& more, const SiteEvents& events) {
    counters.add(more);
    by_frequency.resize(bins.size());
    for (const SiteEvents::Frequency& event : events.frequencies) {
        auto& row = by_frequency[event.bin];
        ++row[static_cast<std::size_t>(event.what)];
        if (event.what != SiteEvents::What::indel)
            ++row[static_cast<std::size_t>(SiteEvents::What::snv)];
    }
    for (const SiteEvents::Quality& event : events.qualities) {
        if (event.bin >= by_quality.size())
            by_quality.resize(event.bin + std::size_t{1});
        ++by_quality[event.bin][static_cast<std::size_t>(event.what)];
    }
    if (!events.heterozygosities.empty())
        heterozygosity.resize(100 * bins.size());
    for (const std::uint32_t bin : events.heterozygosities)
        ++heterozygosity[bin];
}

}  // namespace genostrat::qc
