// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <genostrat/catalog/catalog.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/plan.hpp>

namespace genostrat::cli {

namespace {

namespace fs = std::filesystem;

/// Folders of the ready plans: beside an installed program, and of a source tree.
std::vector<fs::path> plan_folders() {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
    return {program / "../share/genostrat/pipelines", program / "../../pipelines"};
}

/// The plan's file: as given, or one of the ready plans by its name.
/// @throws Error{missing_input} if a name is given that none has
std::string find_plan(const std::string& given) {
    std::error_code failed;
    if (fs::exists(given, failed) || given.find_first_of("/.") != std::string::npos)
        return given;
    std::vector<std::string> ready;
    for (const fs::path& folder : plan_folders()) {
        if (const fs::path plan = folder / (given + ".yaml"); fs::exists(plan, failed))
            return plan.string();
        for (const auto& entry : fs::directory_iterator{folder, failed})
            if (entry.path().extension() == ".yaml")
                ready.push_back(entry.path().stem().string());
    }
    std::ranges::sort(ready);
    throw Error{
        ErrorKind::missing_input,
        fmt::format("there is no file and no ready plan '{}'", given),
        {},
        ready.empty() ? "give the path of a plan" : suggest_name(given, ready)};
}

PlanValues parse_values(const std::vector<std::string>& settings) {
    PlanValues values;
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error{
                ErrorKind::usage, fmt::format("--set takes name=value, found '{}'", setting)};
        if (!values.emplace(setting.substr(0, equals), setting.substr(equals + 1)).second)
            throw Error{
                ErrorKind::usage,
                fmt::format("--set {} is given twice", setting.substr(0, equals))};
    }
    return values;
}

void explain(const Plan& plan) {
    fmt::print("{}: {}\n\nparameters (--set name=value):\n", plan.name, plan.summary);
    for (const PlanParameter& parameter : plan.parameters)
        fmt::print(
            "  {:<16} {}{}\n",
            parameter.name,
            parameter.help,
            parameter.is_required ? " (required)"
            : parameter.default_value.empty()
                ? ""
                : fmt::format(" (default: {})", parameter.default_value));
}

void print_steps(const Plan& plan, const VariantStages& registry) {
    const auto print = [](const PlanStep& step, std::string_view summary) {
        fmt::print("  {:<14}{}\n", step.name, summary);
        for (const auto& [option, values] : step.options)
            fmt::print("      {} = {}\n", option, fmt::join(values, ", "));
    };
    fmt::print("\ninput: {}\nstages:\n", plan.input);
    for (const PlanStep& step : plan.stages)
        print(step, registry.at(step.name, step.where).summary);
    fmt::print("outputs:\n");
    for (const PlanStep& step : plan.outputs)
        print(step, "");
}

struct Run {
    std::string plan{};
    std::vector<std::string> values{};
    bool dry_run{};
    bool explains{};
    RunSettings settings{};

    void run() const {
        const std::string path = find_plan(plan);
        if (explains)
            explain(describe_plan(path));
        if (explains && values.empty())
            return;
        const Plan filled = load_plan(path, parse_values(values));
        check_plan(filled, builtin_stages());
        if (explains || dry_run) {
            print_steps(filled, builtin_stages());
            return;
        }
        settings.report(run_plan(filled, builtin_stages(), settings.options()));
    }
};

}  // namespace

void add_run_command(CLI::App& program) {
    auto run = std::make_shared<Run>();
    CLI::App& command = *program.add_subcommand("run", "Run a plan: a whole analysis in one pass");
    command.add_option("PLAN", run->plan, "a YAML file, or the name of a ready plan")->required();
    command.add_option("--set", run->values, "name=value: a parameter of the plan; repeatable")
        ->allow_extra_args(false);
    command.add_flag("--dry-run", run->dry_run, "check the plan and print its steps, run nothing");
    command.add_flag("--explain", run->explains, "say what the plan does and what it needs");
    run->settings.add_to(command);
    command.callback([run] { run->run(); });
}

}  // namespace genostrat::cli
