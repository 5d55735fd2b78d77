// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/pgx/outside_call.hpp>
#include <genostrat/pgx/stage.hpp>
#include <genostrat/report/pgx_html.hpp>
#include <genostrat/report/pgx_json.hpp>
#include <genostrat/report/pgx_tables.hpp>

namespace genostrat::cli {

namespace {

/// What a subcommand of `pgx` prints when no table is asked for.
enum class PgxOutput : std::uint8_t { calls, phenotypes, recommendations, report };

struct PgxCommand {
    PgxOutput output{};
    std::string input{"-"};
    std::string data{};
    std::string definitions{};
    std::string path{"-"};
    bool as_table{};
    std::string matrix{};
    std::string summary{};
    std::string populations{};
    std::string sexes{};
    std::vector<std::string> outside{};
    bool all_results{};
    bool no_exemptions{};
    bool call_cyp2d6{};
    bool no_index{};
    pgx::CohortOptions options{};
    pgx::GenotypeFilters filters{};
    SampleChoice samples{};
    RunSettings settings{};

    void add_input_to(CLI::App& command) {
        command.add_option("IN", input, "VCF or BCF with genotypes, GRCh38; - is standard input")
            ->capture_default_str();
        command
            .add_option(
                "--pgx-data",
                data,
                "folder of PharmCAT-format data: definitions, phenotypes, guidance")
            ->envname("GENOSTRAT_PGX_DATA")
            ->required();
        command.add_option(
            "--definitions", definitions, "allele definitions to use instead: a folder or a file");
        command.add_option("--sex", sexes, "table: sample, sex (M, F, 1, 2); else inferred from X");
        command.add_option(
            "--outside-calls",
            outside,
            "[SAMPLE=]FILE of PharmCAT, Cyrius, Aldy or StellarPGx; may be repeated");
        command.add_flag("--no-index", no_index, "read all of the input even if it has an index");
    }

    void add_calling_to(CLI::App& command) {
        command.add_flag(
            "--all-results", all_results, "all diplotypes that fit, not only the best");
        command.add_flag(
            "--find-combinations",
            options.call.find_combinations,
            "combinations of alleles and partial alleles where nothing else fits (research)");
        command.add_flag("--call-cyp2d6", call_cyp2d6, "also CYP2D6, by small variants (research)");
        command.add_flag(
            "--no-exemptions", no_exemptions, "no required positions, no diplotype priorities");
        command.add_flag(
            "--absent-to-ref",
            options.absent_to_reference,
            "positions without a record are reference, in genes that have records");
        command.add_flag(
            "--unspecified-gt-to-ref",
            options.unspecified_to_reference,
            "genotypes ./. are reference");
        command.add_flag("--use-ft", filters.use_ft, "only genotypes with FORMAT/FT PASS");
        command.add_option("--min-gq", filters.min_gq, "least FORMAT/GQ")->capture_default_str();
        command.add_option("--min-dp", filters.min_dp, "least FORMAT/DP")->capture_default_str();
        command
            .add_option(
                "--min-ab",
                filters.min_allele_balance,
                "least share of reads (FORMAT/AD) of each allele of a heterozygote, 0..0.5")
            ->check(CLI::Range(0.0, 0.5))
            ->capture_default_str();
        command
            .add_option("--gvcf-min-dp", filters.block_min_dp, "least depth of a reference block")
            ->capture_default_str();
        command.add_option("--gvcf-min-gq", filters.block_min_gq, "least GQ of a reference block")
            ->capture_default_str();
    }

    void add_output_to(CLI::App& command) {
        command.add_option("-o,--output", path, "- is standard output")->capture_default_str();
        command.add_flag("--tsv", as_table, "a table, one row a sample and gene");
        command.add_option("--matrix", matrix, "also write diplotypes, samples x genes, here");
        command.add_option(
            "--summary", summary, "also write counts of alleles, diplotypes and phenotypes here");
        command.add_option(
            "--populations", populations, "table: sample, label; --summary counts each label");
    }

    void run() {
        options.call.results = all_results ? pgx::ResultMode::all : pgx::ResultMode::top;
        options.call.use_exemptions = !no_exemptions;
        if (!sexes.empty())
            options.sexes = read_sexes();
        const bool needs_guidance =
            output == PgxOutput::recommendations || output == PgxOutput::report;
        const auto bundle = pgx::load_bundle(
            data,
            {.definitions = definitions,
             .call_cyp2d6 = call_cyp2d6,
             .with_guidance = needs_guidance && !as_table});
        VcfSourceOptions source_options;
        if (!no_index && has_index())
            source_options.regions = pgx::regions_of(*bundle);
        Pipeline pipeline{VcfSource{input, source_options}};
        const SampleSelection selection = samples.selection();
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        pipeline = std::move(pipeline) | pgx::PgxStage{bundle, options, filters};
        RunResult result = std::move(pipeline).run(settings.options());
        settings.report(result);
        pgx::CohortCalls calls = *result.results.find<pgx::CohortCalls>();
        for (const std::string& argument : outside)
            add_outside_calls(argument, calls);
        for (const std::string& warning : calls.warnings)
            log_warning(warning);
        write_all(calls);
    }

