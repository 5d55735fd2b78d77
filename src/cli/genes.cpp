// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "terminal.hpp"

#include <memory>
#include <string>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/genes/build.hpp>

namespace genostrat::cli {
namespace {

struct BuildArguments {
    std::vector<std::string> annotations;
    genes::BuildOptions options;
    bool quiet{false};
    bool log_json{false};
};

// `label=path` names the source; a path may hold `=` itself after its first slash.
genes::AnnotationFile annotation_file(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || text.find('/') < equals)
        return {.path = text};
    return {.path = text.substr(equals + 1), .label = text.substr(0, equals)};
}

// Prints the progress; an interrupt ends the build.
genes::OnBuildProgress progress_of_build(bool is_printed, bool as_json) {
    const auto print =
        is_printed ? progress_printer(as_json) : std::function<void(const Progress&)>{};
    return [print](const genes::BuildProgress& progress) {
        if (stop_requested())
            throw Error{ErrorKind::system, "interrupted"};
        if (print)
            print(
                {.n_records = progress.n_rows,
                 .n_bytes = progress.n_bytes,
                 .position = std::string{progress.step}});
    };
}

void build(const BuildArguments& arguments) {
    genes::BuildOptions options = arguments.options;
    for (const std::string& one : arguments.annotations)
        options.annotations.push_back(annotation_file(one));
    options.on_progress = progress_of_build(!arguments.quiet, arguments.log_json);
    const genes::BuildReport report = genes::build_gene_model(options);
    finish_progress();
    log_info(fmt::format(
        "{}: {} genes, {} transcripts ({} coding), {} exons, {:.1f} Mb of genome",
        options.output,
        report.n_genes,
        report.n_transcripts,
        report.n_coding,
        report.n_exons,
        static_cast<double>(report.n_genome_bases) / 1e6));
}

}  // namespace

void add_genes_command(CLI::App& program) {
    CLI::App* const genes = program.add_subcommand("genes", "Compile gene models");
    genes->require_subcommand(1);
    CLI::App* const command = genes->add_subcommand(
        "build", "Compile GFF3 or GTF and a genome into one gene model file (.gsg)");
    const auto arguments = std::make_shared<BuildArguments>();
    command
        ->add_option(
            "--gff3,--gtf",
            arguments->annotations,
            "annotation, GFF3 or GTF, plain or compressed; [LABEL=]FILE, may be repeated")
        ->required();
    command->add_option("--fasta", arguments->options.fasta, "reference genome, plain or BGZF")
        ->required();
    command->add_option("-o,--output", arguments->options.output, "the gene model to write")
        ->required();
    command->add_flag(
        "--strict", arguments->options.strict, "refuse records that would be skipped or doubtful");
    command
        ->add_flag_callback(
            "--quiet",
            [arguments] {
                arguments->quiet = true;
                hide_notes();
            },
            "no progress line and no notes; warnings and errors stay")
        ->trigger_on_parse();
    command
        ->add_flag_callback(
            "--log-json",
            [arguments] {
                arguments->log_json = true;
                print_messages_as_json();
            },
            "messages and progress as JSON lines")
        ->trigger_on_parse();
    command->callback([arguments] { build(*arguments); });
}

}  // namespace genostrat::cli
