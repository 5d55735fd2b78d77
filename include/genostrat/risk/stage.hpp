// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/risk/carriers.hpp>
#include <genostrat/risk/model.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::risk {

struct RiskOptions {
    RiskModel model{};
    std::string covariates{};            ///< table of people: age, sex, measurements; empty: none
    std::string outcomes{};              ///< table of what became of them; empty: none
    StreamKind stream{StreamKind::own};  ///< of an iCARE model's drawn genotypes
    std::uint32_t seed{1};
};

/// Accumulator: gathers carriers of the model's genes; when the run ends, makes a RiskTable of
/// them, of the ScoreTable and AncestryTable that stages before it have published, and of the
/// tables.
class Risk {
public:
    using Partial = std::vector<CarrierHit>;

    explicit Risk(RiskOptions options);

    [[nodiscard]] std::string_view name() const noexcept { return "risk"; }

    void bind(const Schema& schema);

    [[nodiscard]] Partial summarize(RecordBatch& batch) const { return carriers_.collect(batch); }

    void merge(const Partial& hits) { carriers_.merge(hits); }

    /// @throws Error{usage} if the model stands on a score and no score stage is before it; as
    /// assess
    void finish(Results& results) const;

private:
    RiskOptions options_;
    CarrierCollector carriers_;
};

/// Risks of people who have no variants, only covariates. @throws as assess
[[nodiscard]] RiskTable assess_covariates(const RiskOptions& options);

/// `own` or `r`. @throws Error{usage}
[[nodiscard]] StreamKind parse_stream(std::string_view name);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::risk
