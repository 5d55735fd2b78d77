// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <genostrat/consequence/rules.hpp>

namespace genostrat::consequence {

Rules Rules::vep115() noexcept {
    return {
        .shared_span = true,
        .mirrored_utr = true,
        .leaked_state = true,
        .wrong_rotation = true,
        .snv_numbering = true,
        .last_run_decides = true,
        .untrimmed_hgvsg = true,
        .near_end_stop_retained = true,
        .no_atg_is_start_lost = true,
        .bare_total = true,
        .forced_methionine = true,
        .unknown_is_ter = true,
        .loose_utr_positions = true,
        .standard_table_only = true,
        .raw_protein_names = true,
        .ignores_model_facts = true,
        .protein_where_written = true,
        .short_window = true,
        .untrimmed_block = true};
}

namespace {

using Switch = bool Rules::*;

constexpr std::array<std::string_view, 19> switch_names{
    "shared_span",
    "mirrored_utr",
    "leaked_state",
    "wrong_rotation",
    "snv_numbering",
    "last_run_decides",
    "untrimmed_hgvsg",
    "near_end_stop_retained",
    "no_atg_is_start_lost",
    "bare_total",
    "forced_methionine",
    "unknown_is_ter",
    "loose_utr_positions",
    "standard_table_only",
    "raw_protein_names",
    "ignores_model_facts",
    "protein_where_written",
    "short_window",
    "untrimmed_block"};

constexpr std::array<Switch, switch_names.size()> switches{
    &Rules::shared_span,
    &Rules::mirrored_utr,
    &Rules::leaked_state,
    &Rules::wrong_rotation,
    &Rules::snv_numbering,
    &Rules::last_run_decides,
    &Rules::untrimmed_hgvsg,
    &Rules::near_end_stop_retained,
    &Rules::no_atg_is_start_lost,
    &Rules::bare_total,
    &Rules::forced_methionine,
    &Rules::unknown_is_ter,
    &Rules::loose_utr_positions,
    &Rules::standard_table_only,
    &Rules::raw_protein_names,
    &Rules::ignores_model_facts,
    &Rules::protein_where_written,
    &Rules::short_window,
    &Rules::untrimmed_block};

}  // namespace

std::span<const std::string_view> rule_names() noexcept {
    return switch_names;
}

std::optional<Rules> find_rules(std::string_view name) noexcept {
    const std::size_t first = name.find_first_of("+-");
    const std::string_view base = name.substr(0, first);
    Rules rules = base == "vep115" ? Rules::vep115() : Rules{};
    if (base != "vep115" && base != "default")
        return std::nullopt;
    name.remove_prefix(base.size());
    while (!name.empty()) {
        const bool on = name.front() == '+';
        name.remove_prefix(1);
        const std::string_view one = name.substr(0, name.find_first_of("+-"));
        const auto at = std::find(switch_names.begin(), switch_names.end(), one);
        if (at == switch_names.end())
            return std::nullopt;
        rules.*switches[static_cast<std::size_t>(at - switch_names.begin())] = on;
        name.remove_prefix(one.size());
    }
    return rules;
}

}  // namespace genostrat::consequence
