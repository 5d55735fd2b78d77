// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <memory>
#include <string>

#include <fmt/format.h>

#include <genostrat/ancestry/adjust.hpp>
#include <genostrat/ancestry/stage.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/report/ancestry_table.hpp>

namespace genostrat::cli {

namespace {

struct Build {
    VariantInput input{};
    RunSettings settings{};
    ancestry::BuildOptions build{};
    std::string solver{"automatic"};
    std::string output{};
    std::string pcs{};

    void run() {
        build.solver = solver == "exact"        ? ancestry::Solver::exact
                       : solver == "randomised" ? ancestry::Solver::randomised
                                                : ancestry::Solver::automatic;
        if (build.name.empty())
            build.name = output;
        Pipeline pipeline = Pipeline{input.source()} | ancestry::BuildPanel{build};
        const RunOptions options = settings.options();
        const RunResult result = std::move(pipeline).run(options);
        settings.report(result);
        const auto& panel = *result.results.find<ancestry::Panel>();
        panel.write(output);
        if (!pcs.empty())
            io::write_file(pcs, report::panel_tsv(panel));
        log_info(fmt::format(
            "{} unrelated samples in {} groups, {} variants, {} components",
            panel.samples.size(),
            panel.groups().size(),
            panel.variants.size(),
            panel.basis.n_reference));
    }
};

struct Project {
    VariantInput input{};
    SampleChoice samples{};
    RunSettings settings{};
    ancestry::ProjectOptions project{};
    std::string output{"-"};

    void run() const {
        Pipeline pipeline{input.source()};
        const SampleSelection selection = samples.selection();
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        pipeline = std::move(pipeline) | ancestry::Ancestry{project};
        const RunOptions options = settings.options();
        const RunResult result = std::move(pipeline).run(options);
        settings.report(result);
        io::write_file(
            output, report::ancestry_tsv(*result.results.find<ancestry::AncestryTable>()));
    }
};

struct Adjust {
    ancestry::AdjustOptions adjust{};
    std::string method{"forest"};
    std::string compat{};
    std::string output{"-"};

    void run() {
        adjust.assignment = method == "mahalanobis" ? ancestry::Assignment::mahalanobis
                                                    : ancestry::Assignment::forest;
        adjust.as_pgsc_calc = compat == "pgsc_calc";
        io::write_file(output, ancestry::adjust_scores(adjust));
    }
};

CLI::Option*
add_file(CLI::App& command, const char* name, std::string& path, const std::string& help) {
    return command.add_option(name, path, help)->type_name("FILE");
}

void add_build(CLI::App& parent) {
    auto build = std::make_shared<Build>();
    CLI::App& command = *parent.add_subcommand(
        "build", "Make a reference panel: components of unrelated, labelled samples");
    build->input.add_to(command);
    add_file(command, "--labels", build->build.labels, "samples and groups (.psam or a table)")
        ->required();
    command.add_option(
        "--label-column", build->build.label_column, "of the group; default SuperPop");
    add_file(command, "-o,--output", build->output, "panel (.gsp)")->required();
    add_file(command, "--pcs", build->pcs, "also the samples' components as a table");
    command.add_option("--name", build->build.name, "of the panel, for reports");
    command.add_option("--n-pcs", build->build.n_pcs, "principal components")
        ->check(CLI::Range(1, 50))
        ->capture_default_str();
    command
        .add_option("--maf", build->build.minimum_frequency, "least frequency of the rarer allele")
        ->check(CLI::Range(0.0, 0.5))
        ->capture_default_str();
    command
        .add_option("--call-rate", build->build.minimum_call_rate, "least share of called samples")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        .add_option("--ld-r2", build->build.ld_limit, "squared correlation that prunes a variant")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command.add_option("--ld-window", build->build.ld_window_bp, "bases that pruning looks back")
        ->capture_default_str();
    command
        .add_option(
            "--king-cutoff",
            build->build.kinship_limit,
            "kinship above which one sample is left out")
        ->capture_default_str();
    command.add_option("--solver", build->solver, "of the decomposition")
        ->check(CLI::IsMember({"automatic", "exact", "randomised"}))
        ->capture_default_str();
    build->settings.add_to(command);
    command.callback([build] { build->run(); });
}

void add_project(CLI::App& parent) {
    auto project = std::make_shared<Project>();
    CLI::App& command = *parent.add_subcommand(
        "project", "Place samples on a panel's components and among its groups");
    project->input.add_to(command);
    project->samples.add_to(command);
    add_file(command, "--panel", project->project.panel, "panel made by ancestry build")
        ->required();
    add_file(command, "-o,--output", project->output, "a line a sample; - is standard output");
    command.add_flag(
        "--assume-ref",
        project->project.assume_ref,
        "sites without a row are homozygous reference (whole genomes)");
    project->settings.add_to(command);
    command.callback([project] { project->run(); });
}

void add_adjust(CLI::App& parent) {
    auto adjust = std::make_shared<Adjust>();
    CLI::App& command = *parent.add_subcommand(
        "adjust", "Adjust scores for ancestry: most similar group, norm1, norm2");
    add_file(
        command,
        "--ref-pcs",
        adjust->adjust.reference_pcs,
        "IID, PC1, … of unrelated reference samples")
        ->required();
    add_file(command, "--labels", adjust->adjust.reference_labels, "IID and group of these samples")
        ->required();
    command.add_option("--label-column", adjust->adjust.label_column, "of the group")
        ->capture_default_str();
    add_file(command, "--pcs", adjust->adjust.target_pcs, "IID, PC1, … of the samples in question")
        ->required();
    add_file(
        command, "--scores", adjust->adjust.scores, "IID, PGS, SUM of reference and target samples")
        ->required();
    add_file(
        command,
        "--target-labels",
        adjust->adjust.target_labels,
        "IID, MostSimilarPop: groups from elsewhere");
    command.add_option("--method", adjust->method, "how samples are assigned to groups")
        ->check(CLI::IsMember({"forest", "mahalanobis"}))
        ->capture_default_str();
    command
        .add_option(
            "--compat", adjust->compat, "pgsc_calc: distances with one degree of freedom less")
        ->check(CLI::IsMember({"pgsc_calc"}));
    command.add_option("--n-assign", adjust->adjust.n_assign, "components that groups are told by")
        ->check(CLI::Range(1, 50))
        ->capture_default_str();
    command
        .add_option(
            "--n-normalise", adjust->adjust.n_normalise, "components that scores are adjusted for")
        ->check(CLI::Range(1, 50))
        ->capture_default_str();
    add_file(
        command, "-o,--output", adjust->output, "a line a sample and score; - is standard output");
    command.callback([adjust] { adjust->run(); });
}

}  // namespace

void add_ancestry_command(CLI::App& program) {
    CLI::App& command = *program.add_subcommand(
        "ancestry", "Genetic ancestry: reference panels, projection, adjusted scores");
    command.require_subcommand(1);
    add_build(command);
    add_project(command);
    add_adjust(command);
}

}  // namespace genostrat::cli
