// SPDX-License-Identifier: MIT
#include "markup.hpp"
#include "pgx_advice.hpp"
#include "pgx_page.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

#include <genostrat/pgx/recommend.hpp>
#include <genostrat/report/pgx_cohort_html.hpp>

namespace genostrat::report {
namespace {

using pgx::CohortCalls;
using pgx::GeneMeaning;
using pgx::PhenotypeCall;

constexpr std::size_t n_actions = 4;

/// How many samples have what, for each drug and gene.
struct CohortCounts {
    std::map<std::string, std::array<std::size_t, n_actions>> drugs{};
    std::map<std::string, std::map<std::string, std::size_t>> phenotypes{};
    std::map<std::string, std::size_t> not_called{};
    std::vector<std::size_t> n_concerned{};  ///< [sample] drugs that need a decision
};

/// What a gene means for a sample in one text.
std::string phenotype_of(const GeneMeaning& meaning) {
    if (meaning.calls.empty())
        return "no phenotype";
    const std::string& first = meaning.calls.front().phenotype;
    if (!std::ranges::all_of(
            meaning.calls, [&](const PhenotypeCall& call) { return call.phenotype == first; }))
        return "several possible";
    return first.empty() || first == "n/a" ? "not assigned" : first;
}

CohortCounts count(const CohortCalls& calls) {
    CohortCounts counts;
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
        const auto meanings = pgx::meanings_of(calls, sample);
        for (std::size_t gene = 0; gene < meanings.size(); ++gene) {
            const GeneMeaning& meaning = meanings[gene];
            if (gene < calls.results.size() && !meaning.is_outside_call &&
                !calls.results[gene][sample].call->is_called())
                ++counts.not_called[meaning.gene];
            else
                ++counts.phenotypes[meaning.gene][phenotype_of(meaning)];
        }
        const auto results = pgx::recommend(calls.bundle->guidelines, meanings);
        std::size_t n_concerned = 0;
        for (const auto& [name, drug] : advice_by_drug(results)) {
            ++counts.drugs[name].at(static_cast<std::size_t>(drug.action));
            n_concerned += drug.action == Action::standard ? 0 : 1;
        }
        counts.n_concerned.push_back(n_concerned);
    }
    return counts;
}

/// `412 (12.9 %)`, or nothing for none.
std::string share(std::size_t count, std::size_t total) {
    if (count == 0)
        return {};
    return fmt::format(
        "{} ({:.1f}&nbsp;%)",
        count,
        100.0 * static_cast<double>(count) / static_cast<double>(total));
}

/// Drugs in order of the samples that need something else than usual care.
std::string drug_section(const CohortCounts& counts, std::size_t n_samples) {
    std::vector<std::pair<std::string, std::array<std::size_t, n_actions>>> drugs(
        counts.drugs.begin(), counts.drugs.end());
    const auto n_concerned = [](const auto& drug) {
        return drug.second[0] + drug.second[1] + drug.second[2];
    };
    std::ranges::stable_sort(drugs, std::ranges::greater{}, n_concerned);
    std::string rows;
    for (const auto& [name, actions] : drugs)
        rows += fmt::format(
            "<tr><td class=\"drugs\">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(name),
            share(actions[0], n_samples),
            share(actions[1], n_samples),
            share(actions[2], n_samples),
            share(actions[3], n_samples));
    const std::string body =
        rows.empty() ? "<p>No guideline that was read names a called gene.</p>"
                     : table(
                           "Drug|Consider another drug|Dosing advice|Read the guidance|No change "
                           "from genes",
                           rows);
    return "<section><h2>Drugs</h2><p class=\"lead\">How many samples the guidelines ask something "
           "of; a sample without a call of the genes counts nowhere</p>" +
           body + "</section>";
}

std::string gene_section(const CohortCounts& counts, std::size_t n_samples) {
    std::map<std::string, std::string> rows;
    for (const auto& [gene, phenotypes] : counts.phenotypes) {
        std::vector<std::pair<std::string, std::size_t>> sorted(
            phenotypes.begin(), phenotypes.end());
        std::ranges::stable_sort(
            sorted, std::ranges::greater{}, &std::pair<std::string, std::size_t>::second);
        for (const auto& [phenotype, n] : sorted)
            rows[gene] += fmt::format("<p>{}: {}</p>", escaped(phenotype), share(n, n_samples));
    }
    std::string body;
    const auto add = [&](const std::string& gene, const std::string& phenotypes) {
        const auto missing = counts.not_called.find(gene);
        body += fmt::format(
            "<tr><td class=\"gene\">{}</td><td>{}</td><td>{}</td></tr>",
            escaped(gene),
            phenotypes,
            missing == counts.not_called.end() ? std::string{} : share(missing->second, n_samples));
    };
    for (const auto& [gene, n] : counts.not_called)
        rows.try_emplace(gene);
    for (const auto& [gene, phenotypes] : rows)
        add(gene, phenotypes);
    return "<section><h2>Genes</h2>" + table("Gene|Phenotype: samples|Not called", body) +
           "</section>";
}

std::string sample_section(
    const CohortCalls& calls, const CohortCounts& counts, const std::vector<std::string>& pages) {
    if (pages.empty())
        return fmt::format(
            "<section><h2>Samples</h2><p>This page is of the whole cohort of {} samples: it has no "
            "advice for a single one. Pages of single samples are written with <code>--pages "
            "FOLDER</code>, or choose some with <code>--samples</code>.</p></section>",
            calls.samples.size());
    std::string items;
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample)
        items += fmt::format(
            "<li><a href=\"{}\">{}</a> ({})</li>",
            escaped(pages[sample]),
            escaped(calls.samples[sample]),
            counts.n_concerned[sample]);
    return "<section><h2>Samples</h2><p class=\"lead\">A page each, and in brackets the drugs that "
           "need a decision</p><ul class=\"people\">" +
           items + "</ul></section>";
}

}  // namespace

std::string pgx_cohort_html(const CohortCalls& calls, const std::vector<std::string>& pages) {
    const CohortCounts counts = count(calls);
    const std::size_t n_samples = calls.samples.size();
    const std::string samples = sample_section(calls, counts, pages);
    return framed(
        calls,
        n_samples,
        (pages.empty() ? samples : std::string{}) + drug_section(counts, n_samples) +
            gene_section(counts, n_samples) + (pages.empty() ? std::string{} : samples));
}

}  // namespace genostrat::report
