// SPDX-License-Identifier: MIT
#include "json_node.hpp"

#include <algorithm>
#include <limits>

#include <genostrat/core/text.hpp>
#include <genostrat/pgx/phenotype.hpp>
#include <genostrat/pgx/record.hpp>

namespace genostrat::pgx {
namespace {

constexpr std::string_view malignant = "Malignant Hyperthermia associated";

using Pair = std::pair<std::string, std::string>;

Pair sorted_pair(std::string one, std::string other) {
    if (other < one && !other.empty())
        std::swap(one, other);
    return {std::move(one), std::move(other)};
}

/// What a rule goes by: the activity value where the gene has them, else the function.
const std::string* rule_key(const PhenotypeTable& table, std::string_view allele) {
    const auto& source = table.has_activity() ? table.activities : table.functions;
    const auto found = source.find(allele);
    return found == source.end() ? nullptr : &found->second;
}

std::optional<Pair>
rule_pair(const PhenotypeTable& table, const std::vector<std::string>& alleles) {
    const std::string* const first = rule_key(table, alleles.at(0));
    if (first == nullptr)
        return std::nullopt;
    if (alleles.size() == 1)
        return Pair{*first, {}};
    const std::string* const second = rule_key(table, alleles[1]);
    if (second == nullptr)
        return std::nullopt;
    return sorted_pair(*first, *second);
}

void read_diplotype(const JsonNode& node, PhenotypeTable& table) {
    std::vector<std::string> alleles;
    node.at("diplotypekey").members([&](const std::string& allele, const JsonNode& count) {
        const std::int64_t copies = count.integer();
        if (copies < 1 || copies > 2)
            count.fail("must be 1 or 2 copies");
        alleles.insert(alleles.end(), static_cast<std::size_t>(copies), allele);
    });
    if (alleles.empty() || alleles.size() > 2)
        node.fail("must have one or two alleles");
    const PhenotypeEntry entry{
        .phenotype = node.at("generesult").text(),
        .activity_score = node.text_or("activityScore", ""),
        .lookup_key = node.text_or("lookupkey", "")};
    const auto rule = rule_pair(table, alleles);
    if (rule) {
        const auto [known, is_new] = table.rules.emplace(*rule, entry);
        if (is_new || known->second == entry)
            return;
    }
    table.exceptions[sorted_pair(alleles[0], alleles.size() > 1 ? alleles[1] : std::string{})] =
        entry;
}

void read_alleles(const JsonNode& root, PhenotypeTable& table) {
    root.at("haplotypes").members([&](const std::string& allele, const JsonNode& value) {
        table.functions[allele] = value.text();
    });
    if (const auto values = root.find("activityValues"))
        values->members([&](const std::string& allele, const JsonNode& value) {
            table.activities[allele] = value.text();
        });
    if (const auto named = root.find("namedAlleles"))
        named->each([&](const JsonNode& allele) {
            const std::string function = allele.text_or("functionValue", "");
            if (!function.empty())
                table.functions[allele.at("name").text()] = function;
        });
}

/// RYR1's table may be given as functions alone: one associated allele makes a person susceptible.
void add_ryr1_rules(PhenotypeTable& table) {
    std::vector<std::string> functions;
    for (const auto& [allele, function] : table.functions)
        functions.push_back(function);
    std::ranges::sort(functions);
    functions.erase(std::unique(functions.begin(), functions.end()), functions.end());
    for (const std::string& one : functions)
        for (const std::string& other : functions) {
            const bool is_susceptible = one == malignant || other == malignant;
            const std::string phenotype = is_susceptible ? "Malignant Hyperthermia Susceptibility"
                                                         : "Uncertain Susceptibility";
            table.rules[sorted_pair(one, other)] = {
                .phenotype = phenotype, .activity_score = {}, .lookup_key = phenotype};
        }
}

std::string function_of(const PhenotypeTable* table, std::string_view allele) {
    if (table == nullptr)
        return {};
    const auto found = table->functions.find(allele);
    return found == table->functions.end() ? std::string{} : found->second;
}

/// Place of an allele in the order "lowest function first"; alleles without a value come first.
double rank(const PhenotypeTable* table, std::string_view gene, std::string_view allele) {
    if (gene == "RYR1")
        return function_of(table, allele) == malignant ? 0.0 : 1.0;
    if (table == nullptr)
        return -1.0;
    const auto found = table->activities.find(allele);
    if (found == table->activities.end())
        return -1.0;
    return parse_number<double>(found->second).value_or(-1.0);
}

class LowestAlleles {
public:
    LowestAlleles(const GeneModel& model, const PhenotypeTable* table)
        : gene_(model.definition.gene), reference_(model.allele(model.reference).name),
          table_(table) {}

    [[nodiscard]] PhenotypeCall of(const GeneCall& call) const {
        if (!call.haplotypes.empty()) {
            std::vector<std::string> sorted = call.haplotypes;
            sort(sorted);
            if (sorted.size() > 2)
                sorted.resize(2);
            return look_up_sorted(sorted);
        }
        std::vector<std::string> best;
        double best_rank = std::numeric_limits<double>::infinity();
        for (const Diplotype& diplotype : call.diplotypes) {
            std::vector<std::string> alleles{lowest(diplotype.first)};
            if (!diplotype.is_haploid())
                alleles.push_back(lowest(diplotype.second));
            double sum = 0;
            for (const std::string& allele : alleles)
                sum += std::max(0.0, rank(table_, gene_, allele));
            if (sum < best_rank) {
                best_rank = sum;
                best = std::move(alleles);
            }
        }
        return look_up_sorted(std::move(best));
    }

private:
    void sort(std::vector<std::string>& alleles) const {
        std::ranges::stable_sort(alleles, [&](const std::string& one, const std::string& other) {
            const double left = rank(table_, gene_, one);
            const double right = rank(table_, gene_, other);
            return left != right ? left < right : compare_allele_names(one, other) < 0;
        });
    }

