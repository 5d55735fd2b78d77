// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"
#include "filter_options.hpp"

#include <memory>

#include <genostrat/core/error.hpp>
#include <genostrat/filter/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

struct FilterCommand {
    VariantInput input{};
    SampleChoice samples{};
    FilterChoice choice{};
    VariantOutput output{};
    RunSettings settings{};
    std::string soft_filter{};
    std::string mode{};
    std::string set_genotypes{};

    [[nodiscard]] FilterOptions options() const {
        FilterOptions chosen = choice.options();
        if (chosen.expression.empty())
            throw Error{ErrorKind::usage, "an expression is needed", {}, "give -i EXPR or -e EXPR"};
        chosen.soft_filter = soft_filter;
        chosen.appends = mode.find('+') != std::string::npos;
        chosen.resets = mode.find('x') != std::string::npos;
        if (!mode.empty() && soft_filter.empty())
            throw Error{ErrorKind::usage, "--mode needs --soft-filter"};
        if (set_genotypes == ".")
            chosen.genotypes = RejectedGenotype::missing;
        else if (set_genotypes == "0")
            chosen.genotypes = RejectedGenotype::reference;
        return chosen;
    }

    void run(const CLI::App& command) const {
        Pipeline pipeline{input.source()};
        const SampleSelection selection = samples.selection();
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection} | UpdateAlleleCounts{};
        pipeline = std::move(pipeline) | Filter{options()} |
                   output.sink("filter", content_options(command));
        settings.report(std::move(pipeline).run(settings.options()));
    }
};

}  // namespace

void add_filter_command(CLI::App& program) {
    auto filter = std::make_shared<FilterCommand>();
    CLI::App& command =
        *program.add_subcommand("filter", "Keep, mark or blank rows by an expression");
    filter->input.add_to(command);
    filter->choice.add_to(command);
    command.add_option(
        "--soft-filter",
        filter->soft_filter,
        "leave rejected rows in and put this name in FILTER (+: a new name)");
    command
        .add_option(
            "-m,--mode",
            filter->mode,
            "with --soft-filter: + keeps other names in FILTER, x resets passing rows to PASS")
        ->check(CLI::IsMember({"+", "x", "+x", "x+"}));
    command
        .add_option(
            "--set-GTs",
            filter->set_genotypes,
            "leave rows in and set genotypes of rejected samples to missing (.) or reference (0)")
        ->check(CLI::IsMember({".", "0"}));
    filter->samples.add_to(command);
    filter->output.add_to(command);
    filter->settings.add_to(command);
    command.callback([filter, &command] { filter->run(command); });
}

}  // namespace genostrat::cli
