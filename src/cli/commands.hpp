// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

// One function a subcommand, defined in the file of its name: adds the subcommand with its options
// and a callback that runs it. Errors leave the callback as genostrat::Error.
namespace genostrat::cli {

/// All of them, in the order of `genostrat --help`.
void add_commands(CLI::App& program);

void add_ancestry_command(CLI::App& program);
void add_completion_command(CLI::App& program);
void add_index_command(CLI::App& program);
void add_man_command(CLI::App& program);
void add_run_command(CLI::App& program);
void add_stages_command(CLI::App& program);
void add_callable_command(CLI::App& program);
void add_depth_command(CLI::App& program);
void add_pileup_command(CLI::App& program);
void add_simulate_command(CLI::App& program);
void add_qc_command(CLI::App& program);
void add_view_command(CLI::App& program);
void add_genes_command(CLI::App& program);
void add_hgvs_command(CLI::App& program);
void add_normalize_command(CLI::App& program);
void add_liftover_command(CLI::App& program);
void add_archive_command(CLI::App& program);
void add_annotate_command(CLI::App& program);
void add_filter_command(CLI::App& program);
void add_pgx_command(CLI::App& program);
void add_score_command(CLI::App& program);
void add_weights_command(CLI::App& program);
void add_query_command(CLI::App& program);
void add_inherit_command(CLI::App& program);
void add_risk_command(CLI::App& program);

}  // namespace genostrat::cli
