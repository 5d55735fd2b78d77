// SPDX-License-Identifier: MIT
#include "markup.hpp"
#include "style.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include <genostrat/core/version.hpp>
#include <genostrat/pgx/recommend.hpp>
#include <genostrat/report/pgx_html.hpp>
#include <genostrat/report/provenance.hpp>

namespace genostrat::report {
namespace {

using pgx::AlleleIndex;
using pgx::CohortCalls;
using pgx::Diplotype;
using pgx::GeneCall;
using pgx::GeneMeaning;
using pgx::Guideline;
using pgx::GuidelineMatch;
using pgx::GuidelineResult;
using pgx::PhenotypeCall;
using pgx::Recommendation;

constexpr std::string_view own_style = R"(
table.pgx{width:100%;border-collapse:collapse;font-size:15px}
table.pgx th{text-align:left;color:var(--muted);font-weight:600;border-bottom:2px solid var(--line);padding:6px 8px}
table.pgx td{vertical-align:top;border-bottom:1px solid var(--line);padding:8px}
table.pgx td p{margin:0 0 6px}
table.pgx .population{font-weight:650}
table.pgx .source{color:var(--muted);font-size:14px}
.wide{overflow-x:auto}
@media print{body{background:#fff}section{break-inside:avoid;border:0;padding:0}}
)";

/// What a recommendation asks of the prescriber.
enum class Action : std::uint8_t { other_drug, adjust, read, standard };

struct Advice {
    const Guideline* guideline{};
    const GuidelineMatch* match{};
    const Recommendation* recommendation{};
    Action action{};
};

/// Everything said about one drug.
struct DrugAdvice {
    Action action{Action::standard};
    std::vector<Advice> advice{};
    std::vector<const Guideline*> special_cases{};
};

Action action_of(const Recommendation& recommendation) {
    if (recommendation.has_alternate_drug)
        return Action::other_drug;
    if (recommendation.has_dosing_information)
        return Action::adjust;
    return recommendation.has_other_guidance ? Action::read : Action::standard;
}

std::string pill_of(Action action) {
    switch (action) {
    case Action::other_drug:
        return pill(Level::high, "consider another drug");
    case Action::adjust:
        return pill(Level::raised, "dosing advice");
    case Action::read:
        return pill(Level::raised, "read the guidance");
    case Action::standard:
        break;
    }
    return pill(Level::typical, "no change from genes");
}

/// A publisher's HTML as plain paragraphs: no tag of theirs reaches the page.
std::string paragraphs(std::string_view html) {
    std::string out = "<p>";
    bool is_tag = false;
    std::string tag;
    for (const char character : html) {
        if (character == '<') {
            is_tag = true;
            tag.clear();
        } else if (character == '>') {
            if (is_tag && (tag.starts_with("/p") || tag.starts_with("/h") ||
                           tag.starts_with("/li") || tag.starts_with("br")))
                out += "</p><p>";
            is_tag = false;
        } else if (is_tag) {
            tag += character;
        } else {
            out += character;
        }
    }
    out += "</p>";
    for (std::size_t at; (at = out.find("<p></p>")) != std::string::npos;)
        out.erase(at, 7);
    return out;
}

std::string link(const std::string& url, const std::string& text) {
    if (!url.starts_with("https://"))
        return escaped(text);
    return fmt::format(R"(<a href="{}">{}</a>)", escaped(url), escaped(text));
}

std::string joined(const std::vector<std::string>& texts, std::string_view between = ", ") {
    std::string out;
    for (const std::string& text : texts)
        out += (out.empty() ? "" : std::string{between}) + text;
    return out;
}

class SamplePage {
public:
    SamplePage(const CohortCalls& calls, std::size_t sample)
        : calls_(calls), sample_(sample), meanings_(pgx::meanings_of(calls, sample)),
          results_(pgx::recommend(calls.bundle->guidelines, meanings_)) {
        for (const GuidelineResult& result : results_)
            gather(result);
    }

    [[nodiscard]] std::string run() const {
        return fmt::format(R"(<h2 class="person">{}</h2>)", escaped(calls_.samples[sample_])) +
               first_section() + gene_section() + gap_section() + drug_section();
    }

private:
    void gather(const GuidelineResult& result) {
        if (result.is_special_case)
            for (const std::string& drug : result.guideline->drugs) {
                drugs_[drug].special_cases.push_back(result.guideline);
                drugs_[drug].action = std::min(drugs_[drug].action, Action::adjust);
            }
        for (const GuidelineMatch& match : result.matches)
            for (const Recommendation* recommendation : match.recommendations) {
                const auto& named =
                    recommendation->drugs.empty() ? result.guideline->drugs : recommendation->drugs;
                for (const std::string& drug : named) {
                    DrugAdvice& advice = drugs_[drug];
                    const Action action = action_of(*recommendation);
                    advice.action = std::min(advice.action, action);
                    advice.advice.push_back({result.guideline, &match, recommendation, action});
                }
            }
    }

    [[nodiscard]] static std::string genes_of(const DrugAdvice& drug) {
        std::vector<std::string> genes;
        const auto add = [&](const std::string& text) {
            if (std::ranges::find(genes, text) == genes.end())
                genes.push_back(text);
        };
        for (const Advice& advice : drug.advice)
            for (std::size_t gene = 0; gene < advice.match->genes.size(); ++gene)
                add(advice.match->genes[gene] + ": " + advice.match->genotype[gene].phenotype);
        for (const Guideline* guideline : drug.special_cases)
            for (const std::string& gene : guideline->genes)
                add(gene);
        return joined(genes, "; ");
    }

    /// Cards of the drugs that need a decision.
    [[nodiscard]] std::string first_section() const {
        std::string cards;
        for (const Action wanted : {Action::other_drug, Action::adjust, Action::read})
            for (const auto& [name, drug] : drugs_)
                if (drug.action == wanted)
                    cards += fmt::format(
                        R"(<div class="card {}"><h3>{}</h3>{}<p>{}</p></div>)",
                        wanted == Action::other_drug ? "high" : "raised",
                        escaped(name),
                        pill_of(wanted),
                        escaped(genes_of(drug)));
        if (cards.empty())
            cards = "<p>No drug of the guidelines read needs a change because of the genes that "
                    "could be called. Genes without a call are listed below.</p>";
        return "<section><h2>First</h2><p class=\"lead\">Drugs for which a guideline asks for "
               "something else than usual care</p><div class=\"cards\">" +
               cards + "</div></section>";
    }

    [[nodiscard]] std::string gene_section() const {
        std::string rows;
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene) {
            const GeneCall& call = *calls_.results[gene][sample_].call;
            const GeneMeaning& meaning = meanings_[gene];
            if (call.is_called() || meaning.is_outside_call)
                rows += gene_row(meaning, source_of(call, meaning), evidence_of(call));
        }
        for (std::size_t gene = calls_.results.size(); gene < meanings_.size(); ++gene)
            rows += gene_row(meanings_[gene], joined_diplotypes(meanings_[gene]), "outside call");
        return "<section><h2>Genes</h2><div class=\"wide\"><table class=\"pgx\"><thead><tr>"
               "<th>Gene</th><th>Diplotype</th><th>Phenotype</th><th>Activity</th><th>Rests on</th>"
               "</tr></thead><tbody>" +
               rows + "</tbody></table></div></section>";
    }

    [[nodiscard]] static std::string joined_diplotypes(const GeneMeaning& meaning) {
        std::vector<std::string> texts;
        for (const PhenotypeCall& call : meaning.calls)
            texts.push_back(call.diplotype());
        return joined(texts, " or ");
    }

    [[nodiscard]] static std::string source_of(const GeneCall& call, const GeneMeaning& meaning) {
        if (meaning.is_outside_call)
            return joined_diplotypes(meaning);
        if (!call.haplotypes.empty())
            return joined(call.haplotypes, ", ") + " (strands not known)";
        std::vector<std::string> texts;
        for (const Diplotype& diplotype : call.diplotypes)
            texts.push_back(diplotype.text());
        return joined(texts, " or ");
    }

    [[nodiscard]] static std::string gene_row(
        const GeneMeaning& meaning, const std::string& diplotypes, const std::string& evidence) {
        std::set<std::string> phenotypes;
        std::set<std::string> activities;
        for (const PhenotypeCall& call : meaning.calls) {
            if (!call.phenotype.empty())
                phenotypes.insert(call.phenotype);
            if (call.activity_score)
                activities.insert(*call.activity_score);
        }
        const auto text = [](const std::set<std::string>& set) {
            return escaped(joined({set.begin(), set.end()}, " or "));
        };
        return fmt::format(
            "<tr><td><b>{}</b></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(meaning.gene),
            escaped(diplotypes),
            text(phenotypes),
            text(activities),
            evidence);
    }

    [[nodiscard]] std::string evidence_of(const GeneCall& call) const {
        std::vector<std::string> parts;
        if (call.diplotypes.size() == 1 || !call.haplotypes.empty())
            parts.emplace_back("variants");
        else if (call.diplotypes.size() > 1)
            parts.emplace_back("variants, several fit");
        if (!call.missing_loci.empty())
            parts.push_back(fmt::format("{} positions missing", call.missing_loci.size()));
        if (!call.inferred_loci.empty())
            parts.push_back(fmt::format("{} inferred from blocks", call.inferred_loci.size()));
        if (!call.assumed_loci.empty())
            parts.push_back(fmt::format("{} assumed reference", call.assumed_loci.size()));
        for (const std::string& warning : call.warnings)
            parts.push_back(escaped(warning));
        return joined(parts, "; ");
    }

    /// What could not be called, and which alleles a call cannot rule out.
    [[nodiscard]] std::string gap_section() const {
        std::string rows;
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene) {
            const GeneCall& call = *calls_.results[gene][sample_].call;
            if (call.is_called() && call.missing_loci.empty())
                continue;
            const auto& model = calls_.bundle->genes[gene].model;
            std::vector<std::string> alleles;
            for (const auto* set : {&call.uncallable, &call.untold})
                for (const AlleleIndex allele : *set)
                    alleles.push_back(model.allele(allele).name);
            rows += fmt::format(
                "<tr><td><b>{}</b></td><td>{}</td><td>{} of {}</td><td>{}</td></tr>",
                escaped(model.definition.gene),
                escaped(
                    call.is_called() ? std::string{"called from the other positions"}
                                     : "not called: " + call.no_call_reason),
                call.missing_loci.size(),
                model.loci.size(),
                escaped(joined(alleles)));
        }
        if (rows.empty())
            return "<section><h2>What could not be called</h2><p>Every gene was called from all "
                   "of its positions.</p></section>";
        return "<section><h2>What could not be called</h2><p class=\"lead\">A missing position is "
               "never taken as reference</p><div class=\"wide\"><table class=\"pgx\"><thead><tr>"
               "<th>Gene</th><th>State</th><th>Positions missing</th>"
               "<th>Alleles that cannot be told</th></tr></thead><tbody>" +
               rows + "</tbody></table></div></section>";
    }

