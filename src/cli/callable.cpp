// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "site_lists.hpp"

#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/coverage/callable.hpp>

namespace genostrat::cli {

namespace {

struct CallableArguments {
    coverage::CallableOptions options{};
    std::string bed{};
    std::vector<std::string> genes{};
    std::int64_t flank{};
    bool all_transcripts{};
    std::vector<std::string> scores{};
    std::string pgx{};
    std::string clinical{};
};

void append(std::vector<coverage::Target>& targets, std::vector<coverage::Target> more) {
    std::ranges::move(more, std::back_inserter(targets));
}

void run(CallableArguments& given) {
    coverage::CallableOptions& options = given.options;
    if (!given.genes.empty() && options.gene_model.empty())
        throw Error{ErrorKind::usage, "--genes needs --gene-model"};
    if (given.genes.empty() && (given.flank != 0 || given.all_transcripts))
        throw Error{ErrorKind::usage, "--flank and --all-transcripts go with --genes"};
    std::vector<coverage::Target>& targets = options.targets;
    if (!given.bed.empty())
        targets = coverage::read_targets(given.bed);
    if (!given.genes.empty()) {
        coverage::GeneTargets genes = coverage::coding_targets(
            options.gene_model,
            given.genes,
            given.flank,
            given.all_transcripts ? coverage::TranscriptChoice::all
                                  : coverage::TranscriptChoice::one);
        options.scopes = std::move(genes.spans);
        append(options.scopes, targets);  // those of the BED count as they are
        append(targets, std::move(genes.exons));
    }
    if (!given.scores.empty())
        append(targets, score_targets(given.scores));
    if (!given.pgx.empty())
        append(targets, pgx_targets(given.pgx));
    if (targets.empty() && !given.bed.empty())
        throw Error{ErrorKind::bad_data, "the BED has no targets", {.file = given.bed}};
    options.has_clinical = !given.clinical.empty();
    if (options.has_clinical)
        options.clinical = clinical_sites(given.clinical);
    static_cast<void>(coverage::run_callable(options));
}

void add_targets(CLI::App& command, CallableArguments& given) {
    command.add_option("--targets", given.bed, "BED; a name GENE:REST sums the targets of GENE")
        ->type_name("BED");
    command
        .add_option(
            "--genes", given.genes, "Coding exons of these genes or transcripts are the targets")
        ->delimiter(',')
        ->type_name("NAMES");
    command
        .add_option(
            "--gene-model",
            given.options.gene_model,
            "Compiled gene model: has the genes, and names gaps by HGVS")
        ->type_name("GSG");
    command.add_option("--flank", given.flank, "Bases on both sides of the exons that count, too")
        ->check(CLI::Range(0, 1'000'000));
    command.add_flag(
        "--all-transcripts",
        given.all_transcripts,
        "All coding transcripts of --genes, not only MANE Select");
    command.add_option("--score", given.scores, "Sites of these scoring files are targets")
        ->delimiter(',')
        ->type_name("FILES");
    command
        .add_option(
            "--pgx-data",
            given.pgx,
            "Sites of the pharmacogenes in this data directory are targets")
        ->type_name("FOLDER");
    command
        .add_option(
            "--clinical",
            given.clinical,
            "ClinVar as VCF, BCF or archive: lists its pathogenic sites that were not assessed")
        ->type_name("FILE");
}

}  // namespace

void add_callable_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "callable", "Say for each base of targets whether a variant could have been seen there");
    const auto given = std::make_shared<CallableArguments>();
    coverage::CallableOptions& options = given->options;
    command.add_option("PREFIX", options.prefix, "Outputs are PREFIX.states.bed.gz, …")->required();
    command.add_option("IN", options.path, "BAM or CRAM with an index, or a gVCF")->required();
    add_targets(command, *given);
    command.add_option("-f,--fasta", options.reference, "Reference of a CRAM")->type_name("FASTA");
    command.add_option("-s,--sample", options.sample, "Sample of a gVCF with several")
        ->type_name("NAME");
    command.add_option("--min-depth", options.min_depth, "A base is callable from this depth on")
        ->capture_default_str();
    command
        .add_option(
            "--min-mapping-quality",
            options.min_mapping_quality,
            "Reads of less do not make a base callable")
        ->capture_default_str();
    command
        .add_option(
            "--min-gq",
            options.min_genotype_quality,
            "Rows of a gVCF with less do not make a base callable")
        ->capture_default_str();
    command.add_option("-F,--flag", options.exclude_flags, "Exclude reads with any of these flags")
        ->capture_default_str();
    command.add_option("--threads", options.threads, "Threads in total")->capture_default_str();
    command.callback([given] { run(*given); });
}

}  // namespace genostrat::cli
