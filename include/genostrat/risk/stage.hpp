// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/risk/adjusted_scores.hpp>
#include <genostrat/risk/carriers.hpp>
#include <genostrat/risk/model.hpp>
#include <genostrat/risk/snp_stage.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::risk {

struct RiskOptions {
    RiskModel model{};
    std::string covariates{};            ///< table of people: age, sex, measurements; empty: none
    std::string outcomes{};              ///< table of what became of them; empty: none
    StreamKind stream{StreamKind::own};  ///< of an iCARE model's drawn genotypes
    std::uint32_t seed{1};
    score::ScoreOptions matching{};  ///< of an iCARE model's SNPs to the variants
    /// Scores that the model adjusts for ancestry: learnt from the sums of a panel's people (both
    /// files, and a stage ancestry with this panel before), or given as `ancestry adjust` writes
    /// them.
    std::string panel{};
    std::string reference_scores{};
    std::string adjusted_scores{};
    std::optional<Normalisation> normalise{};  ///< of all scores, instead of what the model says
};

/// Accumulator: gathers carriers of the model's genes and genotypes of its SNPs; when the run ends,
/// makes a RiskTable of them, of the ScoreTable and AncestryTable that stages before it have
/// published, and of the tables.
class Risk {
public:
    struct Partial {
        std::vector<CarrierHit> hits{};
        SnpCollector::Partial snps{};
    };

    /// @throws Error{usage} for reference scores without a panel
    explicit Risk(RiskOptions options);

    [[nodiscard]] std::string_view name() const noexcept { return "risk"; }

    void bind(Schema& schema);

    [[nodiscard]] Partial summarize(RecordBatch& batch) const {
        return {carriers_.collect(batch), snps_.collect(batch)};
    }

    void merge(Partial partial) {
        carriers_.merge(partial.hits);
        snps_.merge(std::move(partial.snps));
    }

    /// @throws Error{usage} if the model stands on a score and no score stage is before it; as
    /// assess
    void finish(Results& results);

private:
    [[nodiscard]] std::optional<AdjustedScores> adjusted_scores(const Results& results) const;

    RiskOptions options_;
    CarrierCollector carriers_;
    SnpCollector snps_;
};

/// Risks of people who have no variants, only covariates. @throws as assess
[[nodiscard]] RiskTable assess_covariates(const RiskOptions& options);

/// `own` or `r`. @throws Error{usage}
[[nodiscard]] StreamKind parse_stream(std::string_view name);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::risk
