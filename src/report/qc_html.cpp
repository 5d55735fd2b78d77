// SPDX-License-Identifier: MIT
#include "gc_plot.hpp"
#include "markup.hpp"
#include "style.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/version.hpp>
#include <genostrat/report/qc_html.hpp>
#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

using qc::QcCheck;
using qc::QcVerdicts;
using qc::SampleVerdict;
using qc::Verdict;

constexpr std::array verdicts_worst_first{Verdict::fail, Verdict::warn, Verdict::pass};

std::string pill_of(Verdict verdict) {
    const Level level = verdict == Verdict::pass   ? Level::typical
                        : verdict == Verdict::warn ? Level::raised
                                                   : Level::high;
    return pill(level, qc::to_string(verdict));
}

std::string titled_table(std::string_view caption, std::string_view head, const std::string& rows) {
    return fmt::format(
        "<div class=\"scroll\"><table class=\"stack "
        "checks\"><caption>{}</caption><thead><tr>{}</tr></thead>"
        "<tbody>{}</tbody></table></div>",
        caption,
        head_cells(head),
        rows);
}

std::string note_of_rest(std::size_t n_rows, std::size_t most_rows) {
    return n_rows <= most_rows
               ? ""
               : fmt::format(
                     "<p class=\"quiet\">{} more stand in the tables beside this page.</p>",
                     grouped(static_cast<std::int64_t>(n_rows - most_rows)));
}

std::string counts_of(const QcVerdicts& verdicts) {
    std::string cards;
    for (const Verdict verdict : verdicts_worst_first) {
        const auto n = std::ranges::count(verdicts.samples, verdict, &SampleVerdict::verdict);
        cards += fmt::format(
            "<div class=\"card {}\"><strong>{}</strong> of {} samples<br>{}</div>",
            verdict == Verdict::pass   ? "typical"
            : verdict == Verdict::warn ? "raised"
                                       : "high",
            grouped(n),
            grouped(static_cast<std::int64_t>(verdicts.samples.size())),
            pill_of(verdict));
    }
    return fmt::format(
        "<section><h2>Verdicts</h2><p class=\"lead\">A sample is as good as its worst check.</p>"
        "<div class=\"cards\">{}</div></section>",
        cards);
}

std::string problems_of(const QcVerdicts& verdicts, std::size_t most_rows) {
    std::string rows;
    std::size_t n_rows = 0;
    for (const Verdict verdict : {Verdict::fail, Verdict::warn})
        for (const SampleVerdict& sample : verdicts.samples)
            for (const QcCheck& check : sample.checks)
                if (check.verdict == verdict && n_rows++ < most_rows)
                    rows += fmt::format(
                        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
                        "</tr>",
                        escaped(sample.sample),
                        pill_of(verdict),
                        escaped(check.name),
                        escaped(check.finding),
                        escaped(check.rule));
    if (n_rows == 0)
        return "<section><h2>What needs a look</h2><p>Nothing: every check passes.</p></section>";
    return "<section><h2>What needs a look</h2>" +
           titled_table("Failures first.", "Sample|Verdict|Check|Found|Passes with", rows) +
           note_of_rest(n_rows, most_rows) + "</section>";
}

std::string all_samples(const QcVerdicts& verdicts, std::size_t most_rows) {
    std::string rows;
    for (std::size_t at = 0; at < std::min(most_rows, verdicts.samples.size()); ++at) {
        const SampleVerdict& sample = verdicts.samples[at];
        std::string findings;
        for (const QcCheck& check : sample.checks)
            findings += (findings.empty() ? "" : "; ") + check.finding;
        rows += fmt::format(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            escaped(sample.sample),
            pill_of(sample.verdict),
            findings.empty() ? "no check applies" : escaped(findings));
    }
    return "<section><h2>Samples</h2>" +
           titled_table("In the order of the file.", "Sample|Verdict|Findings", rows) +
           note_of_rest(verdicts.samples.size(), most_rows) + "</section>";
}

/// Each check that was made, with its limit.
std::string limits_of(const QcVerdicts& verdicts) {
    std::vector<std::pair<std::string_view, std::string_view>> rules;
    for (const SampleVerdict& sample : verdicts.samples)
        for (const QcCheck& check : sample.checks)
            if (std::ranges::find(rules, std::string_view{check.name}, [](const auto& rule) {
                    return rule.first;
                }) == rules.end())
                rules.emplace_back(check.name, check.rule);
    if (rules.empty())
        return "";
    std::string rows;
    for (const auto& [name, rule] : rules)
        rows += fmt::format(
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escaped(name), escaped(rule));
    return "<section><h2>Limits</h2>" +
           titled_table("What was checked, and what passes.", "Check|Passes with", rows) +
           "</section>";
}

}  // namespace

std::string qc_html(const QcVerdicts& verdicts, std::size_t most_rows) {
    const std::string name = escaped(std::filesystem::path{verdicts.path}.filename().string());
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>Quality of samples: {0}</title><style>{1}</style></head>\n<body>"
        "<header class=\"page\"><div><h1>Quality of samples</h1><dl><div class=\"fact\"><dt>File"
        "</dt><dd>{0}</dd></div><div class=\"fact\"><dt>Samples</dt><dd>{2}</dd></div></dl></div>"
        "</header><main>\n{3}{4}{7}{5}{8}</main><footer>genostrat qc {6}</footer></body></html>\n",
        name,
        style,
        grouped(static_cast<std::int64_t>(verdicts.samples.size())),
        counts_of(verdicts),
        problems_of(verdicts, most_rows),
        all_samples(verdicts, most_rows),
        version(),
        verdicts.gc_bias ? gc_section(*verdicts.gc_bias) : "",
        limits_of(verdicts));
}

}  // namespace genostrat::report
