// SPDX-License-Identifier: MIT
#include "markup.hpp"
#include "pgx_advice.hpp"
#include "pgx_page.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include <genostrat/pgx/recommend.hpp>
#include <genostrat/report/pgx_html.hpp>

namespace genostrat::report {
namespace {

using pgx::AlleleIndex;
using pgx::CohortCalls;
using pgx::Diplotype;
using pgx::GeneCall;
using pgx::GeneMeaning;
using pgx::Guideline;
using pgx::GuidelineResult;
using pgx::Message;
using pgx::PhenotypeCall;
using pgx::Sex;

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

std::string paragraphs(std::string_view html) {
    std::string out;
    for (const std::string& paragraph : paragraphs_of(html))
        out += "<p>" + paragraph + "</p>";
    return out;
}

std::string link(const std::string& url, const std::string& text) {
    if (!url.starts_with("https://"))
        return escaped(text);
    return fmt::format(R"(<a href="{}">{}</a>)", escaped(url), escaped(text));
}

/// The beginning of a text, cut between words; entities stay whole.
std::string beginning(const std::string& text, std::size_t length) {
    if (text.size() <= length)
        return text;
    const std::size_t end = text.rfind(' ', length);
    return text.substr(0, end == std::string::npos ? length : end) + " \u2026";
}

std::string remarks(const std::vector<const Message*>& messages) {
    std::string out;
    for (const Message* const message : messages)
        for (const std::string& paragraph : paragraphs_of(message->html))
            out += "<p class=\"remark\">" + paragraph + "</p>";
    return out;
}

const char* words_for(Sex sex) {
    switch (sex) {
    case Sex::male:
        return "male";
    case Sex::female:
        return "female";
    case Sex::unknown:
        break;
    }
    return "sex not known";
}

class SamplePage {
public:
    SamplePage(const CohortCalls& calls, std::size_t sample)
        : calls_(calls), sample_(sample), meanings_(pgx::meanings_of(calls, sample)),
          results_(pgx::recommend(calls.bundle->guidelines, meanings_)),
          drugs_(advice_by_drug(results_)) {}

    [[nodiscard]] std::string run() const {
        return fmt::format(
                   R"(<h2 class="person" id="s{}">{}</h2><p class="quiet">{}{}</p>)",
                   sample_,
                   escaped(calls_.samples[sample_]),
                   words_for(calls_.sexes[sample_]),
                   calls_.options.sexes.empty() && calls_.sexes[sample_] != Sex::unknown
                       ? ", inferred from the genotypes on X"
                       : "") +
               first_section() + gene_section() + gap_section() + drug_section();
    }

private:
    /// What needs a decision: one line for each advice, with all drugs it is given for.
    [[nodiscard]] std::string first_section() const {
        std::string rows;
        for (const AdviceGroup& group : group_advice(drugs_))
            rows += fmt::format(
                R"(<tr><td class="drugs">{}</td><td>{}<p>{}</p></td><td>{}</td><td>{}</td></tr>)",
                escaped(joined(group.drugs)),
                pill_of(group.action),
                beginning(group.text, 170),
                escaped(group.reason),
                escaped(group.source));
        const std::string body =
            rows.empty() ? "<p>No drug of the guidelines read needs a change because of the genes "
                           "that could be called.</p>"
                         : table(
                               "Drug|What the guideline says|Because of|Guideline, strength",
                               rows,
                               "pgx first");
        return "<section><h2>First</h2><p class=\"lead\">Drugs for which a guideline asks for "
               "something else than usual care, most urgent first</p>" +
               not_called() + body + "</section>";
    }

    /// Genes without a call, so that silence about their drugs is not read as all clear.
    [[nodiscard]] std::string not_called() const {
        std::vector<std::string> genes;
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene)
            if (!calls_.results[gene][sample_].call->is_called() &&
                !meanings_[gene].is_outside_call)
                genes.push_back(calls_.bundle->genes[gene].name());
        if (genes.empty())
            return {};
        return fmt::format(
            "<p class=\"warn\">Not called: {}. Nothing is said here about drugs that depend on "
            "{}.</p>",
            escaped(joined(genes)),
            genes.size() == 1 ? "it" : "them");
    }

