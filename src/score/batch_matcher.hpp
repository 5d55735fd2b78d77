// SPDX-License-Identifier: MIT
#pragma once

#include "score/frequency_table.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <genostrat/evidence/reference_bases.hpp>
#include <genostrat/evidence/reference_rows.hpp>
#include <genostrat/evidence/unseen_sites.hpp>
#include <genostrat/score/genotype_reader.hpp>
#include <genostrat/score/matching.hpp>
#include <genostrat/score/score_options.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::score {

using IdSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

/// What matching needs to know, the same for all batches of a run.
struct MatchContext {
    std::shared_ptr<const WeightTable> weights;
    PloidyRules ploidy{};
    FrequencyTable frequencies{};
    std::string build{};                  // of the genomes; empty if not known
    std::vector<std::int32_t> contigs{};  // id in the schema -> id in the weights
    std::optional<FormatId> ds{};
    std::optional<FormatId> gp{};
    DosageField dosages{DosageField::automatic};
    bool dosages_lead{};    // DS before GT
    bool haplotypes{};      // columns have two entries a sample
    bool needs_variance{};  // genotypes are standardised
    sites::Strands strands{sites::Strands::both};
    std::vector<InfoId> imputation_quality{};  // the first that a row has counts
    double least_imputation_quality{};
    std::int32_t least_genotype_quality{};
    std::optional<IdSet> extract{};  // ids to score; none: all
    InferenceOptions inference{};
    evidence::ReferenceRows reference_rows{Schema{}};
    std::shared_ptr<const evidence::ReferenceBases> reference{};
    evidence::UnseenSites unseen{};
};

/// The contig of the weights that has this name, plink's numbers included; -1 if none has.
[[nodiscard]] std::int32_t weight_contig(const WeightTable& weights, std::string_view name);

/// Finds what the rows of a batch have to do with the weights. Safe to call from many threads.
[[nodiscard]] std::shared_ptr<const MatchedBatch>
match_batch(const RecordBatch& batch, const MatchContext& context);

}  // namespace genostrat::score
