// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/pipeline/plan.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

using VariantStages = StageRegistry<RecordBatch>;

/// Adds every stage of the domains. The one place that knows them all.
void register_builtin_stages(VariantStages& registry);

/// The registry with every stage of genostrat.
[[nodiscard]] const VariantStages& builtin_stages();

/// Options that the outputs of a plan (`vcf`) have.
[[nodiscard]] std::vector<OptionInfo> vcf_output_options();

/// Checks a plan against the registry without opening any input: names, options and their types,
/// and that no score, ancestry or QC stands behind a filter unless `after_filter` is said.
/// @throws Error{usage} with file and line
void check_plan(const Plan& plan, const VariantStages& registry);

/// Checks and runs a plan. Outputs get their final names when all are complete.
/// @throws Error
RunResult run_plan(const Plan& plan, const VariantStages& registry, const RunOptions& options);

}  // namespace genostrat
