// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include <genostrat/qc/report.hpp>

namespace genostrat::qc {

namespace {

using cohort::GenomePart;
using cohort::Sex;

/// Fewest samples and sites for which F is judged, and fewest reads' shares for theirs.
constexpr std::size_t least_samples = 50;
constexpr std::int64_t least_sites = 100;
constexpr std::int64_t least_balances = 100;

void check_genotypes(const VariantQc& qc, const QcLimits& limits, SampleReport& own) {
    const bool is_empty = std::isnan(own.call_rate);  // what was not looked at does not pass
    own.checks.push_back(
        {"call_rate",
         is_empty ? Verdict::fail
                  : judge(-own.call_rate, -limits.call_rate_warn, -limits.call_rate_fail),
         is_empty ? "there are no rows to look at"
                  : fmt::format("{:.2f} % of genotypes are called", 100 * own.call_rate),
         fmt::format("{:.0f} % or more", 100 * limits.call_rate_warn)});
    const bool enough = qc.samples.size() >= least_samples &&
                        qc.part(GenomePart::autosome).n_polymorphic >= least_sites;
    if (enough && !std::isnan(own.inbreeding))
        own.checks.push_back(
            {"inbreeding",
             judge(std::fabs(own.inbreeding), limits.inbreeding_warn, limits.inbreeding_fail),
             fmt::format("F is {:.3f}", own.inbreeding),
             fmt::format("between -{0} and {0}", limits.inbreeding_warn)});
}

void check_reads(const QcLimits& limits, SampleReport& own) {
    if (own.depths.n_depths > 0)
        own.checks.push_back(
            {"depth",
             judge(-own.depths.mean_depth(), -limits.depth_warn, -limits.depth_fail),
             fmt::format("mean depth is {:.1f}", own.depths.mean_depth()),
             fmt::format("{} or more", limits.depth_warn)});
    if (own.depths.n_balances >= least_balances)
        own.checks.push_back(
            {"balance",
             judge(
                 std::fabs(own.depths.mean_balance() - 0.5),
                 limits.balance_warn,
                 limits.balance_fail),
             fmt::format(
                 "{:.3f} of the reads at heterozygous SNVs show ALT", own.depths.mean_balance()),
             fmt::format("0.5 within {}", limits.balance_warn)});
    if (own.depths.n_charr >= least_balances)
        own.checks.push_back(contamination_check(own.depths.charr(), "", limits));
}

double call_rate(const VariantQc& qc, std::size_t sample) {
    std::int64_t n_rows = 0;
    std::int64_t called = 0;
    for (std::size_t part = 0; part < qc.parts.size(); ++part) {
        if (static_cast<GenomePart>(part) == GenomePart::y || qc.parts[part].samples.empty())
            continue;
        n_rows += qc.parts[part].n_rows;
        called += qc.parts[part].samples[sample].called();
    }
    return n_rows == 0 ? std::numeric_limits<double>::quiet_NaN()
                       : static_cast<double>(called) / static_cast<double>(n_rows);
}

void check_relatives(QcReport& report) {
    if (!report.has_relatives)
        return;
    const bool has_declarations =
        std::ranges::any_of(report.relatives, &RelatedPair::has_declaration);
    std::vector<std::string> problems(report.samples.size());
    for (const RelatedPair& pair : report.relatives) {
        if (!contradicts(pair))
            continue;
        const auto note = [&](std::size_t sample, std::size_t other) {
            std::string& out = problems[sample];
            out += out.empty() ? "" : "; ";
            out += fmt::format(
                "{}: declared {}, found {}",
                report.samples[other].sample,
                to_string(pair.declared),
                to_string(pair.inferred));
        };
        note(pair.first, pair.second);
        note(pair.second, pair.first);
    }
    for (std::size_t sample = 0; sample < problems.size(); ++sample)
        report.samples[sample].checks.push_back(
            {"relatives",
             problems[sample].empty() ? Verdict::pass : Verdict::fail,
             !problems[sample].empty() ? problems[sample]
             : has_declarations        ? "as declared"
                                       : "no duplicate",
             "no duplicate, and parents, children and siblings as declared"});
}

}  // namespace

std::string_view sex_word(Sex sex) noexcept {
    return sex == Sex::male ? "male" : sex == Sex::female ? "female" : "unknown";
}

QcCheck sex_check(Sex declared, Sex found, std::string_view reason) {
    const bool is_known = found != Sex::unknown;
    return {
        "sex",
        found == declared ? Verdict::pass
        : is_known        ? Verdict::fail
                          : Verdict::warn,
        fmt::format("declared {}, found {}: {}", sex_word(declared), sex_word(found), reason),
        "the declared sex"};
}

QcCheck contamination_check(double share, std::string_view detail, const QcLimits& limits) {
    return {
        "contamination",
        judge(share, limits.contamination_warn, limits.contamination_fail),
        fmt::format("about {:.2f} % of the reads are foreign{}", 100 * share, detail),
        fmt::format("{:g} % or less", 100 * limits.contamination_warn)};
}

QcReport make_report(
    const VariantQc& qc,
    const cohort::SampleTable& people,
    const std::vector<RelatedPair>* relatives,
    const QcLimits& limits) {
    QcReport report;
    report.path = qc.path;
    report.n_rows = qc.sites.counters.rows;
    report.sites = qc.sites.counters;
    report.has_relatives = relatives != nullptr;
    if (relatives != nullptr)
        report.relatives = *relatives;
    const std::vector<SampleCounts> totals = qc.totals();
    for (std::size_t sample = 0; sample < qc.samples.size(); ++sample) {
        SampleReport own;
        own.sample = qc.samples[sample];
        own.counts = totals[sample];
        if (!qc.depths.empty())
            own.depths = qc.depths[sample];
        own.call_rate = call_rate(qc, sample);
        own.inbreeding = qc.part(GenomePart::autosome).inbreeding(sample);
        own.sex = estimate_sex(qc, sample);
        own.declared_sex = people.sex(own.sample);
        check_genotypes(qc, limits, own);
        check_reads(limits, own);
        if (own.declared_sex != Sex::unknown)
            own.checks.push_back(sex_check(own.declared_sex, own.sex.sex, own.sex.reason));
        report.samples.push_back(std::move(own));
    }
    check_relatives(report);
    for (SampleReport& own : report.samples)
        own.verdict = worst(own.checks);
    return report;
}

}  // namespace genostrat::qc