    [[nodiscard]] std::string drug_section() const {
        std::string rows;
        for (const auto& [name, drug] : drugs_) {
            std::string advice;
            for (const Guideline* guideline : drug.special_cases)
                advice += fmt::format(
                    "<p>The dose is found by the guideline's algorithm from these genes, not from "
                    "a table.</p><p class=\"source\">{}</p>",
                    link(guideline->url, guideline->name));
            for (const Advice& entry : drug.advice)
                advice += advice_text(entry);
            rows += fmt::format(
                "<tr><td><b>{}</b><br>{}</td><td>{}</td></tr>",
                escaped(name),
                pill_of(drug.action),
                advice);
        }
        if (rows.empty())
            rows = "<tr><td>none</td><td>No guideline that was read names a called gene.</td></tr>";
        return "<section><h2>Drug by drug</h2><div class=\"wide\"><table class=\"pgx\"><thead><tr>"
               "<th>Drug</th><th>Guidance</th></tr></thead><tbody>" +
               rows + "</tbody></table></div></section>";
    }

    [[nodiscard]] static std::string advice_text(const Advice& advice) {
        std::vector<std::string> genotype;
        for (std::size_t gene = 0; gene < advice.match->genes.size(); ++gene)
            genotype.push_back(
                advice.match->genes[gene] + " " + advice.match->genotype[gene].diplotype());
        const Recommendation& recommendation = *advice.recommendation;
        return fmt::format(
            "<p class=\"population\">{} ({}): {}</p>{}<p class=\"source\">{} {}; {}</p>",
            escaped(recommendation.population.empty() ? "all patients" : recommendation.population),
            escaped(recommendation.classification),
            escaped(joined(genotype, ", ")),
            paragraphs(recommendation.html),
            escaped(advice.guideline->source),
            escaped(advice.guideline->version),
            link(advice.guideline->url, advice.guideline->name));
    }

