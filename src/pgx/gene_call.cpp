// SPDX-License-Identifier: MIT
#include "strand_names.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {
namespace {

using namespace std::string_view_literals;

/// Alleles of UGT1A1 such as `*80+*28` are combinations already.
AlleleSet combination_exclusions(const GeneModel& model) {
    AlleleSet excluded;
    if (model.definition.gene != "UGT1A1")
        return excluded;
    for (const AlleleIndex allele : model.by_name)
        if (model.allele(allele).name.find('+') != std::string::npos)
            excluded.insert(allele);
    return excluded;
}

void describe_loci(const GeneModel& model, std::span<const LocusCall> calls, GeneCall& call) {
    AlleleSet known;
    AlleleSet touched;
    for (std::size_t index = 0; index < calls.size(); ++index) {
        const auto locus = static_cast<LocusIndex>(index);
        if (calls[index].is_missing()) {
            call.missing_loci.push_back(locus);
            touched |= model.loci[index].defined;
            continue;
        }
        known |= model.loci[index].defined;
        if (calls[index].evidence == Evidence::inferred)
            call.inferred_loci.push_back(locus);
        if (calls[index].evidence == Evidence::assumed)
            call.assumed_loci.push_back(locus);
    }
    for (const AlleleIndex allele : model.by_name) {
        if (allele == model.reference)
            continue;
        if (!known.contains(allele))
            call.uncallable.push_back(allele);
        else if (touched.contains(allele))
            call.untold.push_back(allele);
    }
}

void call_plain(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const PhasedSample& sample,
    GeneCall& call) {
    for (const AllelePair& pair : match_pairs(model, calls, sample)) {
        if (pair.second == no_named_allele)
            call.diplotypes.push_back(
                {.first = name_of(model, pair.first), .second = {}, .score = pair.score});
        else
            call.diplotypes.push_back(make_diplotype(
                name_of(model, pair.first), name_of(model, pair.second), pair.score));
    }
}

std::vector<NamedStrand> named_strands(
    const GeneModel& model,
    const UndocumentedAlleles& undocumented,
    const std::vector<AlleleCode>& strand,
    const CombinationRules& rules) {
    std::vector<NamedStrand> named;
    for (const StrandHaplotype& haplotype : combine_strand(model, strand, rules))
        named.push_back(
            {.name = name_of(model, undocumented, haplotype),
             .score = haplotype.score,
             .is_plain = haplotype.partials.empty() && haplotype.alleles.size() < 2});
    return named;
}

void call_combinations(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const PhasedSample& sample,
    const UndocumentedAlleles& undocumented,
    GeneCall& call) {
    if (n_strand_pairs(sample) > max_strand_pairs) {
        call.no_call_reason = fmt::format(
            "{} phase blocks allow too many combinations to be listed", sample.blocks.size());
        return;
    }
    const CombinationRules rules{.excluded = combination_exclusions(model)};
    for (std::uint64_t turn = 0; turn < n_strand_pairs(sample); ++turn) {
        const StrandPair pair = strand_pair(calls, sample, turn);
        const auto first = named_strands(model, undocumented, pair.first, rules);
        if (sample.is_haploid) {
            for (const NamedStrand& strand : first)
                call.diplotypes.push_back(
                    {.first = strand.name, .second = {}, .score = strand.score});
            continue;
        }
        const auto second = named_strands(model, undocumented, pair.second, rules);
        add_pairs(first, second, sample.blocks.empty(), call.diplotypes);
    }
    sort_diplotypes(call.diplotypes);
}

/// True if all diplotypes of the list are among those found.
bool has_all(const std::vector<Diplotype>& found, const std::vector<std::string>& list) {
    return std::ranges::all_of(list, [&](const std::string& text) {
        return std::ranges::any_of(
            found, [&](const Diplotype& diplotype) { return diplotype.text() == text; });
    });
}

void keep_best(
    const PhasedSample& sample,
    const GeneModel& model,
    const Exemption* exemption,
    const CallOptions& options,
    GeneCall& call) {
    auto& diplotypes = call.diplotypes;
    if (diplotypes.empty())
        return;
    if (model.definition.gene == "NAT2" && !sample.is_effectively_phased()) {
        if (exemption == nullptr)
            return;
        for (const DiplotypePriority& priority : exemption->priorities) {
            if (!has_all(diplotypes, priority.diplotypes))
                continue;
            std::erase_if(diplotypes, [&](const Diplotype& diplotype) {
                return diplotype.text() != priority.pick;
            });
            return;
        }
        return;
    }
    if (options.results == ResultMode::top)
        std::erase_if(diplotypes, [best = diplotypes.front().score](const Diplotype& diplotype) {
            return diplotype.score < best;
        });
}

void rename_suballeles(const GeneModel& model, GeneCall& call) {
    for (const auto& [suballele, core] : model.definition.suballeles) {
        for (Diplotype& diplotype : call.diplotypes) {
            std::ranges::replace(diplotype.first.alleles, suballele, core);
            std::ranges::replace(diplotype.second.alleles, suballele, core);
        }
        std::ranges::replace(call.haplotypes, suballele, core);
    }
}

}  // namespace

std::string Diplotype::text() const {
    return is_haploid() ? first.text() : first.text() + "/" + second.text();
}

bool takes_undocumented_as_reference(std::string_view gene, const CallOptions& options) noexcept {
    if (is_lowest_function_gene(gene))
        return true;
    constexpr std::array genes{"CACNA1S"sv, "G6PD"sv, "NUDT15"sv, "TPMT"sv};
    return !options.find_combinations && std::ranges::find(genes, gene) != genes.end();
}

bool is_lowest_function_gene(std::string_view gene) noexcept {
    return gene == "DPYD" || gene == "RYR1";
}

GeneCall call_gene(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const UndocumentedAlleles& undocumented,
    const Exemption* exemption,
    const CallOptions& options) {
    const PhasedSample sample = phase(calls);
    GeneCall call;
    call.is_phased = sample.is_phased;
    call.is_effectively_phased = sample.is_effectively_phased();
    call.is_haploid = sample.is_haploid;
    describe_loci(model, calls, call);
    if (sample.n_present == 0) {
        call.is_phased = false;
        call.no_call_reason = "no position of the gene is called";
        return call;
    }
    const Exemption* const used = options.use_exemptions ? exemption : nullptr;
    if (used != nullptr) {
        for (const LocusIndex locus : call.missing_loci) {
            const std::int64_t pos0 = model.definition.loci[locus].pos0;
            if (std::ranges::find(used->required_pos0, pos0) == used->required_pos0.end())
                continue;
            call.no_call_reason = fmt::format("required position {} is missing", pos0 + 1);
            return call;
        }
    }
    if (is_lowest_function_gene(model.definition.gene)) {
        call_lowest_function(model, calls, sample, undocumented, call);
    } else {
        if (!sample.has_partial)
            call_plain(model, calls, sample, call);
        keep_best(sample, model, used, options, call);
        if (call.diplotypes.empty() && options.find_combinations)
            call_combinations(model, calls, sample, undocumented, call);
    }
    rename_suballeles(model, call);
    if (!call.is_called() && call.no_call_reason.empty())
        call.no_call_reason = sample.has_partial ? "a genotype is only partly called"
                                                 : "no pair of named alleles fits the genotypes";
    return call;
}

}  // namespace genostrat::pgx
