// SPDX-License-Identifier: MIT
#include "report/html_sections.hpp"

#include "core/append_format.hpp"
#include "report/markup.hpp"
#include "report/plot.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <genostrat/report/findings.hpp>
#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

std::string chance(double probability) {
    return percent(probability);
}

std::string absolute_words(const AbsoluteRisk& risk) {
    std::string text = fmt::format(
        "Estimated chance over the next {} years: <strong>{}</strong>",
        risk.horizon_years,
        chance(risk.probability));
    if (risk.low && risk.high)
        text += fmt::format(" ({} to {})", chance(*risk.low), chance(*risk.high));
    if (risk.population)
        text += fmt::format("; people of the same age and sex: {}", chance(*risk.population));
    return text + ".";
}

std::string risk_card(const RiskResult& risk) {
    std::string html;
    const bool is_assessed = risk.level != Level::not_assessed;
    append_format(
        html,
        R"(<article class="card {}"><h3>{}</h3>{}<p>{}</p>)",
        level_name(risk.level),
        capitalised(risk.trait),
        pill(risk.level, is_assessed ? risk.tier : "not assessed"),
        escaped(risk_sentence(risk)));
    if (is_assessed && risk.percentile)
        html += percentile_strip(*risk.percentile, risk.level);
    if (is_assessed && risk.absolute)
        append_format(html, "<p>{}</p>", absolute_words(*risk.absolute));
    if (!risk.advice.empty())
        append_format(html, R"(<p class="advice">{}</p>)", escaped(risk.advice));
    return html + "</article>";
}

/// An element id for a sample, whatever characters its name has.
std::string anchor_of(std::string_view sample) {
    std::string anchor = "findings-";
    for (const char letter : sample)
        fmt::format_to(std::back_inserter(anchor), "{:02x}", static_cast<unsigned char>(letter));
    return anchor;
}

