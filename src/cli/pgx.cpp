// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <filesystem>
#include <memory>

#include <genostrat/core/log.hpp>
#include <genostrat/pgx/stage.hpp>
#include <genostrat/report/pgx_stage.hpp>

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
    std::string pages{};
    std::size_t page_limit{100};
    std::string sexes{};
    std::string callable{};
    std::string fasta{};
    std::vector<std::string> outside{};
    bool all_results{};
    bool no_exemptions{};
    bool call_cyp2d6{};
    bool no_index{};
    bool no_cache{};
    std::vector<std::string> guidance{};
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
        command.add_option(
            "--sex",
            sexes,
            "table of samples and sexes (M, F, 1, 2), .psam or .fam; else inferred");
        command.add_option(
            "-f,--fasta",
            fasta,
            "GRCh38 FASTA: finds insertions and deletions that are not left-aligned");
        command.add_option(
            "--outside-calls",
            outside,
            "[SAMPLE=]FILE of PharmCAT, Cyrius, Aldy or StellarPGx; may be repeated");
        command.add_flag("--no-index", no_index, "read all of the input even if it has an index");
        command.add_flag(
            "--no-cache", no_cache, "do not keep the compiled data in $GENOSTRAT_CACHE");
        command
            .add_option(
                "--guidance",
                guidance,
                "publishers of guidelines to use, with commas: CPIC, DPWG; all unless given")
            ->delimiter(',');
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
        command
            .add_option(
                "--callable",
                callable,
                "BED of regions in which a position without a record is reference, such as "
                "PREFIX.callable.bed.gz of 'genostrat callable'")
            ->type_name("BED");
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
        if (output == PgxOutput::report) {
            command.add_option(
                "--pages", pages, "folder for a page each sample; the report is of the cohort");
            command
                .add_option(
                    "--page-limit",
                    page_limit,
                    "of more samples, the report is of the cohort alone")
                ->capture_default_str();
        }
        command.add_option("--matrix", matrix, "also write diplotypes, samples x genes, here");
        command.add_option(
            "--summary", summary, "also write counts of alleles, diplotypes and phenotypes here");
        command.add_option(
            "--populations",
            populations,
            "table: sample, label, or .psam; --summary counts each label");
    }

    void run() {
        options.call.results = all_results ? pgx::ResultMode::all : pgx::ResultMode::top;
        options.call.use_exemptions = !no_exemptions;
        if (!sexes.empty())
            options.sexes = pgx::read_sexes(sexes);
        if (!callable.empty())
            options.callable =
                std::make_shared<const io::IntervalSet>(io::IntervalSet::from_bed(callable));
        const bool needs_guidance =
            output == PgxOutput::recommendations || output == PgxOutput::report;
        const bool with_guidance = needs_guidance && !as_table;
        const auto bundle = pgx::load_bundle(
            data,
            {.definitions = definitions,
             .call_cyp2d6 = call_cyp2d6,
             .with_guidance = with_guidance,
             .sources = with_guidance ? guidance : std::vector<std::string>{},
             .cache = no_cache ? std::filesystem::path{} : pgx::default_cache_folder()});
        pgx::PgxInputs inputs;
        for (const std::string& argument : outside)
            inputs.outside.push_back(pgx::read_outside_file(argument));
        if (!fasta.empty())
            inputs.fasta = std::make_shared<const io::Fasta>(fasta);
        VcfSourceOptions source_options;
        if (!no_index && has_index())
            source_options.regions =
                pgx::regions_of(*bundle, fasta.empty() ? 0 : pgx::ChangeIndex::reach_bp);
        Pipeline pipeline{VcfSource{input, source_options}};
        const SampleSelection selection = samples.selection();
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        pipeline = std::move(pipeline) |
                   pgx::PgxStage{bundle, options, filters, std::move(inputs)} |
                   report::PgxFiles{files()};
        RunResult result = std::move(pipeline).run(settings.options());
        settings.report(result);
        for (const std::string& warning : result.results.find<pgx::CohortCalls>()->warnings)
            log_warning(warning);
    }

    [[nodiscard]] bool has_index() const {
        return input != "-" &&
               (std::filesystem::exists(input + ".csi") || std::filesystem::exists(input + ".tbi"));
    }

    /// What is written where.
    [[nodiscard]] report::PgxFileOptions files() const {
        report::PgxFileOptions files{
            .pages = pages, .page_limit = page_limit, .matrix = matrix, .summary = summary};
        if (!populations.empty())
            files.populations = report::read_populations(populations);
        if (as_table)
            files.tsv = path;
        else if (output == PgxOutput::report)
            files.html = path;
        else
            files.json = path;
        files.detail = output == PgxOutput::calls        ? report::PgxDetail::calls
                       : output == PgxOutput::phenotypes ? report::PgxDetail::phenotypes
                                                         : report::PgxDetail::recommendations;
        return files;
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
