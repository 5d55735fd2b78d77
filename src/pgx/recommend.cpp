// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include <genostrat/pgx/recommend.hpp>

namespace genostrat::pgx {
namespace {

constexpr const char* no_result = "No Result";

/// One choice of a diplotype for each gene of a guideline.
struct Genotype {
    std::vector<const PhenotypeCall*> calls{};  ///< null for a gene without a call
};

/// Adds each alternative of the next gene to each genotype so far.
void cross(std::vector<Genotype>& genotypes, const GeneMeaning* meaning) {
    std::vector<Genotype> crossed;
    for (const Genotype& genotype : genotypes) {
        if (meaning == nullptr || meaning->calls.empty()) {
            crossed.push_back(genotype);
            crossed.back().calls.push_back(nullptr);
            continue;
        }
        for (const PhenotypeCall& call : meaning->calls) {
            crossed.push_back(genotype);
            crossed.back().calls.push_back(&call);
        }
    }
    genotypes = std::move(crossed);
}

bool has_key(const PhenotypeCall* call, const std::string& key) {
    if (call == nullptr)
        return key == no_result;
    return call->lookup_key == key ||
           std::ranges::find(call->other_keys, key) != call->other_keys.end();
}

bool has_alleles(const PhenotypeCall* call, const std::map<std::string, int>& copies) {
    if (call == nullptr)
        return false;
    return std::ranges::all_of(copies, [&](const auto& wanted) {
        return std::ranges::count(call->alleles, wanted.first) == wanted.second;
    });
}

/// A key that names the phenotype of a gene whose own keys are activity scores, as DPWG's tables
/// do: `Poor Metabolizer`, `1.0 (Intermediate Metabolizer)`.
bool is_named(const PhenotypeCall* call, const std::string& key) {
    if (call == nullptr)
        return false;
    return key == call->phenotype ||
           (call->activity_score && key == *call->activity_score + " (" + call->phenotype + ")");
}

/// The same with a phenotype of DPWG's own: `0.5 (Phenotyping)`.
bool begins_with_score(const PhenotypeCall* call, const std::string& key) {
    return call != nullptr && call->activity_score && key.starts_with(*call->activity_score + " (");
}

class Matcher {
public:
    Matcher(const Guideline& guideline, const Genotype& genotype)
        : guideline_(guideline), genotype_(genotype) {}

    [[nodiscard]] std::vector<const Recommendation*> run() const {
        std::vector<const Recommendation*> found = matching(KeyKind::alleles, has_key);
        if (found.empty())
            found = matching(KeyKind::phenotypes, has_key);
        if (found.empty() && guideline_.source == "DPWG")
            found = matching(KeyKind::phenotypes, is_named);
        if (found.empty() && guideline_.source == "DPWG")
            found = matching(KeyKind::phenotypes, begins_with_score);
        return found;
    }

private:
    [[nodiscard]] const PhenotypeCall* call_of(const std::string& gene) const {
        const auto found = std::ranges::find(guideline_.genes, gene);
        if (found == guideline_.genes.end())
            return nullptr;
        return genotype_.calls[static_cast<std::size_t>(found - guideline_.genes.begin())];
    }

    enum class KeyKind : std::uint8_t { alleles, phenotypes };

    /// Recommendations with a key of this kind that fits.
    /// @param has  tells whether a gene's call has the key of a phenotype
    template <typename Has>
    [[nodiscard]] std::vector<const Recommendation*> matching(KeyKind kind, Has has) const {
        std::vector<const Recommendation*> found;
        for (const Recommendation& recommendation : guideline_.recommendations)
            if (std::ranges::any_of(recommendation.keys, [&](const LookupKey& key) {
                    return key.alleles.empty() == (kind == KeyKind::phenotypes) && fits(key, has);
                }))
                found.push_back(&recommendation);
        return found;
    }

    template <typename Has>
    [[nodiscard]] bool fits(const LookupKey& key, Has has) const {
        if (key.phenotypes.empty() && key.alleles.empty())
            return false;
        return std::ranges::all_of(
                   key.phenotypes,
                   [&](const auto& entry) { return has(call_of(entry.first), entry.second); }) &&
               std::ranges::all_of(key.alleles, [&](const auto& entry) {
                   return has_alleles(call_of(entry.first), entry.second);
               });
    }

