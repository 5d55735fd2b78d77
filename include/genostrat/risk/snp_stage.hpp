// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include <genostrat/risk/model.hpp>
#include <genostrat/risk/risk_table.hpp>
#include <genostrat/score/stage.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::risk {

/// Reads the genotypes of a model's SNPs from the variants of a run: each SNP is matched as a row
/// of a scoring file is (contig and position, or id; both strands; gVCF blocks and other knowledge
/// of sites without a row), and its copies of the effect allele are kept.
///
/// SNP tables take part that name alleles: column `effect_allele`, beside `snp_name`; further
/// `other_allele`, `contig` and `pos` (or the PGS Catalog's names). Without positions the name is
/// the variant's id.
class SnpCollector {
public:
    using Partial = std::vector<score::PolygenicScore::Partial>;  ///< one a table

    /// @param matching  rules of matching and inference; weights and missing policy do not count
    SnpCollector(const RiskModel& model, const score::ScoreOptions& matching);

    /// True if the model has a SNP table with alleles.
    [[nodiscard]] bool is_needed() const noexcept { return !tables_.empty(); }

    /// @throws as score::PolygenicScore::bind
    void bind(Schema& schema);

    [[nodiscard]] Partial collect(const RecordBatch& batch) const;
    void merge(Partial partial);

    /// One a table, NaN where a genotype is missing or the SNP was not found. Ends the collecting.
    /// @throws Error{bad_data} if most places that both have do not fit: another build
    [[nodiscard]] std::vector<SnpDosages> finish();

private:
    struct Table {
        std::shared_ptr<const IcareParts> parts;
        score::PolygenicScore score;
    };

    std::vector<Table> tables_;
};

}  // namespace genostrat::risk
