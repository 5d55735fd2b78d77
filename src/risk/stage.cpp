// SPDX-License-Identifier: MIT
#include <genostrat/core/error.hpp>
#include <genostrat/risk/risk_table.hpp>
#include <genostrat/risk/stage.hpp>

namespace genostrat::risk {

void Risk::finish(Results& results) const {
    const auto* const scores = results.find<score::ScoreTable>();
    if (scores == nullptr)
        throw Error{
            ErrorKind::usage,
            "the stage risk has no scores to work on",
            {},
            "put a stage score before it"};
    results.put(assess(model_, *scores));
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "risk",
        .summary = "place each person's scores in the tiers of a risk model",
        .effect = StageEffect::reports,
        .options = {{"model", OptionType::path, "risk model (YAML)", "", true}},
        .make = [](const StageOptions& options) {
            return AnyStage<RecordBatch>{Risk{load_risk_model(options.text("model"))}};
        }};
}

}  // namespace genostrat::risk
