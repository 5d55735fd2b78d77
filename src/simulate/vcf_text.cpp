// SPDX-License-Identifier: MIT
#include "simulate/vcf_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::simulate {

namespace {

std::string start_header(std::span<const ContigLine> contigs) {
    std::string out =
        "##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"All filters passed\">\n"
        "##FILTER=<ID=LowQual,Description=\"Low quality\">\n";
    for (const ContigLine& contig : contigs)
        out += fmt::format(
            "##contig=<ID={},length={},assembly=simulated>\n", contig.name, contig.length);
    return out;
}

void info(
    std::string& out,
    std::string_view id,
    std::string_view number,
    std::string_view type,
    std::string_view description) {
    out += fmt::format(
        "##INFO=<ID={},Number={},Type={},Description=\"{}\">\n", id, number, type, description);
}

void format(
    std::string& out,
    std::string_view id,
    std::string_view number,
    std::string_view type,
    std::string_view description) {
    out += fmt::format(
        "##FORMAT=<ID={},Number={},Type={},Description=\"{}\">\n", id, number, type, description);
}

void counts_info(std::string& out) {
    info(out, "AC", "A", "Integer", "Allele count in genotypes");
    info(out, "AF", "A", "Float", "Allele frequency");
    info(out, "AN", "1", "Integer", "Total number of alleles in called genotypes");
}

void calls_format(std::string& out) {
    format(out, "GT", "1", "String", "Genotype");
    format(out, "AD", "R", "Integer", "Reads of each allele");
    format(out, "DP", "1", "Integer", "Read depth");
    format(out, "GQ", "1", "Integer", "Genotype quality");
}

constexpr std::string_view column_line = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

void append(std::string& out, std::int64_t value) {
    append_number(out, value);
}

/// `value` hundredths as a decimal number.
void append_hundredths(std::string& out, std::int64_t value) {
    if (value < 0)
        out += '-';
    value = value < 0 ? -value : value;
    append(out, value / 100);
    out += '.';
    out += static_cast<char>('0' + value / 10 % 10);
    out += static_cast<char>('0' + value % 10);
}

void append_frequency(std::string& out, std::int64_t count, std::int64_t number) {
    const double frequency =
        number == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(number);
    fmt::format_to(std::back_inserter(out), "{:.6g}", frequency);
}

template <typename Range, typename Append>
void append_list(std::string& out, const Range& range, Append append_one) {
    bool first = true;
    for (const auto& value : range) {
        if (!std::exchange(first, false))
            out += ',';
        append_one(out, value);
    }
}

/// CHROM to ALT and a tab.
void start_row(std::string& out, std::string_view contig, const Site& site) {
    out += contig;
    out += '\t';
    append(out, site.pos + 1);
    out += '\t';
    if (site.rs_number == 0) {
        out += '.';
    } else {
        out += "rs";
        append(out, site.rs_number);
    }
    out += '\t';
    out += site.ref;
    out += '\t';
    append_list(out, site.alts, [](std::string& to, const std::string& alt) { to += alt; });
    out += '\t';
}

void append_genotype(std::string& out, Call call, char separator) {
    if (separator == '/' && call[1] != no_allele && call[1] < call[0])
        std::swap(call[0], call[1]);
    for (std::size_t copy = 0; copy < 2; ++copy) {
        if (call[copy] == no_allele)
            continue;
        if (copy == 1)
            out += separator;
        if (call[copy] == no_call)
            out += '.';
        else
            append(out, call[copy]);
    }
}

bool is_missing(Call call) {
    return call[0] == no_call;
}

/// Reads of each allele for a call at this depth.
std::vector<std::int64_t>
draw_allele_depths(Call call, std::size_t n_alleles, std::int64_t depth, Random& random) {
    std::vector<std::int64_t> depths(n_alleles, 0);
    if (is_missing(call) || depth == 0)
        return depths;
    const auto first = static_cast<std::size_t>(call[0]);
    const auto second = call[1] == no_allele ? first : static_cast<std::size_t>(call[1]);
    if (first == second) {
        depths[first] = depth;
        return depths;
    }
    // Between 0.35 and 0.65 of the reads carry the second allele.
    const std::int64_t of_second = std::max<std::int64_t>(1, depth * random.between(35, 65) / 100);
    depths[first] = depth - of_second;
    depths[second] = of_second;
    return depths;
}

struct Counts {
    std::vector<std::int64_t> alternate{};
    std::int64_t number{};
};

Counts count(std::span<const Call> calls, std::size_t n_alts) {
    Counts counts{.alternate = std::vector<std::int64_t>(n_alts, 0)};
    for (const Call& call : calls) {
        for (const std::int8_t allele : call) {
            if (allele < 0)
                continue;
            ++counts.number;
            if (allele > 0)
                ++counts.alternate[static_cast<std::size_t>(allele) - 1];
        }
    }
    return counts;
}

void append_counts(std::string& out, const Counts& counts) {
    out += "AC=";
    append_list(out, counts.alternate, append);
    out += ";AF=";
    append_list(out, counts.alternate, [&counts](std::string& to, std::int64_t value) {
        append_frequency(to, value, counts.number);
    });
    out += ";AN=";
    append(out, counts.number);
}

struct Measures {
    std::int64_t depth;
    std::int64_t quality;
};

Measures draw_measures(std::uint64_t bits) {
    const auto part = [bits](int shift, std::uint64_t mask) {
        return static_cast<std::int64_t>(bits >> shift & mask);
    };
    // Depth about 35; one genotype in eight is less than certain.
    return {20 + part(0, 15) + part(4, 15), part(8, 7) == 0 ? 20 + part(11, 63) : 99};
}

}  // namespace

