// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <memory>

#include <genostrat/io/atomic_file.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/report/qc_html.hpp>

namespace genostrat::cli {

namespace {

struct QcArguments {
    VariantInput input{};
    SampleChoice samples{};
    qc::QcOptions options{};
    CLI::App* command{};
};

void run(QcArguments& given) {
    qc::QcOptions& options = given.options;
    options.path = given.input.path();
    options.samples = given.samples.selection();
    for (const char* const name : {"--regions", "--regions-file", "--targets", "--targets-file"})
        options.has_regions |= given.command->count(name) > 0;
    const qc::QcVerdicts verdicts = qc::run_qc(options, given.input.source());
    io::write_file(options.prefix + ".qc.html", report::qc_html(verdicts));
}

void add_relatives(CLI::App& command, qc::QcOptions& options) {
    command.add_flag(
        "--king", options.king, "Also PREFIX.king.tsv: kinship of all pairs of samples");
    command
        .add_option(
            "--king-table-filter", options.least_kinship, "Only pairs of at least this kinship")
        ->type_name("KINSHIP");
    command
        .add_option(
            "--min-sites",
            options.least_sites,
            "Sites called in both samples before their relation is judged")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
}

}  // namespace

void add_qc_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "qc", "Quality and identity of samples from variants or reads; see docs/qc.md");
    const auto given = std::make_shared<QcArguments>();
    given->command = &command;
    qc::QcOptions& options = given->options;
    given->input.add_to(command);
    given->samples.add_to(command);
    command.get_option("IN")->required()->description(
        "VCF or BCF (or PLINK, BGEN); or BAM, CRAM or SAM");
    command.add_option("-o,--output", options.prefix, "Outputs are PREFIX.samples.tsv, …")
        ->required()
        ->type_name("PREFIX");
    command
        .add_option(
            "--people", options.people, "Declared sexes and parents: a .psam, .fam or .ped file")
        ->type_name("FILE");
    command.add_flag(
        "--plink", options.plink, "Also plink2's tables PREFIX.smiss .vmiss .het .hardy .afreq");
    command
        .add_option(
            "--frequency",
            options.frequency,
            "INFO column with the frequency of ALT in the population, for contamination")
        ->type_name("TAG");
    command
        .add_option(
            "--sites",
            options.sites,
            "With reads: common SNVs with their frequencies, to look for contamination")
        ->type_name("VCF");
    command
        .add_option(
            "--compare",
            options.compare,
            "Another VCF or BCF: who the samples are in it, to find swaps (PREFIX.identity.tsv)")
        ->type_name("VCF");
    add_relatives(command, options);
    command
        .add_option(
            "-f,--fasta",
            options.reference,
            "Reference of reads: to decode a CRAM, and to look for GC bias (PREFIX.gc_bias.tsv)")
        ->type_name("FASTA");
    command.add_option("--threads", options.threads, "Threads in total")->capture_default_str();
    command.callback([given] { run(*given); });
}

}  // namespace genostrat::cli
