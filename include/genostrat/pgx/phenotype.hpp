// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/pgx/gene_call.hpp>

namespace genostrat::pgx {

/// What a pair of alleles means.
struct PhenotypeEntry {
    std::string phenotype{};
    std::string activity_score{};  ///< empty for genes without one
    std::string lookup_key{};

    friend bool operator==(const PhenotypeEntry&, const PhenotypeEntry&) = default;
};

/// The phenotypes of one gene: a function for each allele and a rule for each pair of functions.
/// Read from a PharmCAT `GENE.json`, whose table of all pairs of alleles is not kept.
struct PhenotypeTable {
    std::string gene{};
    std::string version{};
    std::map<std::string, std::string, std::less<>> functions{};   ///< allele -> function, as text
    std::map<std::string, std::string, std::less<>> activities{};  ///< allele -> activity value
    /// Functions or activity values of a pair (of one allele: the second is empty), sorted.
    std::map<std::pair<std::string, std::string>, PhenotypeEntry> rules{};
    /// Pairs of allele names for which the table departs from the rule of their functions.
    std::map<std::pair<std::string, std::string>, PhenotypeEntry> exceptions{};

    /// True if the gene has activity scores.
    [[nodiscard]] bool has_activity() const noexcept { return !activities.empty(); }
};

/// Reads the JSON text of a phenotype file. Errors as parse_definition.
[[nodiscard]] PhenotypeTable parse_phenotypes(std::string_view json, const std::string& file);

/// A diplotype as recommendations are looked up by it, with its meaning.
struct PhenotypeCall {
    std::vector<std::string> alleles{};    ///< one or two names; `Unknown` where there is no call
    std::vector<std::string> functions{};  ///< of each, empty if not known
    std::string phenotype{};
    std::optional<std::string> activity_score{};  ///< nothing for genes without one
    std::string lookup_key{};
    /// Further keys that hold as well: HLA alleles one by one, scores of a phenotype given alone.
    std::vector<std::string> other_keys{};
    bool is_inferred{};  ///< from one variant, without a call of the gene (SLCO1B1)

    [[nodiscard]] std::string diplotype() const;
};

/// Looks up a pair of alleles, or one allele.
/// @param table  null if nothing is known of the gene's phenotypes
[[nodiscard]] PhenotypeCall look_up(const PhenotypeTable* table, std::vector<std::string> alleles);

/// The meaning of a call: one entry a diplotype, in order of names; for DPYD and RYR1 one entry
/// made of the alleles of lowest function (CPIC's rules for fluoropyrimidines and volatile
/// anaesthetics); for SLCO1B1 without a call what rs4149056 tells.
/// @param calls  the genotypes that the call was made from, shape [n_loci]
[[nodiscard]] std::vector<PhenotypeCall> phenotypes_of(
    const GeneModel& model,
    const PhenotypeTable* table,
    const GeneCall& call,
    std::span<const LocusCall> calls);

}  // namespace genostrat::pgx
