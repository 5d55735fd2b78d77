// SPDX-License-Identifier: MIT
#include <iterator>

#include <fmt/core.h>

#include <genostrat/qc/hardy_weinberg.hpp>
#include <genostrat/qc/plink_tables.hpp>
#include <genostrat/qc/six_digits.hpp>

namespace genostrat::qc {

namespace {

using cohort::GenomePart;

std::string number(double value) {
    std::string text;
    append_six_digits(value, text);
    return text;
}

double share(std::int64_t part, std::int64_t whole) noexcept {
    return static_cast<double>(part) / static_cast<double>(whole);
}

/// Alleles as a list, but for one.
void append_others(
    std::string_view ref,
    std::span<const std::string_view> alts,
    std::size_t left_out,
    std::string& out) {
    bool is_first = true;
    for (std::size_t allele = 0; allele <= alts.size(); ++allele) {
        if (allele == left_out)
            continue;
        if (!is_first)
            out += ',';
        is_first = false;
        out += allele == 0 ? ref : alts[allele - 1];
    }
    if (is_first)
        out += '.';
}

void append_hardy(
    std::string_view place,
    std::string_view ref,
    std::span<const std::string_view> alts,
    const SiteGenotypes& genotypes,
    std::size_t allele,
    std::string& out) {
    const AlleleGenotypes& own = genotypes.alleles[allele];
    const std::int64_t called = genotypes.called();
    const std::int64_t homozygous = own.homozygous + own.haploid;
    const std::int64_t others = called - homozygous - own.heterozygous;
    const double frequency = genotypes.frequency(allele, 2);
    const double expected = called == 0 ? 0 : 2 * frequency * (1 - frequency);  // 0/0 is 0 there
    out += place;
    out += allele == 0 ? ref : alts[allele - 1];
    out += '\t';
    append_others(ref, alts, allele, out);
    fmt::format_to(
        std::back_inserter(out),
        "\t{}\t{}\t{}\t{}\t{}\t{}\n",
        homozygous,
        own.heterozygous,
        others,
        number(share(own.heterozygous, called)),
        number(expected),
        number(hardy_weinberg_p(own.heterozygous, homozygous, others)));
}

}  // namespace

void PlinkRows::add(
    std::string_view contig,
    GenomePart part,
    std::string_view id,
    std::string_view ref,
    std::span<const std::string_view> alts,
    const SiteGenotypes& genotypes) {
    const std::string_view name = part == GenomePart::other ? contig : canonical_contig(contig);
    std::string place{name};
    place += '\t';
    place += id;
    place += '\t';
    const bool is_y = part == GenomePart::y;  // only men count there, and plink2 knows of none
    const std::int64_t n_missing = is_y ? 0 : genotypes.missing;
    const std::int64_t n_samples = is_y ? 0 : genotypes.called() + genotypes.missing;
    fmt::format_to(
        std::back_inserter(missing),
        "{}{}\t{}\t{}\n",
        place,
        n_missing,
        n_samples,
        number(share(n_missing, n_samples)));
    frequency += place;
    frequency += ref;
    frequency += '\t';
    append_others(ref, alts, 0, frequency);
    frequency += '\t';
    for (std::size_t allele = 1; allele <= alts.size(); ++allele) {
        frequency += allele > 1 ? "," : "";
        frequency += is_y ? "nan" : number(genotypes.frequency(allele, 2));
    }
    fmt::format_to(std::back_inserter(frequency), "\t{}\n", is_y ? 0 : 2 * genotypes.called());
    if (part != GenomePart::autosome && part != GenomePart::other)
        return;
    const std::size_t n_rows = alts.size() > 1 ? alts.size() + 1 : 1;
    for (std::size_t allele = 0; allele < n_rows; ++allele)
        append_hardy(place, ref, alts, genotypes, allele, hardy);
}

std::string sample_missing_table(const VariantQc& qc) {
    std::string out = "#IID\tMISSING_CT\tOBS_CT\tF_MISS\n";
    for (std::size_t sample = 0; sample < qc.samples.size(); ++sample) {
        std::int64_t n_rows = 0;
        std::int64_t called = 0;
        for (std::size_t at = 0; at < qc.parts.size(); ++at) {
            const PartCounts& part = qc.parts[at];
            if (static_cast<GenomePart>(at) == GenomePart::y || part.samples.empty())
                continue;
            n_rows += part.n_rows;
            called += part.samples[sample].called();
        }
        fmt::format_to(
            std::back_inserter(out),
            "{}\t{}\t{}\t{}\n",
            qc.samples[sample],
            n_rows - called,
            n_rows,
            number(share(n_rows - called, n_rows)));
    }
    return out;
}

std::string heterozygosity_table(const VariantQc& qc) {
    std::string out = "#IID\tO(HOM)\tE(HOM)\tOBS_CT\tF\n";
    const PartCounts& part = qc.part(GenomePart::autosome);
    for (std::size_t sample = 0; sample < part.samples.size(); ++sample)
        fmt::format_to(
            std::back_inserter(out),
            "{}\t{}\t{}\t{}\t{}\n",
            qc.samples[sample],
            part.observed(sample) - part.samples[sample].heterozygous,
            number(part.expected_homozygous(sample)),
            part.observed(sample),
            number(part.inbreeding(sample)));
    return out;
}

}  // namespace genostrat::qc
