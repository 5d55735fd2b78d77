// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"
#include "score_options.hpp"

#include <memory>

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
    report::ReportOptions report{.tsv = "-"};

    void run(const CLI::App& command) const {
        const risk::RiskModel rules = risk::load_risk_model(model);
        Pipeline pipeline{input.source()};
        const SampleSelection selection = samples.selection();
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        report::ReportOptions outputs = report;
        outputs.command = "genostrat risk " + content_options(command);
        if (input.path() != "-")
            outputs.inputs.emplace_back("variants", input.path());
        outputs.inputs.emplace_back("risk model", model);
        for (const std::string& path : score.options().weights)
            outputs.inputs.emplace_back("weights", path);
        pipeline = std::move(pipeline) | score::PolygenicScore{score.options()} |
                   risk::Risk{rules} | report::ReportStage{std::move(outputs)};
        const RunOptions options = settings.options();
        const RunResult result = std::move(pipeline).run(options);
        settings.report(result);
        const auto& table = *result.results.find<score::ScoreTable>();
        for_each_piece(report::score_match_summary(table), '\n', [](std::string_view line) {
            if (!line.empty())
                log_info(line);
        });
    }
};

}  // namespace

void add_risk_command(CLI::App& program) {
    auto risk = std::make_shared<Risk>();
    CLI::App& command =
        *program.add_subcommand("risk", "Place people in the tiers of a risk model");
    risk->input.add_to(command);
    risk->samples.add_to(command);
    command.add_option("--model", risk->model, "risk model (YAML): scores, references, tiers")
        ->type_name("FILE")
        ->required();
    risk->score.add_weights_to(command);
    risk->score.add_rules_to(command);
    command
        .add_option(
            "-o,--output", risk->report.tsv, "a line a person and risk; - is standard output")
        ->type_name("FILE");
    command.add_option("--json", risk->report.json, "the whole report as JSON")->type_name("FILE");
    command.add_option("--html", risk->report.html, "the report as one page")->type_name("FILE");
    command.add_option("--scores", risk->report.scores, "sums of every sample and score")
        ->type_name("FILE");
    risk->settings.add_to(command);
    command.callback([risk, &command] { risk->run(command); });
}

}  // namespace genostrat::cli
