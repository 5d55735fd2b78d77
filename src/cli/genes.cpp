// SPDX-License-Identifier: MIT
#include "commands.hpp"

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
};

// `label=path` names the source; a path may hold `=` itself after its first slash.
genes::AnnotationFile annotation_file(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || text.find('/') < equals)
        return {.path = text};
    return {.path = text.substr(equals + 1), .label = text.substr(0, equals)};
}

void build(const BuildArguments& arguments) {
    genes::BuildOptions options = arguments.options;
    for (const std::string& one : arguments.annotations)
        options.annotations.push_back(annotation_file(one));
    const genes::BuildReport report = genes::build_gene_model(options);
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
    command->callback([arguments] { build(*arguments); });
}

}  // namespace genostrat::cli
