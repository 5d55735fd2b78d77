// SPDX-License-Identifier: MIT
#include <span>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>
#include <genostrat/report/pgx_tables.hpp>

namespace genostrat::report {
namespace {

using pgx::AlleleCode;
using pgx::CallOptions;
using pgx::CohortCalls;
using pgx::Diplotype;
using pgx::Gene;
using pgx::GeneCall;
using pgx::GeneModel;
using pgx::GeneResult;
using pgx::LocusCall;
using pgx::PhenotypeCall;
using pgx::ResultMode;

/// Alternatives with ` | ` between them, empty ones too.
template <typename Range, typename Text>
std::string alternatives(const Range& range, Text text_of) {
    std::string joined;
    bool is_first = true;
    for (const auto& entry : range) {
        if (!is_first)
            joined += " | ";
        is_first = false;
        joined += text_of(entry);
    }
    return joined;
}

std::string_view mode_of(const CallOptions& options) {
    if (options.find_combinations)
        return "combos";
    return options.results == ResultMode::top ? "top" : "all";
}

std::string diplotypes_of(const GeneCall& call) {
    return alternatives(
        call.diplotypes, [](const Diplotype& diplotype) { return diplotype.text(); });
}

std::string meanings_of(const std::vector<PhenotypeCall>& phenotypes) {
    return alternatives(
               phenotypes, [](const PhenotypeCall& meaning) { return meaning.phenotype; }) +
           "\t" +
           alternatives(
               phenotypes,
               [](const PhenotypeCall& meaning) {
                   return meaning.activity_score.value_or("null");
               }) +
           "\t" + alternatives(phenotypes, [](const PhenotypeCall& meaning) {
               std::string keys = meaning.lookup_key;
               for (const std::string& key : meaning.other_keys)
                   keys += "; " + key;
               return keys;
           });
}

void append_row(std::string& out, const CohortCalls& calls, std::size_t gene, std::size_t sample) {
    const GeneCall& call = *calls.results[gene][sample].call;
    const auto& model = calls.bundle->genes[gene].model;
    out += fmt::format(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
        calls.samples[sample],
        model.definition.gene,
        mode_of(calls.options.call),
        call.is_phased,
        call.is_effectively_phased,
        model.loci.size() - call.missing_loci.size(),
        call.missing_loci.size(),
        diplotypes_of(call),
        alternatives(
            call.diplotypes,
            [](const Diplotype& diplotype) { return std::to_string(diplotype.score); }),
        alternatives(call.haplotypes, [](const std::string& name) { return name; }),
        meanings_of(calls.phenotypes_of(gene, sample)));
}

/// Genes that are known by outside calls alone.
void append_outside_rows(std::string& out, const CohortCalls& calls, std::size_t sample) {
    if (sample >= calls.outside.size())
        return;
    for (const auto& [gene, meanings] : calls.outside[sample]) {
        if (calls.bundle->find_gene(gene) != nullptr)
            continue;
        out += fmt::format(
            "{}\t{}\t{}\tfalse\tfalse\t0\t0\t{}\t\t\t{}\n",
            calls.samples[sample],
            gene,
            mode_of(calls.options.call),
            alternatives(
                meanings, [](const PhenotypeCall& meaning) { return meaning.diplotype(); }),
            meanings_of(meanings));
    }
}

/// Counts of one gene in one population.
struct Counts {
    std::map<std::string, std::int64_t> alleles{};
    std::map<std::string, std::int64_t> diplotypes{};
    std::map<std::string, std::int64_t> phenotypes{};
    std::vector<std::vector<std::int64_t>> sites{};  ///< [locus][documented code]
    std::vector<std::int64_t> n_site_alleles{};      ///< [locus] alleles called
    std::int64_t n_alleles{};
    std::int64_t n_samples{};
};

void add_sample(Counts& counts, const GeneResult& result) {
    const GeneCall& call = *result.call;
    ++counts.n_samples;
    const auto& phenotypes = *result.phenotypes;
    bool is_one_phenotype = !phenotypes.empty();
    for (const PhenotypeCall& meaning : phenotypes)
        is_one_phenotype = is_one_phenotype && meaning.phenotype == phenotypes.front().phenotype;
    if (is_one_phenotype && !phenotypes.front().phenotype.empty())
        ++counts.phenotypes[phenotypes.front().phenotype];
    else if (!phenotypes.empty() && phenotypes.size() > 1)
        ++counts.phenotypes["ambiguous"];
    if (call.diplotypes.size() != 1) {
        ++counts.diplotypes
              [call.diplotypes.size() > 1 ? "ambiguous"
               : !call.haplotypes.empty() ? "strands not known"
                                          : "no call"];
        return;
    }
    const Diplotype& diplotype = call.diplotypes.front();
    ++counts.diplotypes[diplotype.text()];
    ++counts.alleles[diplotype.first.text()];
    ++counts.n_alleles;
    if (!diplotype.is_haploid()) {
        ++counts.alleles[diplotype.second.text()];
        ++counts.n_alleles;
    }
}

/// Alleles of each position, whatever named allele they are part of.
void add_sites(Counts& counts, const GeneModel& model, std::span<const LocusCall> calls) {
    counts.sites.resize(calls.size());
    counts.n_site_alleles.resize(calls.size());
    for (std::size_t locus = 0; locus < calls.size(); ++locus) {
        counts.sites[locus].resize(model.loci[locus].n_documented);
        if (calls[locus].is_missing())
            continue;
        for (const AlleleCode code : {calls[locus].first, calls[locus].second}) {
            if (code < 0)
                continue;
            ++counts.n_site_alleles[locus];
            if (static_cast<std::size_t>(code) < counts.sites[locus].size())
                ++counts.sites[locus][static_cast<std::size_t>(code)];
        }
    }
}

/// Alleles that anyone has, in every population: there 0 is a finding as well.
void append_sites(
    std::string& out,
    const GeneModel& model,
    const std::string& population,
    const Counts& counts,
    const Counts& all) {
    for (std::size_t index = 0; index < counts.sites.size(); ++index) {
        const auto& locus = model.definition.loci[index];
        for (std::size_t code = 1; code < counts.sites[index].size(); ++code) {
            const std::int64_t count = counts.sites[index][code];
            if (all.sites[index][code] == 0 || counts.n_site_alleles[index] == 0)
                continue;
            out += fmt::format(
                "{}\t{}\tsite\t{}:{}:{}>{}\t{}\t{}\t",
                model.definition.gene,
                population,
                locus.contig,
                locus.pos0 + 1,
                locus.ref,
                model.loci[index].codes[code],
                count,
                counts.n_site_alleles[index]);
            append_number(
                out,
                static_cast<double>(count) / static_cast<double>(counts.n_site_alleles[index]));
            out += '\n';
        }
    }
}

void append_counts(
    std::string& out,
    const std::string& gene,
    const std::string& population,
    const Counts& counts) {
    const auto append = [&](const char* kind, const auto& names, std::int64_t total) {
        for (const auto& [name, count] : names) {
            out +=
                fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t", gene, population, kind, name, count, total);
            append_number(out, static_cast<double>(count) / static_cast<double>(total));
            out += '\n';
        }
    };
    append("allele", counts.alleles, counts.n_alleles);
    append("diplotype", counts.diplotypes, counts.n_samples);
    append("phenotype", counts.phenotypes, counts.n_samples);
}

}  // namespace

std::string pgx_table(const CohortCalls& calls) {
    std::string out =
        "sample\tgene\tmode\tphased\teffectively_phased\tn_positions\tn_missing\tdiplotypes\t"
        "scores\thaplotypes\tphenotype\tactivity_score\tlookup_keys\n";
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
        for (std::size_t gene = 0; gene < calls.results.size(); ++gene)
            append_row(out, calls, gene, sample);
        append_outside_rows(out, calls, sample);
    }
    return out;
}