bool stands_on(const RiskResult& risk, const ScoreResult& score) {
    return risk.level == Level::not_assessed &&
           std::ranges::find(risk.score_ids, score.id) != risk.score_ids.end();
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::vector<std::string> summary_notes(const Person& person) {
    std::vector<std::string> notes;
    const auto is_serious = [](const Finding& finding) {
        return significance_of(finding.clinical_significance) <= Significance::likely_pathogenic;
    };
    const auto n_serious =
        static_cast<std::size_t>(std::ranges::count_if(person.findings, is_serious));
    if (n_serious > 0)
        notes.push_back(fmt::format(
            R"(<strong>{}</strong> reported as pathogenic or likely pathogenic: <a href="#{}">see the findings</a>.)",
            counted(n_serious, "variant", "variants"),
            anchor_of(person.sample)));
    const auto n_medicines = static_cast<std::size_t>(
        std::ranges::count_if(person.medicines, [](const MedicineResult& medicine) {
            return medicine.level == Level::raised || medicine.level == Level::high;
        }));
    if (n_medicines > 0)
        notes.push_back(fmt::format(
            "<strong>{}</strong> may change how a medicine is chosen or dosed.",
            counted(n_medicines, "gene", "genes")));
    return notes;
}

std::string match_facts(const MatchQuality& match) {
    if (match.n_variants == 0)
        return {};
    const double found =
        static_cast<double>(match.n_matched) / static_cast<double>(match.n_variants);
    const double share = match.weight_fraction.value_or(found);
    const bool is_poor = share < match.required_fraction;
    std::string html;
    append_format(
        html,
        R"(<div><dt>Variants found</dt><dd>{} of {} ({})</dd></div>)",
        grouped(match.n_matched),
        grouped(match.n_variants),
        percent(found));
    if (match.weight_fraction)
        append_format(
            html,
            "<div><dt>Share of the weight</dt><dd>{}</dd></div>",
            percent(*match.weight_fraction));
    if (match.required_fraction > 0)
        append_format(
            html, "<div><dt>Needed</dt><dd>{}</dd></div>", percent(match.required_fraction));
    append_format(
        html,
        R"(</dl><div class="meter{}" role="img" aria-label="match quality {}"><i style="width:{:.1f}%"></i></div><dl class="facts">)",
        is_poor ? " poor" : "",
        percent(share),
        std::clamp(share, 0.0, 1.0) * 100);
    if (match.n_ambiguous > 0)
        append_format(
            html,
            "<div><dt>Left out, strand unclear</dt><dd>{}</dd></div>",
            grouped(match.n_ambiguous));
    if (match.n_flipped > 0)
        append_format(
            html,
            "<div><dt>Read on the other strand</dt><dd>{}</dd></div>",
            grouped(match.n_flipped));
    if (match.n_missing > 0)
        append_format(
            html, "<div><dt>Without a call</dt><dd>{}</dd></div>", grouped(match.n_missing));
    append_format(
        html,
        "<div><dt>Genome build of the score</dt><dd>{}</dd></div>",
        match.build.empty() ? "unknown" : escaped(match.build));
    return html;
}

std::string reference_words(const Reference& reference) {
    std::string text = reference.description.empty() ? "the reference of the model"
                                                     : escaped(reference.description);
    if (reference.n_people > 0)
        text += fmt::format(" ({} people)", grouped(reference.n_people));
    return text;
}

std::string score_block(const ScoreResult& score) {
    std::string html;
    append_format(
        html,
        R"(<article class="score"><h3>{} <span class="quiet">{}</span></h3><div>)",
        capitalised(score.trait.empty() ? score.id : score.trait),
        score.trait.empty() ? escaped(score.name) : escaped(score.id));
    const std::string plot = distribution_plot(score);
    if (plot.empty())
        html +=
            R"(<p class="quiet">No distribution is shown: there is nothing to compare with.</p>)";
    else
        append_format(
            html,
            R"({}<p class="caption">{} {}.</p>)",
            plot,
            score.reference.sums.size() >= 20 ? "Bars: the scores of"
                                              : "Curve: what is expected in",
            reference_words(score.reference));
    if (!score.not_tiered_because.empty())
        append_format(
            html,
            R"(<p class="warn">Not put into a tier: {}.</p>)",
            escaped(score.not_tiered_because));
    html += R"(</div><div><dl class="facts">)";
    if (score.percentile)
        append_format(
            html, "<div><dt>Place</dt><dd>{}</dd></div>", percentile_words(*score.percentile));
    if (score.z)
        append_format(
            html, "<div><dt>Standard deviations</dt><dd>{}</dd></div>", rounded(*score.z, 3));
    if (score.sum)
        append_format(
            html, "<div><dt>Sum of weights</dt><dd>{}</dd></div>", rounded(*score.sum, 6));
    return html + match_facts(score.match) + "</dl></div></article>";
}

std::string variant_words(const Finding& finding) {
    const auto allele = [](const std::string& bases) {
        return bases.size() <= 16
                   ? escaped(bases)
                   : escaped(bases.substr(0, 12)) + fmt::format("… ({} bases)", bases.size());
    };
    return fmt::format(
        "{}:{} {}&gt;{}",
        escaped(finding.contig),
        grouped(finding.pos + 1),
        allele(finding.ref),
        allele(finding.alt));
}

std::string listed(std::string_view terms) {
    std::string words{terms};
    std::ranges::replace(words, '_', ' ');
    std::string text;
    for (const char letter : words)
        text += letter == '&' ? std::string{", "} : std::string(1, letter);
    return escaped(text);
}

Level level_of(Significance significance) {
    switch (significance) {
    case Significance::pathogenic:
    case Significance::likely_pathogenic:
        return Level::high;
    case Significance::affects_care:
    case Significance::conflicting:
        return Level::raised;
    case Significance::benign:
    case Significance::likely_benign:
        return Level::typical;
    default:
        return Level::not_assessed;
    }
}

/// The change first, its transcript below: `p.Arg204Gln`, `c.611G>A`, `ENST00000300305.7`.
std::string hgvs_cell(const Finding& finding) {
    const auto change = [](std::string_view name) {
        return escaped(name.substr(name.find(':') + 1));  // the whole name where there is no colon
    };
    const std::string_view coding = finding.hgvs_c;
    const std::size_t colon = coding.find(':');
    return fmt::format(
        R"(<td class="code hgvs">{}{}{}<small class="code">{}</small></td>)",
        change(finding.hgvs_p),
        finding.hgvs_p.empty() || finding.hgvs_c.empty() ? "" : "<br>",
        change(coding),
        colon == std::string_view::npos ? std::string{} : escaped(coding.substr(0, colon)));
}

std::string finding_row(const Finding& finding) {
    std::string html;
    append_format(
        html,
        R"(<tr><th scope="row"><span class="gene">{}</span></th>)",
        finding.gene.empty() ? "–" : escaped(finding.gene));
    append_format(
        html,
        R"(<td class="code">{}<small class="code">{}</small></td>)",
        variant_words(finding),
        escaped(finding.id));
    html += hgvs_cell(finding);
    append_format(html, "<td>{}</td>", listed(finding.consequence));
    if (finding.clinical_significance.empty())
        html += R"(<td class="quiet">not listed)";
    else
        append_format(
            html,
            "<td>{}",
            pill(
                level_of(significance_of(finding.clinical_significance)),
                listed(finding.clinical_significance)));
    append_format(html, "<small>{}</small></td>", listed(finding.condition));
    append_format(
        html, "<td>{}</td>", finding.frequency ? percent(*finding.frequency) : "not known");
    append_format(
        html,
        "<td>{}<small class=\"code\">{}</small></td></tr>",
        escaped(copies(finding.genotype)),
        escaped(finding.genotype));
    return html;
}

void add_not_assessed(
    std::string& html, std::string_view what, std::string_view why, std::string_view remedy) {
    append_format(
        html,
        R"(<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>)",
        escaped(what),
        escaped(why),
        escaped(remedy));
}

}  // namespace

