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

RiskOptions checked(RiskOptions options) {
    if (options.panel.empty() && !options.reference_scores.empty())
        throw Error{
            ErrorKind::usage,
            "reference scores were given, but no panel",
            {},
            "scores are adjusted for ancestry by both: the panel of 'genostrat ancestry build', "
            "and what 'genostrat score' gives for its people"};
    if (!options.reference_scores.empty() && !options.adjusted_scores.empty())
        throw Error{
            ErrorKind::usage,
            "scores are adjusted for ancestry by a panel, or given adjusted: not both"};
    if (options.normalise)
        for (RiskRule& rule : options.model.risks) {
            rule.score.normalise = *options.normalise;
            for (RiskTerm& term : rule.absolute.terms)
                term.score.normalise = *options.normalise;
        }
    return options;
}

}  // namespace

Risk::Risk(RiskOptions options)
    : options_{checked(std::move(options))}, carriers_{options_.model}, snps_{
                                                                            options_.model,
                                                                            options_.matching} {
}

void Risk::bind(Schema& schema) {
    if (carriers_.is_needed())
        static_cast<void>(schema.reads_format("GT"));
    carriers_.bind(schema);
    snps_.bind(schema);
}

std::optional<AdjustedScores> Risk::adjusted_scores(const Results& results) const {
    if (!options_.adjusted_scores.empty())
        return AdjustedScores::read(options_.adjusted_scores);
    if (options_.reference_scores.empty())
        return std::nullopt;
    const auto* const people = results.find<ancestry::AncestryTable>();
    const auto* const scores = results.find<score::ScoreTable>();
    if (people == nullptr || scores == nullptr)
        throw Error{
            ErrorKind::usage,
            fmt::format(
                "the stage risk has no {} to adjust scores by",
                people == nullptr ? "ancestry" : "scores"),
            {},
            "put a stage ancestry and a stage score before it"};
    return AdjustedScores::learn(
        ancestry::Panel::load(options_.panel),
        ancestry::SumTable::read(options_.reference_scores),
        *people,
        *scores);
}

void Risk::finish(Results& results) {
    const auto* const scores = results.find<score::ScoreTable>();
    const auto needs_score = [](const RiskRule& rule) {
        return !rule.score.name.empty() && rule.absolute.engine == Engine::none;
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
    const std::vector<SnpDosages> dosages = snps_.finish();
    inputs.snps = dosages;
    const std::optional<AdjustedScores> adjusted = adjusted_scores(results);
    inputs.adjusted = adjusted ? &*adjusted : nullptr;
    results.put(assess(options_.model, inputs));
}

RiskTable assess_covariates(const RiskOptions& options) {
    const RiskOptions own = checked(options);
    const Tables tables{own};
    return assess(own.model, inputs_of(own, tables));
}

namespace {

score::ScoreOptions matching_options(const StageOptions& options) {
    score::ScoreOptions out;
    const std::string ambiguous = options.text("ambiguous");
    if (ambiguous != "exclude" && ambiguous != "keep")
        throw Error{
            ErrorKind::usage,
            fmt::format("ambiguous knows no '{}'", ambiguous),
            options.where(),
            suggest_name(ambiguous, {"exclude", "keep"})};
    if (ambiguous == "keep")
        out.collecting.rules.ambiguous = score::AmbiguousPolicy::keep;
    out.build = options.text("build");
    out.inference.reference = options.text("reference");
    out.inference.callable = options.text("callable");
    out.inference.assume_reference = options.boolean("assume_ref");
    return out;
}

}  // namespace

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
             {"seed", OptionType::integer, "seed of drawn genotypes", "1"},
             {"ambiguous",
              OptionType::text,
              "A/T and C/G SNPs of an iCARE model: exclude or keep",
              "exclude"},
             {"build", OptionType::text, "genome build of the genomes, against the header's word"},
             {"reference",
              OptionType::path,
              "FASTA: tells REF at SNPs of an iCARE model where no row does"},
             {"callable",
              OptionType::path,
              "BED of regions in which a SNP without a row is homozygous reference"},
             {"assume_ref",
              OptionType::boolean,
              "take every SNP without a row for homozygous reference",
              "false"},
             {"panel",
              OptionType::path,
              "panel of the stage ancestry, for scores that the model adjusts for ancestry"},
             {"reference_scores",
              OptionType::path,
              "sums of the panel's people, as 'genostrat score' writes them"},
             {"adjusted_scores",
              OptionType::path,
              "adjusted scores, as 'genostrat ancestry adjust' writes them"},
             {"normalise",
              OptionType::text,
              "adjust all scores by none, most_similar_pop, norm1 or norm2; empty: as the model "
              "says"}},
        .make = [](const StageOptions& options) {
            const std::string normalise = options.text("normalise");
            return AnyStage<RecordBatch>{Risk{RiskOptions{
                .model = load_risk_model(options.text("model")),
                .covariates = options.text("covariates"),
                .outcomes = options.text("outcomes"),
                .stream = parse_stream(options.text("snp_stream")),
                .seed = static_cast<std::uint32_t>(options.integer("seed")),
                .matching = matching_options(options),
                .panel = options.text("panel"),
                .reference_scores = options.text("reference_scores"),
                .adjusted_scores = options.text("adjusted_scores"),
                .normalise = normalise.empty() ? std::nullopt
                                               : std::optional{parse_normalisation(normalise)}}}};
        }};
}

}  // namespace genostrat::risk
