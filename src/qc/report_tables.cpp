// SPDX-License-Identifier: MIT
#include "json_text.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

#include <fmt/core.h>

#include <genostrat/qc/histograms.hpp>
#include <genostrat/qc/report.hpp>

namespace genostrat::qc {

namespace {

using detail::Json;

double ratio(std::int64_t one, std::int64_t other) {
    return static_cast<double>(one) / static_cast<double>(other);
}

/// A number of a sample: its column, what it is, its value (NaN or infinite: not known) and how
/// many decimals are worth printing (0: a count).
struct Measure {
    std::string_view column;
    std::string_view title;
    int decimals;
    double (*value)(const SampleReport&);
};

template <auto Member>
double count(const SampleReport& own) {
    return static_cast<double>(own.counts.*Member);
}

constexpr Measure measures[] = {
    {"call_rate",
     "Share of genotypes called",
     6,
     [](const SampleReport& own) { return own.call_rate; }},
    {"missing", "Genotypes missing", 0, count<&SampleCounts::missing>},
    {"ref_hom", "Homozygous for REF", 0, count<&SampleCounts::reference>},
    {"het", "Heterozygous", 0, count<&SampleCounts::heterozygous>},
    {"alt_hom", "Homozygous for ALT", 0, count<&SampleCounts::homozygous>},
    {"het_hom_ratio",
     "Heterozygous / homozygous ALT",
     3,
     [](const SampleReport& own) { return ratio(own.counts.heterozygous, own.counts.homozygous); }},
    {"snv_het", "SNVs, heterozygous", 0, count<&SampleCounts::snv_heterozygous>},
    {"snv_alt_hom", "SNVs, homozygous", 0, count<&SampleCounts::snv_homozygous>},
    {"transitions", "Transitions", 0, count<&SampleCounts::transitions>},
    {"transversions", "Transversions", 0, count<&SampleCounts::transversions>},
    {"ti_tv",
     "Transitions / transversions",
     3,
     [](const SampleReport& own) {
         return ratio(own.counts.transitions, own.counts.transversions);
     }},
    {"indels", "Genotypes with an indel", 0, count<&SampleCounts::indels>},
    {"insertion_het", "Insertions, heterozygous", 0, count<&SampleCounts::insertion_het>},
    {"insertion_hom", "Insertions, homozygous", 0, count<&SampleCounts::insertion_hom>},
    {"deletion_het", "Deletions, heterozygous", 0, count<&SampleCounts::deletion_het>},
    {"deletion_hom", "Deletions, homozygous", 0, count<&SampleCounts::deletion_hom>},
    {"singletons", "Seen in nobody else", 0, count<&SampleCounts::singletons>},
    {"haploid_ref", "Haploid, REF", 0, count<&SampleCounts::haploid_reference>},
    {"haploid_alt", "Haploid, ALT", 0, count<&SampleCounts::haploid_alternate>},
    {"inbreeding", "F, autosomes", 6, [](const SampleReport& own) { return own.inbreeding; }},
    {"mean_depth",
     "Mean depth of genotypes",
     2,
     [](const SampleReport& own) { return own.depths.mean_depth(); }},
    {"mean_gq",
     "Mean genotype quality",
     2,
     [](const SampleReport& own) { return own.depths.mean_quality(); }},
    {"mean_balance",
     "Share of ALT reads in heterozygous SNVs",
     4,
     [](const SampleReport& own) { return own.depths.mean_balance(); }},
    {"skewed_hets",
     "Share of heterozygous SNVs with less than 0.2 of either allele",
     4,
     [](const SampleReport& own) { return ratio(own.depths.n_skewed, own.depths.n_balances); }},
    {"contamination",
     "Share of foreign reads (CHARR)",
     5,
     [](const SampleReport& own) { return own.depths.charr(); }},
    {"x_het",
     "Heterozygous on X",
     0,
     [](const SampleReport& own) { return static_cast<double>(own.sex.x_heterozygous); }},
    {"x_haploid",
     "Haploid on X",
     0,
     [](const SampleReport& own) { return static_cast<double>(own.sex.x_haploid); }},
    {"x_inbreeding", "F of X", 4, [](const SampleReport& own) { return own.sex.x_inbreeding; }},
    {"y_called",
     "Called on Y",
     0,
     [](const SampleReport& own) { return static_cast<double>(own.sex.y_called); }},
};

std::string text_of(const Measure& measure, const SampleReport& own) {
    const double value = measure.value(own);
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, measure.decimals) : ".";
}

Json json_of(const Measure& measure, const SampleReport& own) {
    const double value = measure.value(own);
    if (measure.decimals == 0 && std::isfinite(value))
        return static_cast<std::int64_t>(value);
    return detail::rounded(value, measure.decimals);
}

double opposite_share(const RelatedPair& pair) {
    return ratio(pair.counts.opposite, pair.counts.sites);
}

/// Of each histogram its bins with their counts, in order.
Json histograms_json(const QcReport& report) {
    Json all = Json::object();
    for (const Histogram& histogram : histograms_of(report.sites)) {
        Json bins = Json::array();
        for (const Histogram::Bin& bin : histogram.bins)
            bins.push_back({{"bin", bin.label}, {"count", bin.count}});
        all[std::string{histogram.name}] = {{"title", histogram.title}, {"bins", bins}};
    }
    return all;
}

}  // namespace

