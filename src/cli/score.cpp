// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"
#include "score_options.hpp"

#include <cstdio>
#include <memory>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/report/score_tables.hpp>
#include <genostrat/score/combine.hpp>
#include <genostrat/score/stage.hpp>

namespace genostrat::cli {

namespace {

/// Writes a text; compressed where the name ends in .gz.
void write_text(const std::string& path, std::string_view text) {
    if (!path.ends_with(".gz")) {
        io::write_file(path, text);
        return;
    }
    const io::Deflater deflater{6};
    Buffer packed;
    for (std::size_t at = 0; at < text.size(); at += io::bgzf_block_bytes)
        deflater.deflate(text.substr(at, io::bgzf_block_bytes), packed);
    packed.append(io::bgzf_end_of_file);
    io::write_file(path, packed.view());
}

/// plink2's lists of samples: ids, or families and ids; a header begins with #.
SampleSelection read_keep_list(const std::string& path) {
    SampleSelection selection{.force = true};
    io::LineReader lines{path};
    std::string_view line;
    while (lines.next(line)) {
        line = trim_blanks(line);
        if (line.empty() || line.front() == '#')
            continue;
        const std::size_t end = line.find_first_of(" \t");
        const std::string_view second =
            end == std::string_view::npos ? line : trim_blanks(line.substr(end));
        selection.names.emplace_back(second.substr(0, second.find_first_of(" \t")));
    }
    if (selection.names.empty())
        throw Error{ErrorKind::bad_data, "the list of samples to keep is empty", {.file = path}};
    return selection;
}

struct Score {
    VariantInput input{};
    SampleChoice samples{};
    RunSettings settings{};
    ScoreSettings score{};
    std::string imputed{};
    std::string keep{};
    std::string output{"-"};
    std::string format{"long"};
    std::string json{};
    std::string log{};
    bool haplotypes{};

    void run() const {
        score::ScoreOptions options = score.options();
        options.collecting.remembers = !imputed.empty();
        options.haplotypes = haplotypes;
        const score::MissingPolicy missing = options.collecting.missing;
        if (!imputed.empty())
            options.collecting.missing = score::MissingPolicy::skip;
        VariantInput variants = input;
        variants.set_samples(score.samples_file());
        score::ScoreTable table = score_of(
            variants.source(), keep.empty() ? samples.selection() : read_keep_list(keep), options);
        if (!imputed.empty()) {
            // The second input tells the rest, by its dosages where it has them.
            options.collecting.missing = missing;
            options.collecting.remembers = false;
            options.collecting.known = table.known;
            options.inference = {.blocks = false};
            options.least_genotype_quality = 0;
            options.leads_with_dosages = true;
            const score::ScoreTable rest =
                score_of(VariantSource{imputed}, {.names = table.samples}, options);
            table = combine(std::move(table), rest);
        }
        write(table);
    }

    [[nodiscard]] score::ScoreTable score_of(
        VariantSource source, const SampleSelection& selection, score::ScoreOptions options) const {
        if (options.samples_file.empty())
            options.samples_file = source.sample_table();
        source.keep_info(score::info_columns(options));
        if (!selection.selects() && !options.haplotypes)
            source.leave_genotypes_packed();  // nobody else reads them, and no rows are written
        Pipeline pipeline{std::move(source)};
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        pipeline = std::move(pipeline) | score::PolygenicScore{std::move(options)};
        RunResult result = std::move(pipeline).run(settings.options());
        settings.report(result);
        return std::move(*result.results.find<score::ScoreTable>());
    }

    void write(const score::ScoreTable& table) const {
        for_each_piece(report::score_match_summary(table), '\n', [](std::string_view line) {
            if (!line.empty())
                log_info(line);
        });
        if (!log.empty())
            write_text(log, report::score_match_log(table));
        if (!json.empty())
            write_text(json, report::score_table_json(table));
        write_text(
            output,
            format == "sscore" ? report::score_table_sscore(table)
                               : report::score_table_tsv(table));
    }
};

struct BuildWeights {
    ScoreSettings score{};
    std::string output{};

    void run() const {
        const score::ScoreOptions options = score.options();
        score::WeightOptions reading = options.reading;
        reading.file.wanted_build = options.build;
        score::WeightTable::load(options.weights, reading).write(output);
    }
};

}  // namespace

void add_score_command(CLI::App& program) {
    auto score = std::make_shared<Score>();
    CLI::App& command = *program.add_subcommand("score", "Sum polygenic scores");
    score->input.add_to(command);
    score->input.add_companions_to(command);
    score->samples.add_to(command);
    score->score.add_weights_to(command);
    score->score.add_rules_to(command);
    score->score.add_inference_to(command);
    command
        .add_option("--keep", score->keep, "samples to score, as plink2's lists (IID, or FID IID)")
        ->type_name("FILE");
    command
        .add_option(
            "--imputed",
            score->imputed,
            "imputed genotypes of the same samples, for sites that IN does not assess")
        ->type_name("FILE");
    command.add_flag(
        "--haplotypes",
        score->haplotypes,
        "score each of a sample's two haplotypes apart, from phased GT: NAME_hap1 is left of the "
        "|");
    command.add_option("-o,--output", score->output, "table of scores; - is standard output")
        ->type_name("FILE");
    command
        .add_option("--format", score->format, "long: a line a sample and score; sscore: as plink2")
        ->check(CLI::IsMember({"long", "sscore"}));
    command.add_option("--json", score->json, "facts, match report and scores as JSON")
        ->type_name("FILE");
    command
        .add_option(
            "--match-log",
            score->log,
            "what became of every row of the scoring files (.gz: packed)")
        ->type_name("FILE");
    score->settings.add_to(command);
    command.callback([score] { score->run(); });
}

void add_weights_command(CLI::App& program) {
    auto build = std::make_shared<BuildWeights>();
    CLI::App& command =
        *program.add_subcommand("weights", "Pack scoring files for fast use by score");
    command.require_subcommand(1);
    CLI::App& builder = *command.add_subcommand("build", "Pack scoring files into one (.gsw)");
    build->score.add_weights_to(builder);
    builder.add_option("-o,--output", build->output, "packed weights (.gsw)")
        ->type_name("FILE")
        ->required();
    builder.callback([build] { build->run(); });
}

}  // namespace genostrat::cli
