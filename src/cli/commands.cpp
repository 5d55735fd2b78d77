// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace genostrat::cli {

void add_commands(CLI::App& program) {
    add_index_command(program);
    add_run_command(program);
    add_stages_command(program);
    add_callable_command(program);
    add_depth_command(program);
    add_pileup_command(program);
    add_simulate_command(program);
    add_qc_command(program);
    add_view_command(program);
    add_genes_command(program);
    add_hgvs_command(program);
    add_normalize_command(program);
    add_liftover_command(program);
    add_archive_command(program);
    add_annotate_command(program);
    add_filter_command(program);
    add_pgx_command(program);
    add_score_command(program);
    add_weights_command(program);
    add_completion_command(program);
    add_man_command(program);
    add_query_command(program);
    add_inherit_command(program);
    add_ancestry_command(program);
    add_risk_command(program);
}

}  // namespace genostrat::cli
