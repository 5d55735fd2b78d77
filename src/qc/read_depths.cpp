// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include <genostrat/qc/genotype_call.hpp>
#include <genostrat/qc/read_depths.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::qc {

namespace {

double mean(double sum, std::int64_t n) noexcept {
    return n == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(n);
}

bool has_value(std::int32_t value) noexcept {
    return !is_missing(value) && !is_end_of_vector(value);
}

/// Allele depths of one sample.
class AlleleDepths {
public:
    AlleleDepths(const RowDepths& row, std::size_t sample) noexcept
        : values_{row.allele_depths.subspan(sample * row.allele_width, row.allele_width)} {}

    [[nodiscard]] std::int32_t of(std::int32_t allele) const noexcept {
        const auto at = static_cast<std::size_t>(allele);
        return at < values_.size() && has_value(values_[at]) ? values_[at] : -1;
    }

    /// -1 if no allele has a depth.
    [[nodiscard]] std::int64_t sum() const noexcept {
        std::int64_t total = -1;
        for (const std::int32_t value : values_)
            if (has_value(value))
                total = std::max<std::int64_t>(total, 0) + value;
        return total;
    }

private:
    std::span<const std::int32_t> values_;
};

std::int64_t depth_of(const RowDepths& row, std::size_t sample) noexcept {
    if (row.depth_width > 0) {
        const std::int32_t depth = row.depths[sample * row.depth_width];
        return has_value(depth) ? depth : -1;
    }
    return row.allele_width > 0 ? AlleleDepths{row, sample}.sum() : -1;
}

/// The share of reads that show the first of a heterozygote's two alleles, by the indel's length.
void count_indel_balance(
    std::int32_t own,
    std::int32_t other,
    const AlleleDepths& depths,
    const Site& site,
    SiteCounters& counters) {
    if (!is_indel(site.kinds[static_cast<std::size_t>(own)]))
        return;
    const std::int32_t n_own = depths.of(own);
    const std::int32_t n_other = depths.of(other);
    if (n_own < 0 || n_other < 0 || n_own + n_other == 0)
        return;
    constexpr auto longest = static_cast<std::int32_t>(longest_indel);
    const std::int32_t length =
        std::clamp(site.lengths[static_cast<std::size_t>(own)], -longest, longest);
    const auto bin = static_cast<std::size_t>(length + longest);
    ++counters.balanced[bin];
    counters.balance_sum[bin] +=
        double{static_cast<float>(n_own) / static_cast<float>(n_own + n_other)};
}

void count_snv_balance(
    const GenotypeCall& call,
    const AlleleDepths& depths,
    SampleDepths& sample,
    SiteCounters& counters) {
    const std::int32_t ref = depths.of(0);
    const std::int32_t alt = depths.of(call.first);
    if (ref < 0 || alt < 0 || ref + alt < least_balance_depth)
        return;
    const double share = static_cast<double>(alt) / (ref + alt);
    sample.balance_sum += share;
    ++sample.n_balances;
    sample.n_skewed += share < 0.2 || share > 0.8 ? 1 : 0;
    ++counters.balances[static_cast<std::size_t>(std::lround(share * (n_balance_bins - 1)))];
}

void count_charr(
    const AlleleDepths& depths, double ref_frequency, std::int32_t quality, SampleDepths& sample) {
    const std::int32_t ref = depths.of(0);
    const std::int32_t alt = depths.of(1);
    if (ref < 0 || alt < 0 || ref + alt < 10 || ref + alt > 100 || (quality >= 0 && quality < 20))
        return;
    sample.charr_sum += static_cast<double>(ref) / (ref + alt) / ref_frequency;
    ++sample.n_charr;
}

std::int32_t quality_of(const RowDepths& row, std::size_t sample) noexcept {
    if (row.quality_width == 0)
        return -1;
    const std::int32_t quality = row.qualities[sample * row.quality_width];
    return has_value(quality) ? quality : -1;
}

}  // namespace

void SampleDepths::add(const SampleDepths& other) noexcept {
    depth_sum += other.depth_sum;
    n_depths += other.n_depths;
    quality_sum += other.quality_sum;
    n_qualities += other.n_qualities;
    balance_sum += other.balance_sum;
    n_balances += other.n_balances;
    n_skewed += other.n_skewed;
    charr_sum += other.charr_sum;
    n_charr += other.n_charr;
}

double SampleDepths::mean_depth() const noexcept {
    return mean(static_cast<double>(depth_sum), n_depths);
}

double SampleDepths::mean_quality() const noexcept {
    return mean(static_cast<double>(quality_sum), n_qualities);
}

double SampleDepths::mean_balance() const noexcept {
    return mean(balance_sum, n_balances);
}

double SampleDepths::charr() const noexcept {
    return mean(charr_sum, n_charr);
}

void count_depths(
    const RowDepths& row,
    const Genotypes& genotypes,
    const Site& site,
    std::optional<double> ref_frequency,
    std::span<SampleDepths> samples,
    SiteCounters& counters) {
    const bool has_calls = !genotypes.empty() && row.allele_width > 0;
    const auto n_alleles = static_cast<std::int32_t>(site.n_alleles());
    for (std::size_t at = 0; at < samples.size(); ++at) {
        SampleDepths& sample = samples[at];
        if (const std::int64_t depth = depth_of(row, at); depth >= 0) {
            sample.depth_sum += depth;
            ++sample.n_depths;
            ++counters.genotype_depths[depth_bin(depth)];
        }
        const std::int32_t quality = quality_of(row, at);
        if (quality >= 0) {
            sample.quality_sum += quality;
            ++sample.n_qualities;
            constexpr std::int32_t best = n_quality_bins - 1;
            ++counters.genotype_qualities[static_cast<std::size_t>(std::min(quality, best))];
        }
        if (!has_calls)
            continue;
        const GenotypeCall call = genotype_call(genotypes, at);
        if (call.first >= n_alleles || call.second >= n_alleles)
            continue;
        const AlleleDepths depths{row, at};
        if (call.is_heterozygous()) {
            count_indel_balance(call.first, call.second, depths, site, counters);
            count_indel_balance(call.second, call.first, depths, site, counters);
        }
        if (call.type == CallClass::ref_and_alt && call.second == 0 &&
            is_snv(site.kinds[static_cast<std::size_t>(call.first)]))
            count_snv_balance(call, depths, sample, counters);
        if (call.type == CallClass::alternate && ref_frequency)
            count_charr(depths, *ref_frequency, quality, sample);
    }
}

}  // namespace genostrat::qc