    const CohortCalls& calls_;
    std::size_t sample_;
    std::vector<GeneMeaning> meanings_;
    std::vector<GuidelineResult> results_;
    std::map<std::string, DrugAdvice> drugs_{};
};

}  // namespace

std::string pgx_html(const CohortCalls& calls) {
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<title>Pharmacogenomic report</title><style>{}{}</style></head><body>"
        "<header class=\"page\"><div><h1>Pharmacogenomic report</h1><dl>"
        "<div class=\"fact\"><dt>Samples</dt><dd>{}</dd></div>"
        "<div class=\"fact\"><dt>Data</dt><dd>{}</dd></div>"
        "<div class=\"fact\"><dt>Made</dt><dd>{}</dd></div></dl></div></header><main>",
        style,
        own_style,
        calls.samples.size(),
        escaped(calls.bundle->version),
        escaped(report_time()));
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample)
        out += SamplePage{calls, sample}.run();
    out += fmt::format(
        "</main><footer><p>genostrat {}; data {} ({}); input {}. Texts of guidelines are those of "
        "their publishers. Not a medical device: decisions rest with the prescriber.</p></footer>"
        "</body></html>\n",
        version(),
        escaped(calls.bundle->version),
        calls.bundle->digest,
        escaped(calls.input));
    return out;
}

}  // namespace genostrat::report
