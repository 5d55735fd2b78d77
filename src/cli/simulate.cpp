// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include <genostrat/core/error.hpp>
#include <genostrat/pgx/bundle.hpp>
#include <genostrat/simulate/filler.hpp>
#include <genostrat/simulate/haplotype_cohort.hpp>
#include <genostrat/simulate/world.hpp>

namespace genostrat::cli {

namespace {

struct SimulateOptions {
    simulate::WorldOptions world{};
    std::string folder{};
    std::string fasta_for{};
    std::string output{};
    std::string pgx_data{};
    std::vector<std::string> pgx_genes{};
    simulate::HaplotypeCohortOptions people{};
};

/// A gene's named alleles as rows of allele indices. Cells that allow several bases, and those that
/// are not defined, are REF.
simulate::HaplotypeGene haplotypes_of(const pgx::GeneModel& model) {
    const pgx::GeneDefinition& definition = model.definition;
    simulate::HaplotypeGene gene{.contig = definition.contig};
    for (const pgx::Locus& locus : definition.loci)
        gene.sites.push_back(
            {.pos0 = locus.pos0,
             .id = locus.rsid.empty() ? "." : locus.rsid,
             .ref = locus.ref,
             .alts = locus.alts});
    const auto add = [&](const pgx::NamedAllele& allele) {
        std::vector<std::uint8_t> row;
        for (std::size_t locus = 0; locus < definition.loci.size(); ++locus) {
            const std::string* const cell = allele.cells[locus];
            const pgx::AlleleCode code =
                cell ? model.code_of(static_cast<pgx::LocusIndex>(locus), *cell)
                     : pgx::reference_code;
            const bool is_alt =
                code > 0 && static_cast<std::size_t>(code) <= definition.loci[locus].alts.size();
            row.push_back(is_alt ? static_cast<std::uint8_t>(code) : std::uint8_t{0});
        }
        gene.haplotypes.push_back(std::move(row));
    };
    add(model.allele(model.reference));
    for (const pgx::AlleleIndex allele : model.by_name)
        if (allele != model.reference)
            add(model.allele(allele));
    return gene;
}

void simulate_pgx_cohort(const SimulateOptions& options) {
    if (options.output.empty())
        throw Error{ErrorKind::usage, "--pgx-data needs an output", {}, "add -o cohort.vcf.gz"};
    const auto bundle = pgx::load_bundle(options.pgx_data);
    std::vector<simulate::HaplotypeGene> genes;
    for (const pgx::Gene& gene : bundle->genes)
        if (options.pgx_genes.empty() ||
            std::ranges::find(options.pgx_genes, gene.name()) != options.pgx_genes.end())
            genes.push_back(haplotypes_of(gene.model));
    for (const std::string& name : options.pgx_genes)
        if (bundle->find_gene(name) == nullptr)
            throw Error{
                ErrorKind::usage,
                "the data define no gene '" + name + "'",
                {.file = options.pgx_data}};
    simulate::HaplotypeCohortOptions people = options.people;
    people.seed = options.world.seed;
    people.n_samples = options.world.n_samples;
    simulate::write_haplotype_cohort(genes, people, options.output);
}

void run_simulate(const SimulateOptions& options) {
    if (!options.fasta_for.empty()) {
        if (options.output.empty())
            throw Error{ErrorKind::usage, "--fasta-for needs an output", {}, "add -o reference.fa"};
        simulate::write_filler_fasta(options.fasta_for, options.output, options.world.seed);
        return;
    }
    if (!options.pgx_data.empty()) {
        simulate_pgx_cohort(options);
        return;
    }
    if (options.folder.empty())
        throw Error{
            ErrorKind::usage,
            "simulate needs --out FOLDER, --fasta-for GFF3 -o FASTA or --pgx-data FOLDER -o VCF",
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
    command->add_option(
        "--pgx-data",
        options->pgx_data,
        "write only a VCF of --samples people with named alleles of these pharmacogenes");
    command
        ->add_option(
            "--pgx-genes", options->pgx_genes, "of --pgx-data, with commas; all unless given")
        ->delimiter(',');
    command->add_flag("--phased", options->people.is_phased, "genotypes of --pgx-data are phased");
    command
        ->add_option(
            "--missing", options->people.missing_share, "share of missing genotypes of --pgx-data")
        ->capture_default_str();
    command->add_option(
        "--heterozygous",
        options->people.n_heterozygous,
        "so many heterozygous positions a gene of --pgx-data, in place of named alleles");
    command->add_option(
        "-o,--output", options->output, "of --fasta-for or --pgx-data; .gz for BGZF");
    command->callback([options] { run_simulate(*options); });
}

}  // namespace genostrat::cli
