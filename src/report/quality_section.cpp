// SPDX-License-Identifier: MIT
#include "report/quality_section.hpp"

#include "report/markup.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

constexpr std::size_t most_genes = 50;
constexpr std::size_t most_positions = 200;

std::string note_of_callable_rest(std::size_t n_rows, std::size_t most) {
    return n_rows <= most
               ? std::string{}
               : fmt::format(
                     "<p class=\"quiet\">{} more stand in the tables of genostrat callable.</p>",
                     grouped(static_cast<std::int64_t>(n_rows - most)));
}

std::string genes_table(const Coverage& coverage) {
    if (coverage.genes.empty())
        return {};
    std::string html =
        R"(<div class="scroll"><table class="stack"><caption>The least covered first.</caption><thead><tr><th scope="col">Gene or group</th><th scope="col">Bases</th><th scope="col">Callable</th></tr></thead><tbody>)";
    for (std::size_t at = 0; at < std::min(coverage.genes.size(), most_genes); ++at)
        html += fmt::format(
            R"(<tr><th scope="row"><span class="gene">{}</span></th><td>{}</td><td>{:.2f} %</td></tr>)",
            escaped(coverage.genes[at].name),
            grouped(coverage.genes[at].length_bp),
            coverage.genes[at].percent_callable);
    return html + "</tbody></table></div>" +
           note_of_callable_rest(coverage.genes.size(), most_genes);
}

std::string missed_table(const Coverage& coverage) {
    if (!coverage.n_clinical)
        return {};
    std::string html = fmt::format(
        R"(<h3>Clinically relevant positions not assessed</h3><p>{} of {} known pathogenic variants could not have been seen here.</p>)",
        grouped(static_cast<std::int64_t>(coverage.missed.size())),
        grouped(*coverage.n_clinical));
    if (coverage.missed.empty())
        return html;
    html +=
        R"(<div class="scroll"><table class="stack"><thead><tr><th scope="col">Gene</th><th scope="col">Variant</th><th scope="col">HGVS</th><th scope="col">Significance</th><th scope="col">Why</th></tr></thead><tbody>)";
    for (std::size_t at = 0; at < std::min(coverage.missed.size(), most_positions); ++at) {
        const MissedPosition& missed = coverage.missed[at];
        html += fmt::format(
            R"(<tr><th scope="row"><span class="gene">{}</span></th><td class="code">{}:{} {}&gt;{}</td><td class="code">{}</td><td>{}</td><td>{}</td></tr>)",
            escaped(missed.gene),
            escaped(missed.contig),
            missed.pos + 1,
            escaped(missed.ref),
            escaped(missed.alt),
            escaped(missed.hgvs),
            escaped(missed.significance),
            escaped(missed.state));
    }
    return html + "</tbody></table></div>" +
           note_of_callable_rest(coverage.missed.size(), most_positions);
}

}  // namespace

std::string quality_section(const Person& person) {
    if (person.quality.empty())
        return {};
    std::string html =
        R"(<section><h2>Quality of the sample</h2><div class="scroll"><table class="stack"><thead><tr><th scope="col">Check</th><th scope="col">Verdict</th><th scope="col">Found</th><th scope="col">Passes</th></tr></thead><tbody>)";
    for (const QualityCheck& check : person.quality)
        html += fmt::format(
            R"(<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>)",
            escaped(check.name),
            pill(check.level, check.verdict),
            escaped(check.finding),
            escaped(check.rule));
    return html + "</tbody></table></div></section>";
}

std::string coverage_section(const Document& document) {
    if (!document.coverage)
        return {};
    const Coverage& coverage = *document.coverage;
    return fmt::format(
               R"(<section><h2>What could have been seen</h2><p class="lead">A variant could have been seen at {:.2f} % of the bases asked for ({} reads or more).</p>)",
               coverage.percent_callable,
               coverage.min_depth) +
           genes_table(coverage) + missed_table(coverage) + "</section>";
}

}  // namespace genostrat::report
