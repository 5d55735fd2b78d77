// SPDX-License-Identifier: MIT
#include "json_text.hpp"

#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include <genostrat/qc/reads_report.hpp>

namespace genostrat::qc {

namespace {

using detail::Json;

double share_of(std::int64_t part, std::int64_t whole) noexcept {
    return static_cast<double>(part) / static_cast<double>(whole);
}

/// Mean percentage of G and C in reads.
double mean_gc(const ReadCounts& counts) noexcept {
    double sum = 0;
    for (std::size_t percent = 0; percent < counts.gc.size(); ++percent)
        sum += static_cast<double>(percent) * static_cast<double>(counts.gc[percent]);
    return sum / static_cast<double>(counts.reads());
}

struct ReadsMeasure {
    std::string_view name{};
    std::string_view meaning{};
    int decimals{};  ///< that MultiQC shows
    double value{};  ///< NaN where it is not known
};

using Measures = std::vector<ReadsMeasure>;

Measures measures_of(const ReadsReport& report) {
    const ReadCounts& counts = report.stats.counts;
    const InsertSize insert = insert_size(report.stats);
    const bool has_pairs = insert.n_main > 0;
    const double nothing = std::nan("");
    const Contamination& foreign = report.contamination;
    return {
        {"reads", "Reads", 0, static_cast<double>(counts.reads())},
        {"mapped",
         "Share of reads mapped",
         4,
         share_of(counts.mapped_and_paired + counts.mapped_single, counts.reads())},
        {"properly_paired",
         "Share of paired reads in proper pairs",
         4,
         share_of(counts.properly_paired, counts.paired)},
        {"duplicates",
         "Share of reads marked as duplicates",
         4,
         share_of(counts.duplicated, counts.reads())},
        {"mapping_quality_0",
         "Share of reads of mapping quality 0",
         4,
         share_of(counts.mapping_quality_0, counts.reads())},
        {"mismatches",
         "Share of bases that differ from the reference (NM)",
         6,
         share_of(counts.mismatches, counts.mapped_bases_cigar)},
        {"mean_length", "Mean length of reads", 1, share_of(counts.bases, counts.reads())},
        {"mean_base_quality",
         "Mean quality of bases",
         1,
         share_of(counts.quality_sum, counts.bases)},
        {"mean_gc", "Mean percentage of G and C in reads", 1, mean_gc(counts)},
        {"at_dropout",
         "Percentage of reads missing in windows of 50 % G and C or less",
         2,
         report.gc_bias ? report.gc_bias->at_dropout() : nothing},
        {"gc_dropout",
         "Percentage of reads missing in windows of 50 % G and C or more",
         2,
         report.gc_bias ? report.gc_bias->gc_dropout() : nothing},
        {"mean_insert_size", "Mean insert size", 1, has_pairs ? insert.mean : nothing},
        {"sd_insert_size",
         "Standard deviation of insert sizes",
         1,
         has_pairs ? insert.deviation : nothing},
        {"x_copies", "Copies of X by depth", 2, report.sex.x_copies},
        {"y_copies", "Copies of Y by depth", 2, report.sex.y_copies},
        {"contamination", "Share of foreign reads", 4, foreign.share},
        {"contamination_low", "Lower end of its 95 % interval", 4, foreign.low},
        {"contamination_high", "Upper end of its 95 % interval", 4, foreign.high},
        {"contamination_sites",
         "Common sites with reads",
         0,
         static_cast<double>(foreign.n_sites)}};
}

void check_reads(const QcLimits& limits, ReadsReport& report) {
    const ReadCounts& counts = report.stats.counts;
    if (counts.reads() == 0) {
        report.checks.push_back(
            {"mapped",
             Verdict::fail,
             "there are no reads",
             fmt::format("{:.0f} % or more", 100 * limits.mapped_warn)});
        return;
    }
    const double mapped = share_of(counts.mapped_and_paired + counts.mapped_single, counts.reads());
    report.checks.push_back(
        {"mapped",
         judge(-mapped, -limits.mapped_warn, -limits.mapped_fail),
         fmt::format("{:.1f} % of the reads are mapped", 100 * mapped),
         fmt::format("{:.0f} % or more", 100 * limits.mapped_warn)});
    const double duplicates = share_of(counts.duplicated, counts.reads());
    report.checks.push_back(
        {"duplicates",
         judge(duplicates, limits.duplicates_warn, limits.duplicates_fail),
         fmt::format("{:.1f} % of the reads are marked as duplicates", 100 * duplicates),
         fmt::format("{:.0f} % or less", 100 * limits.duplicates_warn)});
}

}  // namespace

ReadsReport
make_reads_report(const ReadsQc& qc, const cohort::SampleTable& people, const QcLimits& limits) {
    ReadsReport report;
    report.path = qc.path;
    report.sample = qc.sample;
    report.stats = qc.stats;
    report.sex = estimate_sex(qc.contigs, qc.stats.contig_bases);
    report.contamination = estimate_contamination(qc.sites);
    report.gc_bias = qc.gc_bias;
    report.declared_sex = people.sex(qc.sample);
    check_reads(limits, report);
    constexpr std::int64_t least_sites = 100;
    if (report.contamination.n_sites >= least_sites)
        report.checks.push_back(contamination_check(
            report.contamination.share,
            fmt::format(
                " ({:.2f} to {:.2f} %)",
                100 * report.contamination.low,
                100 * report.contamination.high),
            limits));
    if (report.declared_sex != cohort::Sex::unknown)
        report.checks.push_back(sex_check(report.declared_sex, report.sex.sex, report.sex.reason));
    report.verdict = worst(report.checks);
    return report;
}

std::string reads_table(const ReadsReport& report) {
    std::string out = "measure\tvalue\n";
    fmt::format_to(
        std::back_inserter(out),
        "sample\t{}\nverdict\t{}\nsex\t{}\n",
        report.sample,
        to_string(report.verdict),
        sex_word(report.sex.sex));
    for (const ReadsMeasure& measure : measures_of(report))
        fmt::format_to(
            std::back_inserter(out),
            "{}\t{}\n",
            measure.name,
            std::isfinite(measure.value) ? fmt::format("{:.6g}", measure.value) : ".");
    return out;
}

std::string reads_json(const ReadsReport& report) {
    Json values;
    for (const ReadsMeasure& measure : measures_of(report))
        values[std::string{measure.name}] = detail::rounded(measure.value, 6);
    Json gc = Json::array();
    for (const std::int64_t reads : report.stats.counts.gc)
        gc.push_back(reads);
    Json coverage = Json::array();
    if (report.gc_bias)
        for (std::size_t percent = 0; percent < gc.size(); ++percent)
            coverage.push_back(detail::rounded(report.gc_bias->coverage(percent), 6));
    return detail::text_of(
        {{"schema_version", "1.0"},
         {"file", report.path},
         {"sample", report.sample},
         {"verdict", to_string(report.verdict)},
         {"sex", sex_word(report.sex.sex)},
         {"sex_reason", report.sex.reason},
         {"declared_sex", sex_word(report.declared_sex)},
         {"values", values},
         {"reads_by_gc_percent", gc},
         {"coverage_by_gc_percent", report.gc_bias ? coverage : Json{}},
         {"checks", detail::checks_json(report.checks)}});
}

std::string reads_multiqc(const ReadsReport& report) {
    Json row{{"verdict", to_string(report.verdict)}};
    Json headers{{"verdict", {{"title", "Verdict"}, {"description", "pass, warn or fail"}}}};
    for (const ReadsMeasure& measure : measures_of(report)) {
        Json number = detail::rounded(measure.value, 6);
        if (number.is_null())
            continue;
        row[std::string{measure.name}] = std::move(number);
        headers[std::string{measure.name}] = {
            {"title", measure.name},
            {"description", measure.meaning},
            {"format", fmt::format("{{:,.{}f}}", measure.decimals)}};
    }
    return detail::text_of(
        {{"id", "genostrat_reads"},
         {"section_name", "genostrat qc: reads"},
         {"description", "Reads of each file"},
         {"plot_type", "table"},
         {"pconfig", {{"id", "genostrat_reads_table"}, {"title", "genostrat qc: reads"}}},
         {"headers", headers},
         {"data", {{report.sample, row}}}});
}

}  // namespace genostrat::qc
