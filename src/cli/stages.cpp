// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <genostrat/catalog/catalog.hpp>

namespace genostrat::cli {

namespace {

std::string_view effect_text(StageEffect effect) {
    switch (effect) {
    case StageEffect::drops_rows:
        return "may leave out rows";
    case StageEffect::needs_all_rows:
        return "needs all rows: before any filter";
    case StageEffect::reports:
        return "reports when the run ends";
    case StageEffect::keeps_rows:
        break;
    }
    return "keeps every row";
}

void print_text() {
    for (const StageInfo<RecordBatch>& stage : builtin_stages().stages()) {
        fmt::print("{}: {} ({})\n", stage.name, stage.summary, effect_text(stage.effect));
        for (const OptionInfo& option : stage.options)
            fmt::print(
                "    {:<18} {:<14} {}{}\n",
                option.name,
                to_string(option.type),
                option.help,
                option.is_required ? " (required)"
                : option.default_value.empty()
                    ? ""
                    : fmt::format(" (default: {})", option.default_value));
    }
}

void print_json() {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const StageInfo<RecordBatch>& stage : builtin_stages().stages()) {
        nlohmann::ordered_json options = nlohmann::ordered_json::array();
        for (const OptionInfo& option : stage.options)
            options.push_back(
                {{"name", option.name},
                 {"type", to_string(option.type)},
                 {"help", option.help},
                 {"default", option.default_value},
                 {"required", option.is_required}});
        all.push_back(
            {{"name", stage.name},
             {"summary", stage.summary},
             {"effect", effect_text(stage.effect)},
             {"options", options}});
    }
    fmt::print("{}\n", all.dump(2));
}

}  // namespace

void add_stages_command(CLI::App& program) {
    auto as_json = std::make_shared<bool>(false);
    CLI::App& command = *program.add_subcommand("stages", "List the stages that plans are made of");
    command.add_flag("--json", *as_json, "as JSON");
    command.callback([as_json] { *as_json ? print_json() : print_text(); });
}

}  // namespace genostrat::cli