std::string samples_table(const QcReport& report) {
    std::string out = "sample\tverdict";
    for (const Measure& measure : measures)
        fmt::format_to(std::back_inserter(out), "\t{}", measure.column);
    out += "\tsex\tdeclared_sex\tproblems\n";
    for (const SampleReport& own : report.samples) {
        fmt::format_to(std::back_inserter(out), "{}\t{}", own.sample, to_string(own.verdict));
        for (const Measure& measure : measures)
            fmt::format_to(std::back_inserter(out), "\t{}", text_of(measure, own));
        std::string problems;
        for (const QcCheck& check : own.checks)
            if (check.verdict != Verdict::pass)
                problems += (problems.empty() ? "" : ",") + check.name;
        fmt::format_to(
            std::back_inserter(out),
            "\t{}\t{}\t{}\n",
            sex_word(own.sex.sex),
            sex_word(own.declared_sex),
            problems.empty() ? "." : problems);
    }
    return out;
}

std::string relatives_table(const QcReport& report) {
    std::string out = "sample_1\tsample_2\tsites\tkinship\tibs0\tinferred\tdeclared\tcontradicts\n";
    for (const RelatedPair& pair : report.relatives)
        fmt::format_to(
            std::back_inserter(out),
            "{}\t{}\t{}\t{:.4f}\t{:.6f}\t{}\t{}\t{}\n",
            report.samples[pair.first].sample,
            report.samples[pair.second].sample,
            pair.counts.sites,
            pair.counts.kinship(),
            opposite_share(pair),
            pair.is_judged ? to_string(pair.inferred) : ".",
            pair.has_declaration ? to_string(pair.declared) : ".",
            contradicts(pair) ? "yes" : "no");
    return out;
}

std::string report_json(const QcReport& report) {
    Json samples = Json::array();
    for (const SampleReport& own : report.samples) {
        Json values;
        for (const Measure& measure : measures)
            values[std::string{measure.column}] = json_of(measure, own);
        samples.push_back(
            {{"sample", own.sample},
             {"verdict", to_string(own.verdict)},
             {"sex", sex_word(own.sex.sex)},
             {"sex_reason", own.sex.reason},
             {"declared_sex", sex_word(own.declared_sex)},
             {"values", values},
             {"checks", detail::checks_json(own.checks)}});
    }
    Json json{
        {"schema_version", "1.0"},
        {"file", report.path},
        {"records", report.n_rows},
        {"samples", samples},
        {"histograms", histograms_json(report)}};
    if (report.has_relatives) {
        // With many samples and few sites chance makes millions of relatives: the table has all.
        constexpr std::size_t most_json_pairs = 20'000;
        Json pairs = Json::array();
        for (const RelatedPair& pair :
             std::span{report.relatives}.first(std::min(report.relatives.size(), most_json_pairs)))
            pairs.push_back(
                {{"samples",
                  {report.samples[pair.first].sample, report.samples[pair.second].sample}},
                 {"sites", pair.counts.sites},
                 {"kinship", detail::rounded(pair.counts.kinship(), 4)},
                 {"inferred", pair.is_judged ? Json(to_string(pair.inferred)) : Json(nullptr)},
                 {"declared",
                  pair.has_declaration ? Json(to_string(pair.declared)) : Json(nullptr)},
                 {"contradicts", contradicts(pair)}});
        json["relatives"] = pairs;
        json["relatives_in_all"] = report.relatives.size();
    }
    return detail::text_of(json);
}

std::string report_multiqc(const QcReport& report) {
    Json headers;
    headers["verdict"] = {{"title", "Verdict"}, {"description", "pass, warn or fail"}};
    for (const Measure& measure : measures)
        headers[std::string{measure.column}] = {
            {"title", measure.column},
            {"description", measure.title},
            {"format", fmt::format("{{:,.{}f}}", measure.decimals)}};
    Json data = Json::object();
    for (const SampleReport& own : report.samples) {
        Json row{{"verdict", to_string(own.verdict)}};
        for (const Measure& measure : measures)
            if (Json value = json_of(measure, own); !value.is_null())
                row[std::string{measure.column}] = std::move(value);
        data[own.sample] = std::move(row);
    }
    const Json json{
        {"id", "genostrat_qc"},
        {"section_name", "genostrat qc"},
        {"description", "Genotypes of each sample"},
        {"plot_type", "table"},
        {"pconfig", {{"id", "genostrat_qc_table"}, {"title", "genostrat qc"}}},
        {"headers", headers},
        {"data", data}};
    return detail::text_of(json);
}

}  // namespace genostrat::qc