std::string pgx_matrix(const CohortCalls& calls) {
    std::string out = "sample";
    for (const Gene& gene : calls.bundle->genes)
        out += "\t" + gene.name();
    out += '\n';
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
        out += calls.samples[sample];
        for (const auto& of_gene : calls.results) {
            const GeneCall& call = *of_gene[sample].call;
            out += '\t';
            out +=
                call.haplotypes.empty()
                    ? diplotypes_of(call)
                    : alternatives(call.haplotypes, [](const std::string& name) { return name; });
        }
        out += '\n';
    }
    return out;
}

std::string
pgx_summary(const CohortCalls& calls, const std::map<std::string, std::string>& populations) {
    std::string out = "gene\tpopulation\tkind\tname\tcount\ttotal\tfrequency\n";
    for (std::size_t gene = 0; gene < calls.results.size(); ++gene) {
        Counts all;
        std::map<std::string, Counts> by_population;
        for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
            const GeneResult& result = calls.results[gene][sample];
            const auto& model = calls.bundle->genes[gene].model;
            add_sample(all, result);
            add_sites(all, model, calls.calls_of(gene, sample));
            const auto found = populations.find(calls.samples[sample]);
            if (found == populations.end())
                continue;
            Counts& own = by_population[found->second];
            add_sample(own, result);
            add_sites(own, model, calls.calls_of(gene, sample));
        }
        const auto& model = calls.bundle->genes[gene].model;
        append_counts(out, model.definition.gene, "all", all);
        append_sites(out, model, "all", all, all);
        for (const auto& [population, counts] : by_population) {
            append_counts(out, model.definition.gene, population, counts);
            append_sites(out, model, population, counts, all);
        }
    }
    return out;
}

}  // namespace genostrat::report
