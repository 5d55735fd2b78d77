// SPDX-License-Identifier: MIT
#include "pgx_page.hpp"

#include "markup.hpp"
#include "style.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include <genostrat/core/version.hpp>
#include <genostrat/pgx/recommend.hpp>
#include <genostrat/report/provenance.hpp>

namespace genostrat::report {
namespace {

using pgx::CohortCalls;
using pgx::Guideline;

constexpr std::string_view own_style = R"(
table.pgx{width:100%;border-collapse:collapse;font-size:15px}
table.pgx td{padding-right:14px}table.pgx td p{margin:0 0 6px}
table.pgx td.drugs{font-weight:650;min-width:110px}
table.first td:nth-child(2){width:52%}
table.pgx .population{font-weight:650}
table.pgx .source,p.remark{color:var(--muted);font-size:14px}
table.pgx .pill{font-size:13.5px;padding:1px 10px}
p.remark{border-left:3px solid var(--line);padding-left:10px;margin:6px 0}
.wide{overflow-x:auto}ul.people{columns:3;padding-left:18px}
@media print{body{background:#fff}section{break-inside:avoid-page;border:0;padding:0}tr{break-inside:avoid}}
)";

/// `CPIC (CC0 1.0), DPWG (CC BY-SA 4.0 …)`.
std::string licences(const std::vector<Guideline>& guidelines) {
    std::set<std::string> sources;
    for (const Guideline& guideline : guidelines)
        sources.insert(guideline.source);
    std::string text;
    for (const std::string& source : sources) {
        const std::string_view licence = pgx::licence_of(source);
        text += (text.empty() ? "" : ", ") + source;
        if (!licence.empty())
            text += fmt::format(" ({})", licence);
    }
    return text.empty() ? "none" : text;
}

}  // namespace

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
    std::string out;
    for (const std::string& text : texts)
        out += (out.empty() ? "" : std::string{between}) + text;
    return out;
}

std::string table(std::string_view head, const std::string& rows, std::string_view kind) {
    return fmt::format(
        "<div class=\"wide\"><table "
        "class=\"{}\"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
        "</div>",
        kind,
        head_cells(head),
        rows);
}

std::string framed(const CohortCalls& calls, std::size_t n_samples, const std::string& sections) {
    return fmt::format(
               "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\">"
               "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
               "<title>Pharmacogenomic report</title><style>{}{}</style></head><body>"
               "<header class=\"page\"><div><h1>Pharmacogenomic report</h1><dl>"
               "<div class=\"fact\"><dt>Samples</dt><dd>{}</dd></div>"
               "<div class=\"fact\"><dt>Allele definitions</dt><dd>{}</dd></div>"
               "<div class=\"fact\"><dt>Made</dt><dd>{}</dd></div></dl></div></header><main>",
               style,
               own_style,
               n_samples,
               escaped(calls.bundle->version),
               escaped(report_time())) +
           sections +
           fmt::format(
               "</main><footer><p>genostrat {}; data {} ({}); input {}. Guidelines: {}. Their "
               "texts are those of their publishers. Not a medical device: decisions rest with "
               "the prescriber.</p></footer></body></html>\n",
               version(),
               escaped(calls.bundle->version),
               calls.bundle->digest,
               escaped(calls.input),
               escaped(licences(calls.bundle->guidelines)));
}

}  // namespace genostrat::report
