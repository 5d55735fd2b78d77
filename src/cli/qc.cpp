// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <memory>

#include <genostrat/io/atomic_file.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/report/qc_html.hpp>

namespace genostrat::cli {

void add_qc_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "qc", "Quality and identity of samples from variants or reads; see docs/qc.md");
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
    command
        .add_option(
            "--sites",
            given->sites,
            "With reads: common SNVs with their frequencies, to look for contamination")
        ->type_name("VCF");
    command.add_flag(
        "--king", given->king, "Also PREFIX.king.tsv: kinship of all pairs of samples");
    command
        .add_option(
            "--king-table-filter", given->least_kinship, "Only pairs of at least this kinship")
        ->type_name("KINSHIP");
    command.add_option("-f,--fasta", given->reference, "Reference of a CRAM")->type_name("FASTA");
    command.add_option("--threads", given->threads, "Threads in total")->capture_default_str();
    command.callback([given] {
        const qc::QcVerdicts verdicts = qc::run_qc(*given);
        io::write_file(given->prefix + ".qc.html", report::qc_html(verdicts));
    });
}

}  // namespace genostrat::cli
