// SPDX-License-Identifier: MIT
#include "consequence_options.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::cli {
namespace {

std::int64_t bases(std::string_view text) {
    const auto value = parse_number<std::int64_t>(text);
    if (!value || *value < 0)
        throw Error{
            ErrorKind::usage, fmt::format("--distance is '{}' but must be bases from 0 on", text)};
    return *value;
}

}  // namespace

void ConsequenceOptions::add_to(CLI::App& command) {
    command.add_option("--genes", genes_, "gene model (.gsg): adds INFO/CSQ")
        ->group("Consequences");
    command.add_option("--rules", rules_, "default, or vep115 to reproduce Ensembl VEP 115")
        ->check(CLI::IsMember({"default", "vep115"}))
        ->group("Consequences");
    command.add_option("--fields", fields_, "CSQ fields, separated by commas")
        ->group("Consequences");
    command.add_option("--csq-name", tag_, "name of the INFO field")->group("Consequences");
    command
        .add_option(
            "--distance", distance_, "bases that count as upstream and downstream, or UP,DOWN")
        ->group("Consequences");
    command.add_flag("--p-brackets", brackets_, "HGVSp as p.(Gly12Asp)")->group("Consequences");
    command.add_flag("--no-escape", plain_equals_, "HGVSp with '=' instead of '%3D'")
        ->group("Consequences");
}

consequence::ConsequenceStage ConsequenceOptions::stage(const std::string& fasta) const {
    consequence::StageSettings settings;
    settings.genes = genes_;
    settings.fasta = fasta;
    settings.rules = consequence::find_rules(rules_).value_or(consequence::Rules{});
    if (!fields_.empty())
        settings.fields = consequence::parse_csq_fields(fields_);
    settings.tag = tag_;
    const std::size_t comma = distance_.find(',');
    settings.upstream_distance = bases(std::string_view{distance_}.substr(0, comma));
    settings.downstream_distance = comma == std::string::npos
                                       ? settings.upstream_distance
                                       : bases(std::string_view{distance_}.substr(comma + 1));
    settings.protein_style = {.brackets = brackets_, .escape_equals = !plain_equals_};
    return consequence::ConsequenceStage{std::move(settings)};
}

}  // namespace genostrat::cli
