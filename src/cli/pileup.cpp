// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "site_lists.hpp"

#include <memory>
#include <string>

#include <fmt/core.h>

#include <genostrat/core/buffer.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/pileup/pileup.hpp>

namespace genostrat::cli {

namespace {

struct PileupArguments {
    pileup::PileupOptions options{};
    std::string sites{};
    std::string output{"-"};
    bool no_version{};
};

std::string packed(std::string_view text) {
    Buffer out;
    const io::Deflater deflater{6};
    while (!text.empty()) {
        const std::string_view block = text.substr(0, io::bgzf_block_bytes);
        deflater.deflate(block, out);
        text.remove_prefix(block.size());
    }
    out.append(io::bgzf_end_of_file);
    return std::string{out.view()};
}

void run(const PileupArguments& given) {
    if (given.output.ends_with(".bcf"))
        throw Error{
            ErrorKind::usage,
            fmt::format("--output is {} but pileup writes VCF", given.output),
            {},
            "name it .vcf or .vcf.gz; `genostrat view` makes BCF of it"};
    const std::string text = pileup::to_vcf(
        pileup::pile_up(given.options, pileup_sites(given.sites)), !given.no_version);
    io::AtomicFile file{given.output};
    file.write(given.output.ends_with(".gz") ? packed(text) : text);
    file.close();
    file.commit();
}

}  // namespace

void add_pileup_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "pileup", "Count alleles of BAM or CRAM at given sites and find the genotypes");
    const auto given = std::make_shared<PileupArguments>();
    pileup::PileupOptions& options = given->options;
    command.add_option("IN", options.paths, "BAM or CRAM with an index, one a sample")->required();
    command
        .add_option(
            "--sites",
            given->sites,
            "VCF, BCF, archive (.gsa), or text with the columns contig, position, REF and ALT")
        ->required()
        ->type_name("FILE");
    command
        .add_option(
            "-f,--fasta", options.reference, "Reference; the sites' REF is compared with it")
        ->type_name("FASTA");
    command.add_option("-o,--output", given->output, "VCF; .vcf.gz is compressed")
        ->type_name("FILE");
    command.add_option("-q,--min-MQ", options.min_mapping_quality, "Least mapping quality")
        ->capture_default_str();
    command.add_option("-Q,--min-BQ", options.min_base_quality, "Least base quality")
        ->capture_default_str();
    command.add_option("--ploidy", options.ploidy, "Copies of a genotype")
        ->check(CLI::Range(1, 2))
        ->capture_default_str();
    command.add_flag(
        "-A,--count-orphans", options.count_orphans, "Also reads of pairs that are not proper");
    command.add_flag(
        "-x,--ignore-overlaps", options.count_overlaps, "Count both mates where they overlap");
    command.add_option("--threads", options.threads, "Threads in total")->capture_default_str();
    command.add_flag("--no-version", given->no_version, "No version in the header");
    command.callback([given] { run(*given); });
}

}  // namespace genostrat::cli
