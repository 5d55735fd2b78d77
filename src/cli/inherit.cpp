// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <memory>

#include <genostrat/core/error.hpp>
#include <genostrat/inheritance/stage.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

struct Inherit {
    VariantInput input{};
    VariantOutput output{};
    RunSettings settings{};
    InheritanceOptions chosen{};
    std::string pedigree{};
    std::string mendel_path{};
    std::string pairs_path{};
    bool finds_pairs{};
    bool no_quality{};

    [[nodiscard]] InheritanceOptions options() const {
        InheritanceOptions out = chosen;
        out.pedigree = cohort::Pedigree::read(pedigree);
        if (no_quality)
            out.thresholds = {
                .min_gq = -1,
                .min_depth = -2,
                .min_balance = -2,
                .max_ref_balance = 2,
                .min_alt_balance = -2,
                .max_parent_alt_reads = 1e12,
                .min_x_de_novo_balance = -2,
                .min_x_recessive_balance = -2};
        return out;
    }

    /// The pairs of compound heterozygotes, by a pass of their own.
    [[nodiscard]] CompoundHetTable find_pairs(const InheritanceOptions& wanted) const {
        if (input.path() == "-")
            throw Error{
                ErrorKind::unsupported,
                "compound heterozygotes need an input that can be read twice",
                {},
                "give a file instead of -"};
        auto pipeline = Pipeline{input.source()} | CompoundHetSearch{wanted};
        const RunResult result = std::move(pipeline).run(settings.options());
        const CompoundHetTable* const found = result.results.find<CompoundHetTable>();
        return found == nullptr ? CompoundHetTable{} : *found;
    }

    void run(const CLI::App& command) const {
        const InheritanceOptions wanted = options();
        CompoundHetTable pairs;
        if (finds_pairs || !pairs_path.empty())
            pairs = find_pairs(wanted);
        Pipeline pipeline{input.source()};
        if (!mendel_path.empty())
            pipeline = std::move(pipeline) | MendelianErrors{wanted.pedigree};
        pipeline = std::move(pipeline) | Inheritance{wanted, pairs} |
                   output.sink("inherit", content_options(command));
        const RunResult result = std::move(pipeline).run(settings.options());
        settings.report(result);
        if (!pairs_path.empty())
            io::write_file(pairs_path, pairs.text());
        if (const MendelianTable* const table = result.results.find<MendelianTable>())
            io::write_file(mendel_path, table->text());
    }
};

void add_thresholds(CLI::App& command, inheritance::Thresholds& thresholds) {
    const auto add = [&](const char* name, double& value, const char* help) {
        command.add_option(name, value, help)->capture_default_str()->group("Thresholds");
    };
    add("--min-gq", thresholds.min_gq, "genotype quality of child and parents");
    add("--min-depth", thresholds.min_depth, "reads of child and parents (AD)");
    add("--min-balance", thresholds.min_balance, "ALT reads / all reads of a heterozygote");
    add("--max-ref-balance", thresholds.max_ref_balance, "the same of 0/0: below this");
    add("--min-alt-balance", thresholds.min_alt_balance, "the same of 1/1: above this");
    add("--max-parent-alt-reads",
        thresholds.max_parent_alt_reads,
        "of a de novo: ALT reads of both parents together");
}

}  // namespace

void add_inherit_command(CLI::App& program) {
    auto inherit = std::make_shared<Inherit>();
    CLI::App& command = *program.add_subcommand(
        "inherit",
        "Find de novo, recessive, dominant, X-linked and compound heterozygous variants");
    inherit->input.add_to(command);
    command.add_option("--ped", inherit->pedigree, "pedigree (PLINK's six columns)")->required();
    command.add_flag(
        "--compound-hets",
        inherit->finds_pairs,
        "pair heterozygous variants of a gene that lie on different copies (reads IN twice)");
    command.add_option(
        "--compound-hets-table", inherit->pairs_path, "write the pairs to this file, too");
    command.add_option(
        "--mendel", inherit->mendel_path, "write Mendelian errors of each trio to this file");
    command.add_option(
        "--gene-field",
        inherit->chosen.gene_field,
        "INFO field with the gene (default: CSQ.SYMBOL, CSQ.Gene, ANN.Gene_Name or BCSQ.gene)");
    command.add_flag("--affected-only", inherit->chosen.affected_only, "only affected children");
    command.add_flag(
        "--matching-only", inherit->chosen.matching_only, "leave out rows that fit no mode");
    add_thresholds(command, inherit->chosen.thresholds);
    command.add_flag("--no-quality", inherit->no_quality, "judge by genotypes alone")
        ->group("Thresholds");
    inherit->output.add_to(command);
    inherit->settings.add_to(command);
    command.callback([inherit, &command] { inherit->run(command); });
}

}  // namespace genostrat::cli
