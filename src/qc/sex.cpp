// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include <genostrat/qc/sex.hpp>

namespace genostrat::qc {

namespace {

using cohort::GenomePart;
using cohort::Sex;

constexpr std::int64_t least_x_sites = 10;
constexpr std::int64_t least_alternates = 20;
constexpr std::size_t least_samples_of_sex = 20;

bool has_haploid(const PartCounts& part) {
    return std::ranges::any_of(
        part.samples, [](const SampleCounts& own) { return own.haploid() > 0; });
}

Sex between(double value, double male, double female) noexcept {
    const bool rising = male > female;
    if (rising ? value > male : value < male)
        return Sex::male;
    return (rising ? value < female : value > female) ? Sex::female : Sex::unknown;
}

void decide(const PartCounts& x, std::int64_t n_alternate, SexEstimate& estimate) {
    const auto say = [&estimate](Sex sex, std::string reason) {
        estimate.sex = sex;
        estimate.reason = std::move(reason);
    };
    const std::int64_t called = estimate.x_haploid + estimate.x_diploid;
    if (2 * estimate.x_haploid > called)
        return say(
            Sex::male, fmt::format("{} of {} X genotypes are haploid", estimate.x_haploid, called));
    if (estimate.x_haploid == 0 && estimate.x_diploid >= least_x_sites && has_haploid(x))
        return say(Sex::female, "X genotypes are diploid, those of others haploid");
    if (x.samples.size() >= least_samples_of_sex && x.n_polymorphic >= least_x_sites)
        return say(
            between(estimate.x_inbreeding, 0.8, 0.2),
            fmt::format("F of X is {:.2f}", estimate.x_inbreeding));
    if (n_alternate >= least_alternates)
        return say(
            between(estimate.x_het_share, 0.15, 0.35),
            fmt::format(
                "{:.0f} % of {} X genotypes with an ALT are heterozygous",
                100 * estimate.x_het_share,
                n_alternate));
    say(Sex::unknown, called == 0 ? "no genotype on X" : "too few genotypes on X");
}

}  // namespace

SexEstimate estimate_sex(const VariantQc& qc, std::size_t sample) {
    SexEstimate estimate;
    const PartCounts& x = qc.part(GenomePart::x);
    const PartCounts& y = qc.part(GenomePart::y);
    estimate.x_inbreeding = std::numeric_limits<double>::quiet_NaN();
    estimate.x_het_share = estimate.x_inbreeding;
    if (!y.samples.empty())
        estimate.y_called = y.samples[sample].called();
    std::int64_t n_alternate = 0;
    if (!x.samples.empty()) {
        const SampleCounts& own = x.samples[sample];
        estimate.x_diploid = own.diploid();
        estimate.x_haploid = own.haploid();
        estimate.x_heterozygous = own.heterozygous;
        if (x.samples.size() >= least_samples_of_sex)
            estimate.x_inbreeding = x.inbreeding(sample);
        n_alternate = own.heterozygous + own.homozygous;
        if (n_alternate > 0)
            estimate.x_het_share =
                static_cast<double>(own.heterozygous) / static_cast<double>(n_alternate);
    }
    decide(x, n_alternate, estimate);
    return estimate;
}

DepthSex estimate_sex(const Contigs& contigs, std::span<const std::int64_t> bases) {
    struct Sum {
        double bases{};
        double length{};

        [[nodiscard]] double depth() const noexcept { return bases / length; }
    };

    std::array<Sum, cohort::n_genome_parts> sums{};
    const cohort::GenomeParts genome{contigs};
    for (std::size_t contig = 0; contig < bases.size(); ++contig) {
        const auto id = static_cast<ContigId>(contig);
        Sum& sum = sums[static_cast<std::size_t>(genome.of(id, contigs.name(id)))];
        sum.bases += static_cast<double>(bases[contig]);
        sum.length += static_cast<double>(std::max<std::int64_t>(contigs.length(id), 0));
    }
    const auto depth = [&sums](GenomePart part) {
        return sums[static_cast<std::size_t>(part)].depth();
    };
    DepthSex result;
    result.x_copies = 2 * depth(GenomePart::x) / depth(GenomePart::autosome);
    result.y_copies = 2 * depth(GenomePart::y) / depth(GenomePart::autosome);
    const bool knows = std::isfinite(result.x_copies) && std::isfinite(result.y_copies);
    if (!knows || result.x_copies < 0.5) {
        result.reason = "the reads do not cover autosomes, X and Y";
        return result;
    }
    const bool one_x = result.x_copies < 1.5;
    const bool has_y = result.y_copies > 0.4;
    if (one_x == has_y)
        result.sex = one_x ? Sex::male : Sex::female;
    result.reason =
        fmt::format("{:.2f} copies of X, {:.2f} of Y", result.x_copies, result.y_copies);
    return result;
}

}  // namespace genostrat::qc
