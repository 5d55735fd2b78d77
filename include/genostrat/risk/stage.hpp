// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/risk/model.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::risk {

/// Accumulator: when the run ends, makes a RiskTable of the ScoreTable that a score stage before it
/// has published.
class Risk {
public:
    struct Partial {};

    explicit Risk(RiskModel model) : model_{std::move(model)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "risk"; }

    void bind(Schema&) const {}

    [[nodiscard]] Partial summarize(RecordBatch&) const { return {}; }

    void merge(Partial) const {}

    /// @throws Error{usage} if no score stands before it
    void finish(Results& results) const;

private:
    RiskModel model_;
};

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::risk