    [[nodiscard]] std::string lowest(const HaplotypeName& name) const {
        if (name.alleles.empty())
            return reference_;  // variants that are no allele do not count, as in PharmCAT
        std::vector<std::string> alleles = name.alleles;
        sort(alleles);
        return alleles.front();
    }

    [[nodiscard]] PhenotypeCall look_up_sorted(std::vector<std::string> alleles) const {
        std::ranges::sort(alleles, [](const std::string& one, const std::string& other) {
            return compare_allele_names(one, other) < 0;
        });
        return look_up(table_, std::move(alleles));
    }

    const std::string& gene_;
    const std::string& reference_;
    const PhenotypeTable* table_;
};

/// SLCO1B1 without a call: rs4149056 (c.521T>C) alone decides for statins (CPIC 2022).
std::optional<PhenotypeCall> infer_slco1b1(
    const GeneModel& model, const PhenotypeTable* table, std::span<const LocusCall> calls) {
    const auto& loci = model.definition.loci;
    const auto locus = std::ranges::find(loci, "rs4149056", &Locus::rsid);
    if (model.definition.gene != "SLCO1B1" || locus == loci.end())
        return std::nullopt;
    const LocusCall& call = calls[static_cast<std::size_t>(locus - loci.begin())];
    if (call.is_missing() || call.is_partial() || call.is_haploid())
        return std::nullopt;
    std::vector<std::string> alleles;
    for (const AlleleCode code : {call.first, call.second}) {
        if (code != 0 && code != 1)
            return std::nullopt;
        alleles.emplace_back(code == 0 ? "*1" : "*5");
    }
    std::ranges::sort(alleles);
    PhenotypeCall inferred = look_up(table, std::move(alleles));
    inferred.is_inferred = true;
    return inferred;
}

std::vector<std::string> single_names(const Diplotype& diplotype) {
    std::vector<std::string> names{diplotype.first.text()};
    if (!diplotype.is_haploid())
        names.push_back(diplotype.second.text());
    return names;
}

}  // namespace

PhenotypeTable parse_phenotypes(std::string_view json, const std::string& file) {
    const nlohmann::json document = parse_json(json, file);
    const JsonNode root{document, file};
    PhenotypeTable table;
    table.gene = root.at("gene").text();
    table.version = root.text_or("version", "");
    read_alleles(root, table);
    bool has_diplotypes = false;
    if (const auto diplotypes = root.find("diplotypes")) {
        has_diplotypes = diplotypes->size() > 0;
        diplotypes->each([&](const JsonNode& node) { read_diplotype(node, table); });
    }
    if (!has_diplotypes && table.gene == "RYR1")
        add_ryr1_rules(table);
    return table;
}

std::string PhenotypeCall::diplotype() const {
    std::string text;
    for (const std::string& allele : alleles)
        text += (text.empty() ? "" : "/") + allele;
    return text;
}

PhenotypeCall look_up(const PhenotypeTable* table, std::vector<std::string> alleles) {
    PhenotypeCall call{.alleles = std::move(alleles)};
    for (const std::string& allele : call.alleles)
        call.functions.push_back(function_of(table, allele));
    if (table == nullptr || call.alleles.empty())
        return call;
    const bool is_unknown = call.alleles.front() == "Unknown";
    if (is_unknown) {
        call.phenotype = call.lookup_key = "No Result";
        if (table->has_activity())
            call.activity_score = "No Result";
        return call;
    }
    const auto exception = table->exceptions.find(
        sorted_pair(call.alleles[0], call.alleles.size() > 1 ? call.alleles[1] : std::string{}));
    const PhenotypeEntry* entry = nullptr;
    if (exception != table->exceptions.end()) {
        entry = &exception->second;
    } else if (const auto rule = rule_pair(*table, call.alleles)) {
        if (const auto found = table->rules.find(*rule); found != table->rules.end())
            entry = &found->second;
    }
    if (entry == nullptr) {
        call.phenotype = table->has_activity() ? "Indeterminate" : "n/a";
        call.lookup_key = "n/a";
        if (table->has_activity())
            call.activity_score = "n/a";
        return call;
    }
    call.phenotype = entry->phenotype;
    call.lookup_key = entry->lookup_key;
    if (!entry->activity_score.empty())
        call.activity_score = entry->activity_score;
    return call;
}

std::vector<PhenotypeCall> phenotypes_of(
    const GeneModel& model,
    const PhenotypeTable* table,
    const GeneCall& call,
    std::span<const LocusCall> calls) {
    if (!call.is_called()) {
        if (auto inferred = infer_slco1b1(model, table, calls))
            return {std::move(*inferred)};
        if (contig_kind(model.definition.contig) != ContigKind::autosome)
            return {look_up(table, {"Unknown"})};
        return {look_up(table, {"Unknown", "Unknown"})};
    }
    if (is_lowest_function_gene(model.definition.gene))
        return {LowestAlleles{model, table}.of(call)};
    std::vector<Diplotype> by_name = call.diplotypes;
    std::ranges::stable_sort(by_name, [](const Diplotype& one, const Diplotype& other) {
        const auto order = compare_haplotypes(one.first, other.first);
        return order != 0 ? order < 0 : compare_haplotypes(one.second, other.second) < 0;
    });
    std::vector<PhenotypeCall> phenotypes;
    for (const Diplotype& diplotype : by_name)
        phenotypes.push_back(look_up(table, single_names(diplotype)));
    return phenotypes;
}

}  // namespace genostrat::pgx