std::string
cohort_header(std::span<const ContigLine> contigs, std::span<const std::string> samples) {
    std::string out = start_header(contigs);
    counts_info(out);
    info(out, "DP", "1", "Integer", "Read depth of all samples");
    calls_format(out);
    out += column_line;
    out += "\tFORMAT";
    for (const std::string& sample : samples)
        out += '\t' + sample;
    out += '\n';
    return out;
}

std::string wgs_header(std::span<const ContigLine> contigs, std::string_view sample) {
    std::string out = start_header(contigs);
    counts_info(out);
    info(out, "BaseQRankSum", "1", "Float", "Z-score of base qualities, ALT against REF");
    info(out, "DP", "1", "Integer", "Read depth");
    info(out, "ExcessHet", "1", "Float", "Phred-scaled p-value for excess heterozygosity");
    info(out, "FS", "1", "Float", "Phred-scaled p-value for strand bias");
    info(out, "MLEAC", "A", "Integer", "Maximum likelihood of the allele count");
    info(out, "MLEAF", "A", "Float", "Maximum likelihood of the allele frequency");
    info(out, "MQ", "1", "Float", "Root mean square of mapping qualities");
    info(out, "MQRankSum", "1", "Float", "Z-score of mapping qualities, ALT against REF");
    info(out, "QD", "1", "Float", "Quality by depth");
    info(out, "ReadPosRankSum", "1", "Float", "Z-score of positions in reads, ALT against REF");
    info(out, "SOR", "1", "Float", "Symmetric odds ratio of strand bias");
    calls_format(out);
    format(out, "PL", "G", "Integer", "Phred-scaled likelihoods of genotypes");
    out += column_line;
    out += "\tFORMAT\t";
    out += sample;
    out += '\n';
    return out;
}

std::string known_header(std::span<const ContigLine> contigs) {
    std::string out = start_header(contigs);
    counts_info(out);
    info(out, "CLNSIG", "A", "String", "Clinical significance");
    info(out, "CLNDN", "1", "String", "Condition");
    info(out, "GENEINFO", "1", "String", "Gene");
    out += column_line;
    out += '\n';
    return out;
}