    [[nodiscard]] bool has_index() const {
        return input != "-" &&
               (std::filesystem::exists(input + ".csi") || std::filesystem::exists(input + ".tbi"));
    }

    static void add_outside_calls(const std::string& argument, pgx::CohortCalls& calls) {
        const std::size_t equals = argument.find('=');
        const bool has_sample = equals != std::string::npos && argument.find('/') > equals;
        const std::string file = has_sample ? argument.substr(equals + 1) : argument;
        pgx::apply_outside_calls(
            pgx::parse_outside_calls(pgx::read_text_file(file), file),
            file,
            has_sample ? argument.substr(0, equals) : std::string{},
            calls);
    }

    /// Rows of a table whose first two columns are a sample and something about it.
    template <typename Visit>
    static void each_pair(const std::string& file, Visit visit) {
        io::LineReader reader{file};
        std::string_view line;
        while (reader.next(line)) {
            if (line.empty() || line.front() == '#')
                continue;
            const auto columns = split(line, '\t');
            if (columns.size() < 2)
                throw Error{
                    ErrorKind::bad_data,
                    "a row has a sample and a value, with a tab between",
                    reader.where()};
            visit(std::string{columns[0]}, std::string{columns[1]}, reader.where());
        }
    }

    [[nodiscard]] std::map<std::string, pgx::Sex, std::less<>> read_sexes() const {
        std::map<std::string, pgx::Sex, std::less<>> by_sample;
        each_pair(sexes, [&](std::string sample, const std::string& word, const Where& where) {
            const bool male = word == "M" || word == "m" || word == "1" || word == "male";
            const bool female = word == "F" || word == "f" || word == "2" || word == "female";
            const bool unknown = word == "0" || word == "." || word == "NA" || word == "unknown";
            if (!male && !female && !unknown && sample != "sample")
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("sex is '{}' but must be M or F", word),
                    where};
            by_sample[std::move(sample)] = male     ? pgx::Sex::male
                                           : female ? pgx::Sex::female
                                                    : pgx::Sex::unknown;
        });
        return by_sample;
    }

    [[nodiscard]] std::string content(const pgx::CohortCalls& calls) const {
        if (as_table)
            return report::pgx_table(calls);
        switch (output) {
        case PgxOutput::calls:
            return report::pgx_json(calls, report::PgxDetail::calls);
        case PgxOutput::phenotypes:
            return report::pgx_json(calls, report::PgxDetail::phenotypes);
        case PgxOutput::recommendations:
            return report::pgx_json(calls, report::PgxDetail::recommendations);
        case PgxOutput::report:
            break;
        }
        return report::pgx_html(calls);
    }

    void write_all(const pgx::CohortCalls& calls) const {
        Results files;
        if (!matrix.empty())
            files.add_file(matrix, report::pgx_matrix(calls));
        if (!summary.empty()) {
            std::map<std::string, std::string> labels;
            if (!populations.empty())
                each_pair(populations, [&](std::string sample, std::string label, const Where&) {
                    labels[std::move(sample)] = std::move(label);
                });
            files.add_file(summary, report::pgx_summary(calls, labels));
        }
        files.add_file(path, content(calls));
        files.commit_files();
    }
};

void add_one(CLI::App& pgx, PgxOutput output, const char* name, const char* summary) {
    auto options = std::make_shared<PgxCommand>();
    options->output = output;
    CLI::App& command = *pgx.add_subcommand(name, summary);
    options->add_input_to(command);
    options->samples.add_to(command);
    options->add_calling_to(command);
    options->add_output_to(command);
    options->settings.add_to(command);
    command.callback([options] { options->run(); });
}

}  // namespace

void add_pgx_command(CLI::App& program) {
    CLI::App& pgx = *program.add_subcommand("pgx", "Call pharmacogenes and look up guidance");
    pgx.require_subcommand(1);
    add_one(pgx, PgxOutput::calls, "call", "Diplotypes of every sample, and what they rest on");
    add_one(pgx, PgxOutput::phenotypes, "phenotype", "Diplotypes, phenotypes, activity scores");
    add_one(
        pgx, PgxOutput::recommendations, "recommend", "Phenotypes and the guidelines they meet");
    add_one(pgx, PgxOutput::report, "report", "A self-contained HTML report for clinicians");
}

}  // namespace genostrat::cli