    const Guideline& guideline_;
    const Genotype& genotype_;
};

bool is_called(const GeneMeaning& meaning) {
    return std::ranges::any_of(meaning.calls, [](const PhenotypeCall& call) {
        return call.lookup_key != no_result &&
               (!call.alleles.empty() ? call.alleles.front() != "Unknown"
                                      : !call.lookup_key.empty() || !call.phenotype.empty());
    });
}

bool is_warfarin(const Guideline& guideline) {
    return guideline.source == "CPIC" &&
           std::ranges::find(guideline.drugs, "warfarin") != guideline.drugs.end();
}

GuidelineResult
apply_guideline(const Guideline& guideline, const std::vector<const GeneMeaning*>& genes) {
    GuidelineResult result{.guideline = &guideline, .is_special_case = is_warfarin(guideline)};
    std::vector<Genotype> genotypes(1);
    for (const GeneMeaning* meaning : genes)
        cross(genotypes, meaning);
    for (const Genotype& genotype : genotypes) {
        GuidelineMatch match;
        for (std::size_t gene = 0; gene < genes.size(); ++gene) {
            if (genotype.calls[gene] == nullptr)
                continue;
            match.genes.push_back(guideline.genes[gene]);
            match.genotype.push_back(*genotype.calls[gene]);
        }
        if (!result.is_special_case)
            match.recommendations = Matcher{guideline, genotype}.run();
        result.matches.push_back(std::move(match));
    }
    return result;
}

void add_message(
    const std::vector<Message>& messages,
    std::string_view name,
    std::vector<const Message*>& found) {
    if (const Message* const message = find_message(messages, name))
        found.push_back(message);
}

/// The message about a HapB3 of DPYD that rests on one of its two positions, or an empty name.
std::string_view
hapb3_message(const GeneModel& model, const GeneCall& call, std::span<const LocusCall> calls) {
    const auto& loci = model.definition.loci;
    const auto intron = std::ranges::find(loci, "rs75017182", &Locus::rsid);
    if (intron == loci.end())
        return {};
    const auto has = [&](const auto& is_named) {
        return std::ranges::any_of(call.haplotypes, is_named) ||
               std::ranges::any_of(call.diplotypes, [&](const Diplotype& diplotype) {
                   return std::ranges::any_of(diplotype.first.alleles, is_named) ||
                          std::ranges::any_of(diplotype.second.alleles, is_named);
               });
    };
    const LocusCall& intron_call = calls[static_cast<std::size_t>(intron - loci.begin())];
    if (intron_call.is_missing())
        return has([](const std::string& name) { return name.find("HapB3") != name.npos; })
                   ? "pcat-dpyd-hapB3-exonic-only"
                   : "";
    return has([](const std::string& name) { return name == "c.1129-5923C>G"; })
               ? "pcat-dpyd-hapB3-intronic-mismatch-exonic"
               : "";
}

}  // namespace

bool GuidelineResult::is_reportable() const noexcept {
    return is_special_case || std::ranges::any_of(matches, [](const GuidelineMatch& match) {
               return !match.recommendations.empty();
           });
}

std::vector<GuidelineResult>
recommend(const std::vector<Guideline>& guidelines, const std::vector<GeneMeaning>& genes) {
    std::vector<GuidelineResult> results;
    for (const Guideline& guideline : guidelines) {
        std::vector<const GeneMeaning*> of_guideline;
        bool has_call = false;
        for (const std::string& gene : guideline.genes) {
            const auto found = std::ranges::find(genes, gene, &GeneMeaning::gene);
            of_guideline.push_back(found == genes.end() ? nullptr : &*found);
            has_call = has_call || (found != genes.end() && is_called(*found));
        }
        if (has_call)
            results.push_back(apply_guideline(guideline, of_guideline));
    }
    std::ranges::stable_sort(results, [](const GuidelineResult& one, const GuidelineResult& other) {
        const bool one_is_cpic = one.guideline->source == "CPIC";
        const bool other_is_cpic = other.guideline->source == "CPIC";
        if (one_is_cpic != other_is_cpic)
            return one_is_cpic;
        if (one.guideline->source != other.guideline->source)
            return one.guideline->source < other.guideline->source;
        return one.guideline->drugs < other.guideline->drugs;
    });
    return results;
}

std::vector<GeneMeaning> meanings_of(const CohortCalls& calls, std::size_t sample) {
    std::vector<GeneMeaning> meanings;
    for (std::size_t gene = 0; gene < calls.results.size(); ++gene) {
        const std::string& name = calls.bundle->genes[gene].name();
        const bool is_outside =
            sample < calls.outside.size() && calls.outside[sample].contains(name);
        meanings.push_back(
            {.gene = name,
             .calls = calls.phenotypes_of(gene, sample),
             .is_outside_call = is_outside});
    }
    if (sample >= calls.outside.size())
        return meanings;
    for (const auto& [gene, alternatives] : calls.outside[sample])
        if (calls.bundle->find_gene(gene) == nullptr)
            meanings.push_back({.gene = gene, .calls = alternatives, .is_outside_call = true});
    return meanings;
}

std::vector<const Message*>
outside_messages(const CohortCalls& calls, const std::vector<PhenotypeCall>& meanings) {
    std::vector<const Message*> found;
    add_message(calls.bundle->messages, "pcat-outside-call", found);
    const bool has_several_scores = std::ranges::any_of(meanings, [](const PhenotypeCall& meaning) {
        return meaning.alleles.empty() && !meaning.other_keys.empty();
    });
    if (has_several_scores)
        add_message(calls.bundle->messages, "pcat-score-multimatch", found);
    return found;
}

std::vector<const Message*>
result_messages(const std::vector<Message>& messages, const GuidelineResult& result) {
    std::vector<const Recommendation*> given;
    for (const GuidelineMatch& match : result.matches)
        std::ranges::copy(match.recommendations, std::back_inserter(given));
    std::ranges::sort(given);
    std::vector<const Message*> found;
    if (std::ranges::adjacent_find(given) != given.end())
        add_message(messages, "pcat-call-multimatch", found);
    return found;
}

std::vector<const Message*>
gene_messages(const CohortCalls& calls, std::size_t gene, std::size_t sample) {
    const Bundle& bundle = *calls.bundle;
    const auto& model = bundle.genes[gene].model;
    const GeneCall& call = *calls.results[gene][sample].call;
    const bool is_outside =
        sample < calls.outside.size() && calls.outside[sample].contains(model.definition.gene);
    std::vector<const Message*> found;
    const auto add = [&](std::string_view name) { add_message(bundle.messages, name, found); };
    if (is_outside)
        return outside_messages(calls, calls.phenotypes_of(gene, sample));
    found = messages_of_gene(bundle.messages, model, call, calls.calls_of(gene, sample));
    const bool has_combination =
        std::ranges::any_of(call.diplotypes, [](const Diplotype& diplotype) {
            return diplotype.first.n_components() > 1 || diplotype.second.n_components() > 1 ||
                   !diplotype.first.partials.empty() || !diplotype.second.partials.empty();
        });
    if (has_combination && !is_lowest_function_gene(model.definition.gene)) {
        add("pcat-combo-naming");
        if (!call.is_effectively_phased)
            add("pcat-combo-unphased");
    }
    if (model.definition.gene == "CYP2D6" && call.is_called())
        add("pcat-cyp2d6-research-mode");
    if (model.definition.gene == "DPYD")
        add(hapb3_message(model, call, calls.calls_of(gene, sample)));
    return found;
}

std::vector<const Message*> drug_messages(
    const CohortCalls& calls,
    const Guideline& guideline,
    std::string_view drug,
    std::size_t sample) {
    std::vector<const Message*> of_genes;
    for (std::size_t gene = 0; gene < calls.results.size(); ++gene) {
        const std::string& name = calls.bundle->genes[gene].name();
        if (std::ranges::find(guideline.genes, name) != guideline.genes.end())
            std::ranges::copy(gene_messages(calls, gene, sample), std::back_inserter(of_genes));
    }
    return messages_of_drug(calls.bundle->messages, drug, guideline.source, of_genes);
}

}  // namespace genostrat::pgx
