// SPDX-License-Identifier: MIT
#include "core/append_format.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/core.h>

#include <genostrat/core/version.hpp>
#include <genostrat/qc/stats_text.hpp>

namespace genostrat::qc {

namespace {

using What = SiteEvents::What;

float ratio(std::int64_t one, std::int64_t other) {
    return other == 0 ? 0.0F : static_cast<float>(one) / static_cast<float>(other);
}

std::int64_t of(const std::array<std::int64_t, 4>& row, What what) {
    return row[static_cast<std::size_t>(what)];
}

bool is_empty(const std::array<std::int64_t, 4>& row) {
    return std::ranges::all_of(row, [](std::int64_t n) { return n == 0; });
}

void print_summary(const VariantQc& qc, std::string& out) {
    const SiteCounters& sites = qc.sites.counters;
    append_format(
        out,
        "# This file was produced by bcftools stats compatible program genostrat qc ({}) and can "
        "be plotted using plot-vcfstats.\n#\n"
        "# Definition of sets:\n# ID\t[2]id\t[3]tab-separated file names\nID\t0\t{}\n"
        "# SN, Summary numbers:\n"
        "#   number of records   .. number of data rows in the VCF\n"
        "#   number of no-ALTs   .. rows whose ALT is \".\" or says the same as REF\n"
        "#   number of SNPs, MNPs, indels, others .. rows with such an allele; a row with several "
        "counts in each\n"
        "#   number of multiallelic sites .. rows with several ALT alleles\n"
        "# SN\t[2]id\t[3]key\t[4]value\n",
        version(),
        qc.path == "-" ? "<STDIN>" : qc.path);
    const auto row = [&out](std::string_view key, std::int64_t value) {
        append_format(out, "SN\t0\t{}:\t{}\n", key, value);
    };
    row("number of samples", static_cast<std::int64_t>(qc.samples.size()));
    row("number of records", sites.rows);
    row("number of no-ALTs", sites.no_alts);
    row("number of SNPs", sites.snvs);
    row("number of MNPs", sites.mnps);
    row("number of indels", sites.indels);
    row("number of others", sites.others);
    row("number of multiallelic sites", sites.multiallelic);
    row("number of multiallelic SNP sites", sites.multiallelic_snvs);
    std::int64_t transitions = 0;
    std::int64_t transversions = 0;
    for (const auto& bin : qc.sites.by_frequency) {
        transitions += of(bin, What::transition);
        transversions += of(bin, What::transversion);
    }
    append_format(
        out,
        "# TSTV, transitions/transversions:\n# TSTV\t[2]id\t[3]ts\t[4]tv\t[5]ts/tv\t[6]ts (1st "
        "ALT)\t[7]tv (1st ALT)\t[8]ts/tv (1st ALT)\n"
        "TSTV\t0\t{}\t{}\t{:.2f}\t{}\t{}\t{:.2f}\n",
        transitions,
        transversions,
        ratio(transitions, transversions),
        sites.first_transitions,
        sites.first_transversions,
        ratio(sites.first_transitions, sites.first_transversions));
}

void print_frequencies(const SiteStats& sites, std::string& out) {
    constexpr std::string_view columns =
        "[4]number of SNPs\t[5]number of transitions\t[6]number of transversions\t[7]number of "
        "indels\t[8]repeat-consistent\t[9]repeat-inconsistent\t[10]not applicable\n";
    const auto row = [&out](const std::array<std::int64_t, 4>& bin) {
        const std::int64_t indels = of(bin, What::indel);
        append_format(
            out,
            "{}\t{}\t{}\t{}\t0\t0\t{}\n",
            of(bin, What::snv),
            of(bin, What::transition),
            of(bin, What::transversion),
            indels,
            indels);
    };
    append_format(
        out, "# SiS, Singleton stats:\n# SiS\t[2]id\t[3]allele count\t{}SiS\t0\t1\t", columns);
    std::vector<std::array<std::int64_t, 4>> bins = sites.by_frequency;
    bins.resize(sites.bins.size());
    row(bins[0]);
    for (std::size_t at = 0; at < bins[0].size(); ++at)
        bins[1][at] += bins[0][at];
    append_format(
        out,
        "# AF, Stats by non-reference allele frequency:\n# AF\t[2]id\t[3]allele frequency\t{}",
        columns);
    for (std::size_t bin = 1; bin < bins.size(); ++bin) {
        if (is_empty(bins[bin]))
            continue;
        append_format(out, "AF\t0\t{:f}\t", sites.bins.value(bin));
        row(bins[bin]);
    }
}

void print_qualities(const SiteStats& sites, std::string& out) {
    out += "# QUAL, Stats by quality\n# QUAL\t[2]id\t[3]Quality\t[4]number of SNPs\t[5]number of "
           "transitions (1st ALT)\t[6]number of transversions (1st ALT)\t[7]number of indels\n";
    for (std::size_t bin = 0; bin < sites.by_quality.size(); ++bin) {
        const auto& row = sites.by_quality[bin];
        if (is_empty(row))
            continue;
        const auto value = quality_value(static_cast<std::uint32_t>(bin));
        append_format(
            out,
            "QUAL\t0\t{}\t{}\t{}\t{}\t{}\n",
            value ? fmt::format("{:.1f}", *value) : ".",
            of(row, What::transition) + of(row, What::transversion),
            of(row, What::transition),
            of(row, What::transversion),
            of(row, What::indel));
    }
}

void print_indels(const SiteCounters& sites, std::string& out) {
    out += "# IDD, InDel distribution:\n# IDD\t[2]id\t[3]length (deletions negative)\t[4]number of "
           "sites\t[5]number of genotypes\t[6]mean VAF\n";
    constexpr auto longest = static_cast<int>(longest_indel);
    for (int length = -longest; length <= longest; ++length) {
        if (length == 0)
            continue;
        const auto index = static_cast<std::size_t>(std::abs(length) - 1);
        const std::int64_t n = length < 0 ? sites.deletions[index] : sites.insertions[index];
        if (n == 0)
            continue;
        const auto bin = static_cast<std::size_t>(length + longest);
        const std::int64_t balanced = sites.balanced[bin];
        append_format(
            out,
            "IDD\t0\t{}\t{}\t{}\t{}\n",
            length,
            n,
            balanced,
            balanced == 0
                ? "."
                : fmt::format("{:.2f}", sites.balance_sum[bin] / static_cast<double>(balanced)));
    }
    out += "# ST, Substitution types:\n# ST\t[2]id\t[3]type\t[4]count\n";
    constexpr std::string_view bases = "ACGT";
    for (std::size_t ref = 0; ref < 4; ++ref)
        for (std::size_t alt = 0; alt < 4; ++alt)
            if (ref != alt)
                append_format(
                    out,
                    "ST\t0\t{}>{}\t{}\n",
                    bases[ref],
                    bases[alt],
                    sites.substitutions[ref * 4 + alt]);
}

std::string depth_name(std::size_t bin) {
    if (bin == 0)
        return "<0";
    return bin + 1 == n_depth_bins ? fmt::format(">{}", deepest) : fmt::format("{}", bin - 1);
}

void print_depths(const SiteCounters& sites, std::string& out) {
    out += "# DP, Depth distribution\n# DP\t[2]id\t[3]bin\t[4]number of genotypes\t[5]fraction of "
           "genotypes (%)\t[6]number of sites\t[7]fraction of sites (%)\n";
    const auto sum = [](const std::array<std::int64_t, n_depth_bins>& bins) {
        std::int64_t total = 0;
        for (const std::int64_t n : bins)
            total += n;
        return total;
    };
    const auto percent = [](std::int64_t n, std::int64_t all) {
        return all == 0 ? 0.0 : static_cast<double>(n) * 100.0 / static_cast<double>(all);
    };
    const std::int64_t genotypes = sum(sites.genotype_depths);
    const std::int64_t rows = sum(sites.site_depths);
    for (std::size_t bin = 0; bin < n_depth_bins; ++bin) {
        if (sites.genotype_depths[bin] == 0 && sites.site_depths[bin] == 0)
            continue;
        append_format(
            out,
            "DP\t0\t{}\t{}\t{:f}\t{}\t{:f}\n",
            depth_name(bin),
            sites.genotype_depths[bin],
            percent(sites.genotype_depths[bin], genotypes),
            sites.site_depths[bin],
            percent(sites.site_depths[bin], rows));
    }
}

void print_samples(const VariantQc& qc, std::string& out) {
    const std::vector<SampleCounts> totals = qc.totals();
    out += "# PSC, Per-sample counts. Note that the ref/het/hom counts include only SNPs, for "
           "indels see PSI. The rest include both SNPs and indels.\n"
           "# PSC\t[2]id\t[3]sample\t[4]nRefHom\t[5]nNonRefHom\t[6]nHets\t[7]nTransitions\t[8]"
           "nTransversions\t[9]nIndels\t[10]average depth\t[11]nSingletons\t[12]nHapRef\t[13]"
           "nHapAlt\t[14]nMissing\n";
    for (std::size_t sample = 0; sample < totals.size(); ++sample) {
        const SampleCounts& own = totals[sample];
        const SampleDepths depths = qc.depths.empty() ? SampleDepths{} : qc.depths[sample];
        append_format(
            out,
            "PSC\t0\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.1f}\t{}\t{}\t{}\t{}\n",
            qc.samples[sample],
            own.reference,
            own.snv_homozygous,
            own.snv_heterozygous,
            own.transitions,
            own.transversions,
            own.indels,
            ratio(depths.depth_sum, depths.n_depths),
            own.singletons,
            own.haploid_reference,
            own.haploid_alternate,
            own.missing);
    }
    out += "# PSI, Per-Sample Indels. Note that alt-het genotypes with both ins and del allele are "
           "counted twice, in both nInsHets and nDelHets.\n"
           "# PSI\t[2]id\t[3]sample\t[4]in-frame\t[5]out-frame\t[6]not applicable\t[7]out/(in+out) "
           "ratio\t[8]nInsHets\t[9]nDelHets\t[10]nInsAltHoms\t[11]nDelAltHoms\n";
    for (std::size_t sample = 0; sample < totals.size(); ++sample)
        append_format(
            out,
            "PSI\t0\t{}\t0\t0\t0\t0.00\t{}\t{}\t{}\t{}\n",
            qc.samples[sample],
            totals[sample].insertion_het,
            totals[sample].deletion_het,
            totals[sample].insertion_hom,
            totals[sample].deletion_hom);
}

/// Quartiles of the share of heterozygotes in the rows of one frequency bin.
void print_quartiles(std::span<const std::uint64_t> shares, std::uint64_t rows, std::string& out) {
    constexpr std::array quartiles{0.25F, 0.5F, 0.75F};
    std::size_t printed = 0;
    std::uint64_t below = 0;
    for (std::size_t share = 0; share < shares.size(); ++share) {
        below += shares[share];
        const float fraction = static_cast<float>(below) / static_cast<float>(rows);
        for (; printed < quartiles.size() && fraction >= quartiles[printed]; ++printed)
            append_format(
                out, "\t{:f}", static_cast<float>(share) / static_cast<float>(shares.size()));
    }
    out += '\n';
}

void print_heterozygosity(const SiteStats& sites, std::string& out) {
    out += "# HWE\n# HWE\t[2]id\t[3]1st ALT allele frequency\t[4]Number of observations\t[5]25th "
           "percentile\t[6]median\t[7]75th percentile\n";
    constexpr std::size_t n_shares = 100;
    const std::size_t n_bins = sites.heterozygosity.size() / n_shares;
    for (std::size_t bin = 1; bin < n_bins; ++bin) {
        std::array<std::uint64_t, n_shares> shares{};
        std::uint64_t rows = 0;
        for (std::size_t share = 0; share < n_shares; ++share) {
            shares[share] = sites.heterozygosity[bin * n_shares + share];
            if (bin == 1)  // singletons count with the lowest frequencies
                shares[share] += sites.heterozygosity[share];
            rows += shares[share];
        }
        if (rows == 0)
            continue;
        append_format(out, "HWE\t0\t{:f}\t{}", sites.bins.value(bin), rows);
        print_quartiles(shares, rows, out);
    }
}

}  // namespace

std::string stats_text(const VariantQc& qc) {
    std::string out;
    print_summary(qc, out);
    print_frequencies(qc.sites, out);
    print_qualities(qc.sites, out);
    print_indels(qc.sites.counters, out);
    print_depths(qc.sites.counters, out);
    if (qc.samples.empty())
        return out;
    print_samples(qc, out);
    print_heterozygosity(qc.sites, out);
    return out;
}

}  // namespace genostrat::qc
