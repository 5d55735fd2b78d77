// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/risk/risk_table.hpp>
#include <genostrat/risk/stage.hpp>

namespace genostrat::risk {

namespace {

/// The tables that options name, read.
struct Tables {
    std::optional<io::DataTable> covariates{};
    std::optional<io::DataTable> outcomes{};

    explicit Tables(const RiskOptions& options) {
        if (!options.covariates.empty())
            covariates = io::DataTable::read(options.covariates);
        if (!options.outcomes.empty())
            outcomes = io::DataTable::read(options.outcomes);
    }
};

RiskInputs inputs_of(const RiskOptions& options, const Tables& tables) {
    return {
        .outcomes = tables.outcomes ? &*tables.outcomes : nullptr,
        .covariates = tables.covariates ? &*tables.covariates : nullptr,
        .stream = options.stream,
        .seed = options.seed};
}

}  // namespace

Risk::Risk(RiskOptions options) : options_{std::move(options)}, carriers_{options_.model} {
}

void Risk::bind(const Schema& schema) {
    if (carriers_.is_needed())
        static_cast<void>(schema.reads_format("GT"));
    carriers_.bind(schema);
}

void Risk::finish(Results& results) const {
    const auto* const scores = results.find<score::ScoreTable>();
    const auto needs_score = [](const RiskRule& rule) {
        return !rule.score.empty() && rule.absolute.engine == Engine::none;
    };
    if (scores == nullptr && std::ranges::any_of(options_.model.risks, needs_score))
        throw Error{
            ErrorKind::usage,
            "the stage risk has no scores to work on",
            {},
            "put a stage score before it"};
    const Tables tables{options_};
    RiskInputs inputs = inputs_of(options_, tables);
    const CarrierCalls calls = carriers_.calls();
    inputs.scores = scores;
    inputs.carriers = &calls;
    inputs.ancestry = results.find<ancestry::AncestryTable>();
    results.put(assess(options_.model, inputs));
}

RiskTable assess_covariates(const RiskOptions& options) {
    const Tables tables{options};
    return assess(options.model, inputs_of(options, tables));
}

StreamKind parse_stream(std::string_view name) {
    if (name == "own" || name.empty())
        return StreamKind::own;
    if (name == "r")
        return StreamKind::r;
    throw Error{
        ErrorKind::usage,
        fmt::format("there is no stream of random numbers '{}'", name),
        {},
        suggest_name(name, {"own", "r"})};
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "risk",
        .summary = "absolute risks and tiers of each person by a risk model",
        .effect = StageEffect::reports,
        .options =
            {{"model", OptionType::path, "risk model (YAML)", "", true},
             {"covariates", OptionType::path, "table of people: age, sex, measurements"},
             {"outcomes", OptionType::path, "table of what became of them, for calibration"},
             {"snp_stream", OptionType::text, "random numbers of drawn genotypes: own or r", "own"},
             {"seed", OptionType::integer, "seed of drawn genotypes", "1"}},
        .make = [](const StageOptions& options) {
            return AnyStage<RecordBatch>{Risk{RiskOptions{
                .model = load_risk_model(options.text("model")),
                .covariates = options.text("covariates"),
                .outcomes = options.text("outcomes"),
                .stream = parse_stream(options.text("snp_stream")),
                .seed = static_cast<std::uint32_t>(options.integer("seed"))}}};
        }};
}

}  // namespace genostrat::risk
