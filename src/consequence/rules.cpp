// SPDX-License-Identifier: MIT
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
        .ignores_model_facts = true};
}

std::optional<Rules> find_rules(std::string_view name) noexcept {
    if (name == "default")
        return Rules{};
    if (name == "vep115")
        return Rules::vep115();
    return std::nullopt;
}

}  // namespace genostrat::consequence