std::string summary_section(const Person& person) {
    std::string html = R"(<section class="bare"><h2>Summary</h2>)";
    if (person.risks.empty())
        html += R"(<p class="lead">No risk model was asked for.</p>)";
    html += R"(<div class="cards">)";
    for (const RiskResult& risk : person.risks)
        html += risk_card(risk);
    html += "</div>";
    const std::vector<std::string> notes = summary_notes(person);
    if (!notes.empty()) {
        html += R"(<ul class="notes">)";
        for (const std::string& note : notes)
            append_format(html, "<li>{}</li>", note);
        html += "</ul>";
    }
    return html + "</section>";
}

std::string scores_section(const Person& person) {
    if (person.scores.empty())
        return {};
    const bool has_marks = std::ranges::any_of(
        person.scores, [](const ScoreResult& score) { return score.z.has_value(); });
    std::string html =
        R"(<section><h2>Polygenic scores</h2><p class="lead">Each score adds up the small effects of many variants.)";
    html +=
        has_marks ? " The mark shows this person among the people of the reference.</p>" : "</p>";
    for (const ScoreResult& score : person.scores)
        html += score_block(score);
    return html + "</section>";
}

std::string findings_section(const Person& person) {
    if (person.findings.empty() && person.n_findings_in_all == 0)
        return {};
    std::string html;
    const std::int64_t n_in_all =
        std::max(person.n_findings_in_all, static_cast<std::int64_t>(person.findings.size()));
    append_format(
        html,
        R"(<section id="{}"><h2>Findings</h2><div class="scroll"><table class="stack findings"><caption>{} of {} variants, the most telling first: by clinical significance, then by effect on the protein, then by rarity.</caption>)"
        R"(<thead><tr><th scope="col">Gene</th><th scope="col">Variant</th><th scope="col">HGVS</th><th scope="col">Effect</th><th scope="col">Clinical significance</th><th scope="col">Frequency</th><th scope="col">This person has</th></tr></thead><tbody>)",
        anchor_of(person.sample),
        person.findings.size(),
        grouped(n_in_all));
    for (const Finding& finding : person.findings)
        html += finding_row(finding);
    return html + "</tbody></table></div></section>";
}

