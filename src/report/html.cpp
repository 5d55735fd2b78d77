// SPDX-License-Identifier: MIT
#include "report/html_sections.hpp"
#include "report/markup.hpp"
#include "report/quality_section.hpp"
#include "report/risk_section.hpp"
#include "report/style.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <genostrat/report/html.hpp>
#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

void add_fact(std::string& html, std::string_view name, std::string_view value) {
    if (!value.empty())
        fmt::format_to(
            std::back_inserter(html),
            R"(<div class="fact"><dt>{}</dt><dd>{}</dd></div>)",
            name,
            escaped(value));
}

std::string page_header(const Document& document) {
    std::string html =
        fmt::format(R"(<header class="page"><div><h1>{}</h1><dl>)", escaped(document.title));
    if (document.people.size() == 1)
        add_fact(html, "Sample", document.people.front().sample);
    else
        add_fact(html, "Samples", grouped(static_cast<std::int64_t>(document.people.size())));
    if (document.people.size() == 1)
        add_fact(html, "Ancestry", document.people.front().ancestry);
    add_fact(
        html,
        "Genome build",
        document.build.empty() && document.n_records > 0 ? "unknown" : document.build);
    if (document.n_records > 0)
        add_fact(html, "Records read", grouped(document.n_records));
    add_fact(html, "Date", std::string_view{document.provenance.created}.substr(0, 10));
    return html + "</dl></div></header>";
}

/// Traits of all people, in the order of their first appearance.
std::vector<std::string_view> traits_of(const Document& document) {
    std::vector<std::string_view> traits;
    for (const Person& person : document.people)
        for (const RiskResult& risk : person.risks)
            if (std::ranges::find(traits, risk.trait) == traits.end())
                traits.emplace_back(risk.trait);
    return traits;
}

std::string tier_cell(const Person& person, std::string_view trait) {
    const auto found = std::ranges::find(person.risks, trait, &RiskResult::trait);
    if (found == person.risks.end())
        return "<td>–</td>";
    const bool is_assessed = found->level != Level::not_assessed;
    return fmt::format(
        "<td>{}</td>", pill(found->level, is_assessed ? found->tier : "not assessed"));
}

/// A table of every person and trait; only for more than one person.
std::string overview(const Document& document, std::size_t n_detailed) {
    if (document.people.size() < 2)
        return {};
    const std::vector<std::string_view> traits = traits_of(document);
    std::string html = fmt::format(
        R"(<section><h2>Overview</h2><div class="scroll"><table><caption>{}</caption><thead><tr><th scope="col">Sample</th>)",
        n_detailed < document.people.size()
            ? fmt::format(
                  "All samples; the first {} follow in detail, the others stand in report.json.",
                  n_detailed)
            : "All samples; the details follow.");
    for (const std::string_view trait : traits)
        html += fmt::format(R"(<th scope="col">{}</th>)", escaped(trait));
    html += "</tr></thead><tbody>";
    for (std::size_t person = 0; person < document.people.size(); ++person) {
        const std::string name = escaped(document.people[person].sample);
        html += person < n_detailed
                    ? fmt::format(
                          R"(<tr><th scope="row"><a href="#person-{}">{}</a></th>)", person, name)
                    : fmt::format(R"(<tr><th scope="row">{}</th>)", name);
        for (const std::string_view trait : traits)
            html += tier_cell(document.people[person], trait);
        html += "</tr>";
    }
    return html + "</tbody></table></div></section>";
}

constexpr std::string_view how_to_read =
    R"(<section><h2>How to read this report</h2><p>A tier compares this person with a reference group; it says nothing certain about one person. Family history, age, habits and measurements often weigh more. A score is less exact in people whose ancestry differs from that of the people it was made from. A variant that is not listed here may still be present: only what the input file covers could be read. For research use; decisions about care need a confirmed test and a qualified person.</p></section>)";

}  // namespace

std::string to_html(const Document& document, const HtmlOptions& options) {
    // The policy makes the promise of the header file hold even for a hostile sample name.
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>{}</title><style>{}</style></head>\n<body>{}<main>\n",
        escaped(
            document.people.size() == 1 ? document.title + ": " + document.people.front().sample
                                        : document.title),
        style,
        page_header(document));
    const std::size_t n_detailed = std::min(options.max_people, document.people.size());
    html += overview(document, n_detailed);
    html += cohort_section(document);
    for (std::size_t at = 0; at < n_detailed; ++at) {
        const Person& person = document.people[at];
        if (document.people.size() > 1)
            html += fmt::format(
                R"(<h2 class="person" id="person-{}">{}</h2>)", at, escaped(person.sample));
        html += summary_section(person) + absolute_section(person) + scores_section(person) +
                findings_section(person) + medicines_section(person) + quality_section(person) +
                not_assessed_section(person, document.not_assessed) + "\n";
    }
    html += coverage_section(document);
    html += how_to_read;
    html += provenance_section(document.provenance);
    html += "</main></body></html>\n";
    return html;
}

}  // namespace genostrat::report
