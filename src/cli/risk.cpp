// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"
#include "score_options.hpp"

#include <memory>

#include <genostrat/ancestry/stage.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/report/score_tables.hpp>
#include <genostrat/report/stage.hpp>
#include <genostrat/risk/model.hpp>
#include <genostrat/risk/stage.hpp>
#include <genostrat/score/stage.hpp>

namespace genostrat::cli {

namespace {

struct Risk {
    VariantInput input{};
    SampleChoice samples{};
    RunSettings settings{};
    ScoreSettings score{};
    std::string model{};
    std::string stream{"own"};
    std::string normalise{};
    risk::RiskOptions risk{};
    ancestry::ProjectOptions ancestry{};
    report::ReportOptions report{.tsv = "-"};

    void run(const CLI::App& command) {
        risk.model = risk::load_risk_model(model);
        risk.stream = risk::parse_stream(stream);
        if (!normalise.empty())
            risk.normalise = risk::parse_normalisation(normalise);
        report.command = "genostrat risk " + content_options(command);
        // Without IN and covariates the variants come from standard input, as everywhere.
        const bool has_variants = command.get_option("IN")->count() > 0 || risk.covariates.empty();
        const bool has_weights = command.get_option("--weights")->count() > 0;
        add_inputs(has_variants, has_weights);
        if (has_variants)
            run_variants(has_weights);
        else
            run_covariates();
    }

private:
    void add_inputs(bool has_variants, bool has_weights) {
        const auto add = [this](const char* role, const std::string& path) {
            if (!path.empty() && path != "-")
                report.inputs.emplace_back(role, path);
        };
        if (has_variants)
            add("variants", input.path());
        add("risk model", model);
        add("covariates", risk.covariates);
        add("outcomes", risk.outcomes);
        add("ancestry panel", ancestry.panel);
        add("scores of the panel", risk.reference_scores);
        add("adjusted scores", risk.adjusted_scores);
        if (has_weights)
            for (const std::string& path : score.options().weights)
                add("weights", path);
    }

    void run_variants(bool has_weights) {
        risk.matching = score.options();
        ancestry.assume_ref = risk.matching.inference.assume_reference;
        risk.panel = ancestry.panel;
        Pipeline pipeline{input.source()};
        const SampleSelection selection = samples.selection();
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        if (!ancestry.panel.empty())
            pipeline = std::move(pipeline) | ancestry::Ancestry{ancestry};
        if (has_weights)
            pipeline = std::move(pipeline) | score::PolygenicScore{score.options()};
        pipeline = std::move(pipeline) | risk::Risk{risk} | report::ReportStage{report};
        const RunOptions options = settings.options();
        const RunResult result = std::move(pipeline).run(options);
        settings.report(result);
        if (const auto* const table = result.results.find<score::ScoreTable>())
            for_each_piece(report::score_match_summary(*table), '\n', [](std::string_view line) {
                if (!line.empty())
                    log_info(line);
            });
    }

    void run_covariates() const {
        Results results;
        results.put(risk::assess_covariates(risk));
        report::ReportStage{report}.finish(results);
        results.commit_files();
    }
};

void add_output_options(CLI::App& command, report::ReportOptions& report) {
    const auto add = [&](const char* name, std::string& path, const char* help) {
        command.add_option(name, path, help)->type_name("FILE");
    };
    add("-o,--output", report.tsv, "a line a person and risk; - is standard output");
    add("--json", report.json, "the whole report as JSON");
    add("--html", report.html, "the report as one page");
    add("--scores", report.scores, "sums of every sample and score");
    add("--horizons", report.horizons, "a line a person, risk and horizon, with intervals");
    add("--contributions", report.contributions, "what each part adds to a risk");
    add("--curves", report.curves, "risk by age, the person's and the population's");
    add("--summary", report.summary, "people a tier, and calibration (JSON)");
}

void add_ancestry_options(CLI::App& command, Risk& risk) {
    const auto add = [&](const char* name, std::string& path, const char* help) {
        command.add_option(name, path, help)->type_name("FILE");
    };
    add("--panel",
        risk.ancestry.panel,
        "panel of 'genostrat ancestry build': places everybody among its groups");
    add("--reference-scores",
        risk.risk.reference_scores,
        "sums of the panel's people, as 'genostrat score' writes them, to adjust scores by");
    add("--adjusted-scores",
        risk.risk.adjusted_scores,
        "adjusted scores, as 'genostrat ancestry adjust' writes them");
    command
        .add_option(
            "--normalise",
            risk.normalise,
            "adjust all scores for ancestry in this way, whatever the model says")
        ->check(CLI::IsMember({"none", "most_similar_pop", "norm1", "norm2"}));
}

}  // namespace

void add_risk_command(CLI::App& program) {
    auto risk = std::make_shared<Risk>();
    CLI::App& command = *program.add_subcommand(
        "risk", "Absolute risks and tiers of people, from variants, covariates or both");
    risk->input.add_to(command);
    risk->samples.add_to(command);
    command
        .add_option("--model", risk->model, "risk model (YAML): inputs, effects, incidence, tiers")
        ->type_name("FILE")
        ->required();
    command
        .add_option(
            "--covariates",
            risk->risk.covariates,
            "table of people (CSV or TSV): column sample or id, and the model's inputs")
        ->type_name("FILE");
    command
        .add_option(
            "--outcomes",
            risk->risk.outcomes,
            "table of what became of them: observed_outcome, study_entry_age, study_exit_age, "
            "time_of_onset, sampling_weights")
        ->type_name("FILE");
    command
        .add_option(
            "--snp-stream",
            risk->stream,
            "random numbers that draw an iCARE model's reference genotypes; r: as R draws them")
        ->check(CLI::IsMember({"own", "r"}))
        ->capture_default_str();
    command.add_option("--seed", risk->risk.seed, "seed of these numbers")->capture_default_str();
    risk->score.add_weights_to(command);
    command.get_option("--weights")->required(false);
    risk->score.add_rules_to(command);
    risk->score.add_inference_to(command);
    add_ancestry_options(command, *risk);
    add_output_options(command, risk->report);
    risk->settings.add_to(command);
    command.callback([risk, &command] { risk->run(command); });
}

}  // namespace genostrat::cli
