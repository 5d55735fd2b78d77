// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/genome_view.hpp>
#include <genostrat/hgvs/convert.hpp>
#include <genostrat/hgvs/expression.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::cli {
namespace {

struct HgvsArguments {
    std::vector<std::string> expressions;
    std::string file;
    std::string genes;
    std::string fasta;
    std::string output{"-"};
    std::string rules{"default"};
};

// `contig:pos:ref:alt`, or nothing.
std::optional<hgvs::VcfAlleles> read_alleles(std::string_view text) {
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() != 4)
        return std::nullopt;
    const auto pos = parse_number<std::int64_t>(parts[1]);
    if (!pos || *pos < 1 || parts[2].empty() || parts[3].empty())
        return std::nullopt;
    return hgvs::VcfAlleles{
        std::string{parts[0]}, *pos - 1, std::string{parts[2]}, std::string{parts[3]}};
}

// One line: input, status, canonical form or names, alleles, what is wrong.
std::string
answer(std::string_view text, const genes::GenomeView* genome, hgvs::CodingNumbers numbers) {
    if (const auto alleles = read_alleles(text)) {
        if (genome == nullptr)
            return fmt::format("{}\tno_model\t.\t.\tgive a gene model with --genes\n", text);
        std::string names;
        for (const std::string& name : hgvs::to_names(*genome, *alleles))
            names += (names.empty() ? "" : " ") + name;
        return fmt::format("{}\tok\t{}\t{}\t.\n", text, names.empty() ? "." : names, text);
    }
    const hgvs::ParsedExpression parsed = hgvs::parse_expression(text);
    if (parsed.fault)
        return fmt::format(
            "{}\t{}\t.\t.\tcharacter {}: {}{}{}\n",
            text,
            parsed.fault->is_valid_form ? "not_read" : "invalid",
            parsed.fault->at + 1,
            parsed.fault->what,
            parsed.fault->likely.empty() ? "" : "; ",
            parsed.fault->likely);
    if (parsed.protein)
        return fmt::format("{}\tok\t{}\t.\t.\n", text, to_string(*parsed.protein));
    const std::string canonical = to_string(*parsed.dna);
    if (genome == nullptr)
        return fmt::format("{}\tok\t{}\t.\t.\n", text, canonical);
    const hgvs::Conversion found = hgvs::to_vcf(*genome, *parsed.dna, numbers);
    if (!found.alleles)
        return fmt::format("{}\tno_alleles\t{}\t.\t{}\n", text, canonical, found.reason);
    const hgvs::VcfAlleles& one = *found.alleles;
    return fmt::format(
        "{}\tok\t{}\t{}:{}:{}:{}\t.\n", text, canonical, one.contig, one.pos + 1, one.ref, one.alt);
}

void run(const HgvsArguments& arguments) {
    if (arguments.expressions.empty() && arguments.file.empty())
        throw Error{
            ErrorKind::usage, "no expression to read", {}, "give expressions, or --input FILE"};
    std::optional<genes::GeneModel> model;
    std::optional<io::Fasta> fasta;
    std::optional<genes::GenomeView> genome;
    if (!arguments.genes.empty()) {
        model.emplace(arguments.genes);
        if (!arguments.fasta.empty())
            fasta.emplace(arguments.fasta);
        genome.emplace(*model, fasta ? &*fasta : nullptr);
    }
    const genes::GenomeView* const view = genome ? &*genome : nullptr;
    const hgvs::CodingNumbers numbers = arguments.rules == "vep115"
                                            ? hgvs::CodingNumbers::vep115
                                            : hgvs::CodingNumbers::nomenclature;
    io::AtomicFile out{arguments.output};
    std::string text = "#input\tstatus\tcanonical\talleles\tmessage\n";
    for (const std::string& one : arguments.expressions)
        text += answer(one, view, numbers);
    if (!arguments.file.empty()) {
        io::LineReader lines{arguments.file};
        std::string_view line;
        while (lines.next(line)) {
            if (!line.empty() && line.front() != '#')
                text += answer(line.substr(0, line.find('\t')), view, numbers);
            if (text.size() > 65'536) {
                out.write(text);
                text.clear();
            }
        }
    }
    out.write(text);
    out.close();
    out.commit();
}

}  // namespace

void add_hgvs_command(CLI::App& program) {
    CLI::App* const command = program.add_subcommand(
        "hgvs", "Check HGVS expressions, and convert them to VCF alleles and back");
    const auto arguments = std::make_shared<HgvsArguments>();
    command->add_option(
        "expressions",
        arguments->expressions,
        "HGVS (g., c., n., m., p.), or alleles as contig:pos:ref:alt");
    command->add_option("-i,--input", arguments->file, "file with one a line");
    command->add_option("--genes", arguments->genes, "gene model (.gsg), for conversion");
    command->add_option("-f,--fasta", arguments->fasta, "genome, for places far away from genes");
    command
        ->add_option(
            "--rules",
            arguments->rules,
            "vep115: c. numbers of substitutions are those of Ensembl VEP 115, which counts the "
            "missing bases of a CDS that begins inside a codon")
        ->check(CLI::IsMember({"default", "vep115"}))
        ->capture_default_str();
    command->add_option("-o,--output", arguments->output, "table to write")->capture_default_str();
    command->callback([arguments] { run(*arguments); });
}

}  // namespace genostrat::cli