    [[nodiscard]] std::string gene_section() const {
        std::string rows;
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene) {
            const GeneCall& call = *calls_.results[gene][sample_].call;
            const GeneMeaning& meaning = meanings_[gene];
            if (meaning.is_outside_call)
                rows += gene_row(meaning, joined_diplotypes(meaning), "outside call");
            else if (call.is_called())
                rows += gene_row(meaning, names_of(call), evidence_of(gene, call));
        }
        for (std::size_t gene = calls_.results.size(); gene < meanings_.size(); ++gene)
            rows += gene_row(meanings_[gene], joined_diplotypes(meanings_[gene]), "outside call");
        return "<section><h2>Genes</h2>" +
               table("Gene|Diplotype|Phenotype|Activity score|Rests on", rows) + "</section>";
    }

    [[nodiscard]] static std::string joined_diplotypes(const GeneMeaning& meaning) {
        std::vector<std::string> texts;
        for (const PhenotypeCall& call : meaning.calls)
            texts.push_back(call.diplotype());
        return joined(texts, " or ");
    }

    [[nodiscard]] static std::string names_of(const GeneCall& call) {
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
                phenotypes.insert(call.phenotype == "n/a" ? "not assigned" : call.phenotype);
            if (call.activity_score)
                activities.insert(*call.activity_score);
        }
        const auto text = [](const std::set<std::string>& set) {
            return escaped(joined({set.begin(), set.end()}, " or "));
        };
        return fmt::format(
            "<tr><td class=\"gene\">{}</td><td>{}<small>{}</small></td><td>{}</td><td>{}</td>"
            "<td>{}</td></tr>",
            escaped(meaning.gene),
            escaped(diplotypes),
            escaped(functions_of(meaning)),
            text(phenotypes),
            text(activities),
            evidence);
    }

    /// The functions of a diplotype's alleles where one diplotype is called.
    [[nodiscard]] static std::string functions_of(const GeneMeaning& meaning) {
        if (meaning.calls.size() != 1)
            return {};
        std::string text;
        for (const std::string& function : meaning.calls.front().functions)
            if (!function.empty())
                text += (text.empty() ? "" : " / ") + function;
        return text;
    }

    [[nodiscard]] std::string evidence_of(std::size_t gene, const GeneCall& call) const {
        const std::size_t n_loci = calls_.bundle->genes[gene].model.loci.size();
        std::vector<std::string> parts{
            fmt::format("{} of {} positions", n_loci - call.missing_loci.size(), n_loci)};
        if (call.diplotypes.size() > 1)
            parts.emplace_back("several diplotypes fit");
        if (!call.inferred_loci.empty())
            parts.push_back(fmt::format("{} inferred from blocks", call.inferred_loci.size()));
        if (!call.assumed_loci.empty())
            parts.push_back(fmt::format("{} assumed reference", call.assumed_loci.size()));
        for (const std::string& warning : call.warnings)
            parts.push_back(escaped(warning));
        return joined(parts, "; ") + remarks(pgx::gene_messages(calls_, gene, sample_));
    }

    /// What could not be called, and which alleles a call cannot rule out.
    [[nodiscard]] std::string gap_section() const {
        std::string rows;
        for (std::size_t gene = 0; gene < calls_.results.size(); ++gene) {
            const GeneCall& call = *calls_.results[gene][sample_].call;
            if (meanings_[gene].is_outside_call || (call.is_called() && call.missing_loci.empty()))
                continue;
            const auto& model = calls_.bundle->genes[gene].model;
            std::vector<std::string> alleles;
            for (const auto* set : {&call.uncallable, &call.untold})
                for (const AlleleIndex allele : *set)
                    alleles.push_back(model.allele(allele).name);
            const std::string state = call.is_called() ? "called from the other positions"
                                                       : "not called: " + call.no_call_reason;
            rows += fmt::format(
                "<tr><td class=\"gene\">{}</td><td>{}{}</td><td>{} of {}</td><td>{}</td></tr>",
                escaped(model.definition.gene),
                escaped(state),
                call.is_called() ? std::string{}
                                 : remarks(pgx::gene_messages(calls_, gene, sample_)),
                call.missing_loci.size(),
                model.loci.size(),
                allele_list(alleles));
        }
        const std::string body =
            rows.empty()
                ? "<p>Every gene was called from all of its positions.</p>"
                : "<p class=\"lead\">A missing position is never taken as reference</p>" +
                      table("Gene|State|Positions missing|Alleles that cannot be told", rows);
        return "<section><h2>What could not be called</h2>" + body + "</section>";
    }

    /// Long lists are folded away.
    [[nodiscard]] static std::string allele_list(const std::vector<std::string>& alleles) {
        constexpr std::size_t n_shown = 12;
        if (alleles.size() <= n_shown)
            return escaped(joined(alleles));
        return fmt::format(
            "<details><summary>{} alleles</summary>{}</details>",
            alleles.size(),
            escaped(joined(alleles)));
    }

    [[nodiscard]] std::string drug_section() const {
        std::string rows;
        for (const auto& [name, drug] : drugs_) {
            std::string advice;
            for (const GuidelineResult* const special : drug.special_cases)
                advice += special_text(*special, name);
            const Guideline* last = nullptr;
            for (const Advice& entry : drug.advice) {
                advice += advice_text(entry);
                if (entry.guideline != last)
                    advice += remarks(pgx::drug_messages(calls_, *entry.guideline, name, sample_));
                last = entry.guideline;
            }
            rows += fmt::format(
                "<tr><td class=\"drugs\">{}</td><td>{}</td><td>{}</td></tr>",
                escaped(name),
                pill_of(drug.action),
                advice);
        }
        const std::string body = rows.empty()
                                     ? "<p>No guideline that was read names a called gene.</p>"
                                     : table("Drug|Action|Guidance", rows);
        return "<section><h2>Drug by drug</h2>" + body + "</section>";
    }

    [[nodiscard]] std::string
    special_text(const GuidelineResult& result, const std::string& drug) const {
        std::string reasons;
        for (const auto& match : result.matches)
            reasons += fmt::format("<p class=\"population\">{}</p>", escaped(reason_of(match)));
        const Guideline& guideline = *result.guideline;
        return reasons +
               fmt::format(
                   "<p>The dose is found by the guideline's algorithm from these genes, not from a "
                   "table.</p>{}<p class=\"source\">{}; {}</p>",
                   remarks(pgx::drug_messages(calls_, guideline, drug, sample_)),
                   escaped(guideline.source),
                   link(guideline.url, guideline.name));
    }

    [[nodiscard]] static std::string advice_text(const Advice& advice) {
        const pgx::Recommendation& recommendation = *advice.recommendation;
        std::string implications;
        for (const std::string& implication : recommendation.implications)
            implications += (implications.empty() ? "" : "; ") + implication;
        const bool has_strength =
            !recommendation.classification.empty() && recommendation.classification != "N/A";
        return fmt::format(
            "<p class=\"population\">{}{}{}</p>{}{}<p class=\"source\">{} {}; {}</p>",
            recommendation.population.empty() ? "" : escaped(recommendation.population) + ": ",
            escaped(reason_of(*advice.match)),
            has_strength ? " (" + escaped(recommendation.classification) + ")" : std::string{},
            paragraphs(recommendation.html),
            implications.empty() ? std::string{}
                                 : "<p class=\"quiet\">" + escaped(implications) + "</p>",
            escaped(advice.guideline->source),
            escaped(advice.guideline->version),
            link(advice.guideline->url, advice.guideline->name));
    }

    const CohortCalls& calls_;
    std::size_t sample_;
    std::vector<GeneMeaning> meanings_;
    std::vector<GuidelineResult> results_;
    std::map<std::string, DrugAdvice> drugs_;
};

std::string people_list(const CohortCalls& calls) {
    if (calls.samples.size() < 2)
        return {};
    std::string items;
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample)
        items +=
            fmt::format("<li><a href=\"#s{}\">{}</a></li>", sample, escaped(calls.samples[sample]));
    return "<section><h2>Samples</h2><ul class=\"people\">" + items + "</ul></section>";
}

}  // namespace

std::string pgx_html(const CohortCalls& calls) {
    std::string main = people_list(calls);
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample)
        main += SamplePage{calls, sample}.run();
    return framed(calls, calls.samples.size(), main);
}

std::string pgx_sample_html(const CohortCalls& calls, std::size_t sample) {
    return framed(calls, 1, SamplePage{calls, sample}.run());
}

}  // namespace genostrat::report
