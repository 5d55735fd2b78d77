// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include <genostrat/core/error.hpp>
#include <genostrat/simulate/filler.hpp>
#include <genostrat/simulate/world.hpp>

namespace genostrat::cli {

namespace {

struct SimulateOptions {
    simulate::WorldOptions world{};
    std::string folder{};
    std::string fasta_for{};
    std::string output{};
};

void run_simulate(const SimulateOptions& options) {
    if (!options.fasta_for.empty()) {
        if (options.output.empty())
            throw Error{ErrorKind::usage, "--fasta-for needs an output", {}, "add -o reference.fa"};
        simulate::write_filler_fasta(options.fasta_for, options.output, options.world.seed);
        return;
    }
    if (options.folder.empty())
        throw Error{
            ErrorKind::usage,
            "simulate needs --out FOLDER, or --fasta-for GFF3 -o FASTA",
            {},
            "for example: genostrat simulate --seed 1 --out demo"};
    simulate::simulate_world(options.folder, options.world);
}

}  // namespace

void add_simulate_command(CLI::App& program) {
    const auto options = std::make_shared<SimulateOptions>();
    simulate::WorldOptions& world = options->world;
    CLI::App* const command = program.add_subcommand(
        "simulate", "make a small genome with genes, a cohort, a patient, scores and families");
    command->add_option("--seed", world.seed, "the same number makes the same files")
        ->capture_default_str();
    command->add_option("--out", options->folder, "folder for the files, made if it is not there");
    command->add_option("--samples", world.n_samples, "people of the cohort")
        ->capture_default_str();
    command->add_option("--records", world.n_records, "variants of the cohort")
        ->capture_default_str();
    command->add_option("--contigs", world.n_contigs, "contigs, 1 to 23; the last is chrX")
        ->capture_default_str();
    command->add_option("--genes", world.n_genes, "genes")->capture_default_str();
    command->add_option("--families", world.n_families, "families with planted inheritance")
        ->capture_default_str();
    command->add_option(
        "--wgs", world.n_wgs, "also write wgs.vcf.gz: one genome with so many variants");
    command->add_option(
        "--known", world.n_known, "known variants besides those of the cohort and of --wgs");
    command->add_option("--score-rows", world.n_score_rows, "rows of each scoring file")
        ->capture_default_str();
    command->add_option(
        "--length", world.contig_length, "bases of a contig (0: as the other numbers need)");
    command->add_option(
        "--fasta-for",
        options->fasta_for,
        "write only a FASTA for the contigs of this gene model (GFF3)");
    command->add_option("-o,--output", options->output, "FASTA for --fasta-for; .gz for BGZF");
    command->callback([options] { run_simulate(*options); });
}

}  // namespace genostrat::cli
