// SPDX-License-Identifier: MIT
#pragma once

#include "pgx_input.hpp"
#include "test_support.hpp"

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <genostrat/pgx/definition.hpp>
#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/phenotype.hpp>

namespace genostrat::test {

using Row = std::map<std::string, std::string>;

inline std::map<std::string, pgx::Exemption> read_exemptions() {
    std::map<std::string, pgx::Exemption> by_gene;
    const auto path = shared("data/pgx/definitions/exemptions.json");
    for (auto& exemption : pgx::parse_exemptions(pgx::read_text_file(path), path.string()))
        by_gene[exemption.gene] = std::move(exemption);
    return by_gene;
}

inline pgx::GeneModel read_model(const std::filesystem::path& path) {
    return pgx::compile(pgx::parse_definition(pgx::read_text_file(path), path.string()));
}

inline std::filesystem::path definition_of(const std::string& gene) {
    return shared("data/pgx/definitions/" + gene + "_translation.json");
}

/// Phenotype tables by gene, from all files of the folder.
inline const std::map<std::string, pgx::PhenotypeTable>& phenotype_tables() {
    static const auto tables = [] {
        std::map<std::string, pgx::PhenotypeTable> by_gene;
        for (const auto& entry :
             std::filesystem::directory_iterator{shared("data/pgx/phenotypes")}) {
            if (entry.path().extension() != ".json")
                continue;
            auto table =
                pgx::parse_phenotypes(pgx::read_text_file(entry.path()), entry.path().string());
            std::string gene = table.gene;
            by_gene.emplace(std::move(gene), std::move(table));
        }
        return by_gene;
    }();
    return tables;
}

/// The columns of the recorded answers that the phenotyper decides.
struct PhenotyperAnswer {
    std::string diplotypes{};
    std::string phenotypes{};
    std::string activity_scores{};
    std::string lookup_keys{};

    friend bool operator==(const PhenotyperAnswer&, const PhenotyperAnswer&) = default;

    friend std::ostream& operator<<(std::ostream& out, const PhenotyperAnswer& answer) {
        return out << answer.diplotypes << " = " << answer.phenotypes << "; "
                   << answer.activity_scores << "; " << answer.lookup_keys;
    }
};

inline PhenotyperAnswer phenotyper_answer(
    const pgx::GeneModel& model,
    const pgx::GeneCall& call,
    const std::vector<pgx::LocusCall>& calls) {
    const auto found = phenotype_tables().find(model.definition.gene);
    const auto phenotypes = pgx::phenotypes_of(
        model, found == phenotype_tables().end() ? nullptr : &found->second, call, calls);
    PhenotyperAnswer answer;
    for (std::size_t index = 0; index < phenotypes.size(); ++index) {
        const std::string between = index == 0 ? "" : " | ";
        answer.diplotypes += between + phenotypes[index].diplotype();
        answer.phenotypes += between + phenotypes[index].phenotype;
        answer.activity_scores += between + phenotypes[index].activity_score.value_or("null");
        answer.lookup_keys += between + phenotypes[index].lookup_key;
    }
    return answer;
}

inline PhenotyperAnswer phenotyper_expectation(Row& row) {
    return {
        .diplotypes = row["recommendation_diplotype"],
        .phenotypes = row["phenotype"],
        .activity_scores = row["activity_score"],
        .lookup_keys = row["lookup_keys"]};
}

/// The columns of the recorded answers that the matcher decides.
struct MatcherAnswer {
    std::string diplotypes{};
    std::string scores{};
    std::string haplotypes{};
    std::string phases{};
    std::string counts{};

    friend bool operator==(const MatcherAnswer&, const MatcherAnswer&) = default;

    friend std::ostream& operator<<(std::ostream& out, const MatcherAnswer& answer) {
        return out << answer.diplotypes << " [" << answer.scores << "] " << answer.haplotypes << " "
                   << answer.phases << " " << answer.counts;
    }
};

inline MatcherAnswer answer_of(const pgx::GeneCall& call, std::size_t n_loci) {
    std::vector<std::string> names;
    std::vector<std::string> scores;
    for (const pgx::Diplotype& diplotype : call.diplotypes) {
        names.push_back(diplotype.text());
        scores.push_back(std::to_string(diplotype.score));
    }
    const auto word = [](bool flag) { return std::string{flag ? "true" : "false"}; };
    return {
        .diplotypes = join(names),
        .scores = join(scores),
        .haplotypes = join(call.haplotypes),
        .phases = word(call.is_phased) + " " + word(call.is_effectively_phased),
        .counts = std::to_string(n_loci - call.missing_loci.size()) + " " +
                  std::to_string(call.missing_loci.size())};
}

inline MatcherAnswer expected_of(Row& row) {
    return {
        .diplotypes = row["diplotypes"],
        .scores = row["scores"],
        .haplotypes = row["haplotypes"],
        .phases = row["phased"] + " " + row["effectively_phased"],
        .counts = row["n_positions"] + " " + row["n_missing"]};
}

}  // namespace genostrat::test
