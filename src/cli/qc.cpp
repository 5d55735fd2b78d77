// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <memory>

#include <genostrat/qc/stage.hpp>

namespace genostrat::cli {

void add_qc_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "qc", "Quality of samples: genotype counts and relatedness, or reads by their flags");
    const auto given = std::make_shared<qc::QcOptions>();
    command.add_option("IN", given->path, "VCF or BCF; or BAM, CRAM or SAM")->required();
    command.add_option("-o,--output", given->prefix, "Outputs are PREFIX.samples.tsv, …")
        ->required()
        ->type_name("PREFIX");
    command
        .add_option(
            "--people", given->people, "Declared sexes and parents: a .psam, .fam or .ped file")
        ->type_name("FILE");
    command.add_flag(
        "--plink", given->plink, "Also plink2's tables PREFIX.smiss .vmiss .het .hardy .afreq");
    command
        .add_option(
            "--frequency",
            given->frequency,
            "INFO column with the frequency of ALT in the population, for contamination")
        ->type_name("TAG");
    command.add_flag(
        "--king", given->king, "Also PREFIX.king.tsv: kinship of all pairs of samples");
    command
        .add_option(
            "--king-table-filter", given->least_kinship, "Only pairs of at least this kinship")
        ->type_name("KINSHIP");
    command.add_option("-f,--fasta", given->reference, "Reference of a CRAM")->type_name("FASTA");
    command.add_option("--threads", given->threads, "Threads in total")->capture_default_str();
    command.callback([given] { qc::run_qc(*given); });
}

}  // namespace genostrat::cli