bool append_cohort_row(
    std::string& out,
    std::string_view contig,
    const Site& site,
    std::span<const Call> calls,
    Phasing phasing,
    Random& random) {
    thread_local std::vector<Call> seen;
    thread_local std::vector<Measures> measures;
    seen.assign(calls.begin(), calls.end());
    measures.clear();
    std::int64_t depth = 0;
    for (Call& call : seen) {
        const std::uint64_t bits = random.next();
        measures.push_back(draw_measures(bits));
        if (site.planted < 0 && (bits >> 40 & 511) == 0) {
            call[0] = no_call;
            call[1] = call[1] == no_allele ? no_allele : no_call;
            measures.back() = {static_cast<std::int64_t>(bits & 3), 0};
        }
        depth += measures.back().depth;
    }
    const Counts counts = count(seen, site.alts.size());
    if (std::all_of(counts.alternate.begin(), counts.alternate.end(), [](std::int64_t n) {
            return n == 0;
        }))
        return false;
    start_row(out, contig, site);
    const bool is_low = site.planted < 0 && random.chance(0.02);
    append_hundredths(out, is_low ? random.between(500, 2999) : random.between(3000, 500'000));
    out += is_low ? "\tLowQual\t" : "\tPASS\t";
    append_counts(out, counts);
    out += ";DP=";
    append(out, depth);
    out += phasing == Phasing::phased ? "\tGT:DP:GQ" : "\tGT:AD:DP:GQ";
    for (std::size_t sample = 0; sample < seen.size(); ++sample) {
        out += '\t';
        append_genotype(out, seen[sample], phasing == Phasing::phased ? '|' : '/');
        out += ':';
        if (phasing == Phasing::unphased) {
            const std::size_t n_alleles = site.alts.size() + 1;
            append_list(
                out,
                draw_allele_depths(seen[sample], n_alleles, measures[sample].depth, random),
                append);
            out += ':';
        }
        append(out, measures[sample].depth);
        out += ':';
        append(out, measures[sample].quality);
    }
    out += '\n';
    return true;
}

void append_wgs_row(
    std::string& out, std::string_view contig, const Site& site, Call call, Random& random) {
    const Measures measures = draw_measures(random.next());
    const std::size_t n_alleles = site.alts.size() + 1;
    const Counts counts = count(std::span{&call, 1}, site.alts.size());
    const auto signed_value = [&random] { return random.between(-250, 250); };
    start_row(out, contig, site);
    const bool is_variant = call[0] > 0 || call[1] > 0;
    const bool is_low = site.planted < 0 && random.chance(0.02);
    const std::int64_t quality =
        is_low ? random.between(1000, 2999) : random.between(5000, 200'000);
    if (is_variant)
        append_hundredths(out, quality);
    else
        out += '.';
    out += is_low ? "\tLowQual\t" : "\tPASS\t";
    append_counts(out, counts);
    out += ";BaseQRankSum=";
    append_hundredths(out, signed_value());
    out += ";DP=";
    append(out, measures.depth);
    out += ";ExcessHet=3.01;FS=";
    append_hundredths(out, random.between(0, 900));
    out += ";MLEAC=";
    append_list(out, counts.alternate, append);
    out += ";MLEAF=";
    append_list(out, counts.alternate, [&counts](std::string& to, std::int64_t value) {
        append_frequency(to, value, counts.number);
    });
    out += ";MQ=";
    append_hundredths(out, random.between(5500, 6000));
    out += ";MQRankSum=";
    append_hundredths(out, signed_value());
    out += ";QD=";
    append_hundredths(out, quality / measures.depth);
    out += ";ReadPosRankSum=";
    append_hundredths(out, signed_value());
    out += ";SOR=";
    append_hundredths(out, random.between(30, 300));
    out += "\tGT:AD:DP:GQ:PL\t";
    append_genotype(out, call, '/');
    out += ':';
    append_list(out, draw_allele_depths(call, n_alleles, measures.depth, random), append);
    out += ':';
    append(out, measures.depth);
    out += ':';
    append(out, measures.quality);
    out += ':';
    // Likelihoods fall with the number of alleles by which a genotype differs from the call.
    std::vector<std::int64_t> likelihoods;
    const bool is_haploid = call[1] == no_allele;
    for (std::int64_t second = 0; second < static_cast<std::int64_t>(n_alleles); ++second) {
        for (std::int64_t first = is_haploid ? second : 0; first <= second; ++first) {
            const std::int64_t low = is_haploid ? call[0] : std::min(call[0], call[1]);
            const std::int64_t high = is_haploid ? call[0] : std::max(call[0], call[1]);
            const int n_other = (first != low ? 1 : 0) + (second != high ? 1 : 0);
            likelihoods.push_back(n_other * std::max(measures.quality, measures.depth * 12));
        }
    }
    append_list(out, likelihoods, append);
    out += '\n';
}

void append_known_row(
    std::string& out, std::string_view contig, const Site& site, const KnownFacts& facts) {
    start_row(out, contig, site);
    out += ".\tPASS\t";
    append_counts(out, {.alternate = facts.allele_counts, .number = facts.allele_number});
    if (std::any_of(facts.significance.begin(), facts.significance.end(), [](std::string_view one) {
            return one != ".";
        })) {
        out += ";CLNSIG=";
        append_list(
            out, facts.significance, [](std::string& to, std::string_view one) { to += one; });
    }
    if (facts.condition != ".") {
        out += ";CLNDN=";
        out += facts.condition;
    }
    if (facts.gene != ".") {
        out += ";GENEINFO=";
        out += facts.gene;
    }
    out += '\n';
}

}  // namespace genostrat::simulate