std::string medicines_section(const Person& person) {
    if (person.medicines.empty())
        return {};
    std::string html =
        R"(<section><h2>Medicines</h2><div class="scroll"><table class="stack"><caption>What these genes say about medicines, by the guidelines named.</caption><thead><tr><th scope="col">Gene</th><th scope="col">Diplotype</th><th scope="col">Phenotype</th><th scope="col">Medicines</th><th scope="col">Recommendation</th></tr></thead><tbody>)";
    for (const MedicineResult& medicine : person.medicines)
        append_format(
            html,
            R"(<tr><th scope="row"><span class="gene">{}</span></th><td class="code">{}</td><td>{}</td><td>{}</td><td>{}<small>{}</small></td></tr>)",
            escaped(medicine.gene),
            escaped(medicine.diplotype),
            pill(medicine.level, medicine.phenotype),
            escaped(medicine.medicines),
            escaped(medicine.recommendation),
            escaped(medicine.source));
    return html + "</tbody></table></div></section>";
}

std::string not_assessed_section(const Person& person, std::span<const NotAssessed> of_all) {
    std::string rows;
    for (const RiskResult& risk : person.risks)
        if (risk.level == Level::not_assessed)
            add_not_assessed(rows, "Risk of " + risk.trait, risk.not_assessed_because, "");
    for (const ScoreResult& score : person.scores) {
        const bool is_said = std::ranges::any_of(
            person.risks, [&](const RiskResult& risk) { return stands_on(risk, score); });
        if (!score.not_tiered_because.empty() && !is_said)
            add_not_assessed(rows, "Tier of score " + score.id, score.not_tiered_because, "");
    }
    for (const NotAssessed& item : person.not_assessed)
        add_not_assessed(rows, item.what, item.why, item.remedy);
    for (const NotAssessed& item : of_all)
        add_not_assessed(rows, item.what, item.why, item.remedy);
    if (rows.empty())
        return R"(<section><h2>What could not be assessed</h2><p class="lead">Everything that was asked for could be answered.</p></section>)";
    return R"(<section><h2>What could not be assessed</h2><p class="lead">Nothing follows from these: neither a raised nor a lowered risk.</p><div class="scroll"><table class="stack"><thead><tr><th scope="col">What</th><th scope="col">Why</th><th scope="col">What can be done</th></tr></thead><tbody>)" +
           rows + "</tbody></table></div></section>";
}

std::string provenance_section(const Provenance& provenance) {
    std::string html;
    append_format(
        html,
        R"(<section><h2>Provenance</h2><p class="lead">Made by {} {}{}{}.</p>)",
        escaped(provenance.program),
        escaped(provenance.version),
        provenance.created.empty() ? "" : " at ",
        escaped(provenance.created));
    if (!provenance.inputs.empty()) {
        html +=
            R"(<div class="scroll"><table><caption>Input files</caption><thead><tr><th scope="col">Role</th><th scope="col">File</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead><tbody>)";
        for (const InputFile& input : provenance.inputs)
            append_format(
                html,
                R"(<tr><th scope="row">{}</th><td class="code">{}</td><td>{}</td><td class="code">{}</td></tr>)",
                escaped(input.role),
                escaped(input.path),
                input.bytes ? file_size(*input.bytes) : "a stream",
                escaped(input.sha256));
        html += "</tbody></table></div>";
    }
    html += R"(<dl class="facts">)";
    for (const auto& [name, value] : provenance.libraries)
        append_format(html, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value));
    for (const auto& [name, value] : provenance.options)
        append_format(html, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value));
    html += "</dl>";
    if (!provenance.command.empty())
        append_format(html, "<p><code>{}</code></p>", escaped(provenance.command));
    return html + "</section>";
}

}  // namespace genostrat::report
