// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <memory>

#include <genostrat/core/error.hpp>
#include <genostrat/coverage/callable.hpp>

namespace genostrat::cli {

void add_callable_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "callable", "Say for each base of targets whether the reads could have shown a variant");
    const auto given = std::make_shared<coverage::CallableOptions>();
    command.add_option("PREFIX", given->prefix, "Outputs are PREFIX.states.bed.gz, …")->required();
    command.add_option("IN", given->path, "BAM or CRAM with an index")->required();
    command
        .add_option("--targets", given->targets, "BED; a name GENE:REST sums the targets of GENE")
        ->type_name("BED");
    command.add_option("--gene-model", given->gene_model, "Compiled gene model")->type_name("GSG");
    command
        .add_option(
            "--genes", given->genes, "Coding exons of these genes or transcripts are the targets")
        ->delimiter(',')
        ->type_name("NAMES");
    command.add_option("-f,--fasta", given->reference, "Reference of a CRAM")->type_name("FASTA");
    command.add_option("--min-depth", given->min_depth, "A base is callable from this depth on")
        ->capture_default_str();
    command
        .add_option(
            "--min-mapping-quality",
            given->min_mapping_quality,
            "Reads of less do not make a base callable")
        ->capture_default_str();
    command.add_option("-F,--flag", given->exclude_flags, "Exclude reads with any of these flags")
        ->capture_default_str();
    command.add_option("--threads", given->threads, "Threads in total")->capture_default_str();
    command.callback([given] {
        if (!given->targets.empty() && !given->genes.empty())
            throw Error{ErrorKind::usage, "--targets and --genes exclude each other"};
        if (given->genes.empty() != given->gene_model.empty())
            throw Error{ErrorKind::usage, "--genes and --gene-model go together"};
        static_cast<void>(coverage::run_callable(*given));
    });
}

}  // namespace genostrat::cli
