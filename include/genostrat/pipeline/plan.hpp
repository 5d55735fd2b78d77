// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat {

/// A value that the user of a plan gives with `--set name=value`.
struct PlanParameter {
    std::string name{};
    std::string help{};
    std::string default_value{};
    bool is_required{};
};

/// A stage or an output of a plan, with its options as text; `${name}` is replaced.
struct PlanStep {
    std::string name{};
    std::vector<std::pair<std::string, std::vector<std::string>>> options{};
    std::vector<Where> option_places{};
    Where where{};
    bool after_filter{};  ///< the author knows that rows were left out before
};

/// A whole analysis as data: where rows come from, the stages in order, and what is written.
///
/// @code{.yaml}
/// name: rare-variants
/// summary: one line
/// parameters:
///   vcf: {help: variants, required: true}
///   fasta: {help: reference genome}
/// input: ${vcf}
/// stages:
///   - normalize: {fasta: "${fasta}"}
///     when: fasta                      # only if that parameter has a value
///   - filter: {include: "AF < 0.01"}
/// outputs:
///   - vcf: {path: "${out}/rare.vcf.gz", index: csi}
/// @endcode
struct Plan {
    std::string name{};
    std::string summary{};
    std::vector<PlanParameter> parameters{};
    std::string input{};
    std::vector<PlanStep> stages{};
    std::vector<PlanStep> outputs{};
};

/// Values given with `--set`; an empty value counts as not given.
using PlanValues = std::map<std::string, std::string, std::less<>>;

/// Parses a plan and puts the values in.
/// @param file  named in errors
/// @throws Error{usage} with file and line: not YAML, an unknown key (with the nearest one), an
///         unknown or missing parameter
[[nodiscard]] Plan
parse_plan(std::string_view yaml, const std::string& file, const PlanValues& values);

/// Like parse_plan from a file. @throws Error{missing_input}
[[nodiscard]] Plan load_plan(const std::string& path, const PlanValues& values);

/// Only name, summary and parameters: for `--explain` without values.
[[nodiscard]] Plan describe_plan(const std::string& path);

}  // namespace genostrat
