// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <genostrat/score/stage.hpp>

namespace genostrat::cli {

/// Options of commands that sum scores.
class ScoreSettings {
public:
    /// --weights --columns --coordinates --build
    void add_weights_to(CLI::App& command);
    /// Matching, missing genotypes, ploidy, quality.
    void add_rules_to(CLI::App& command);
    /// Sites without a row: blocks, callable regions, the user's word.
    void add_inference_to(CLI::App& command);

    [[nodiscard]] score::ScoreOptions options() const;

    [[nodiscard]] const std::string& samples_file() const noexcept { return samples_file_; }

private:
    std::vector<std::string> weights_;
    std::vector<std::string> columns_;
    std::vector<std::string> p_ranges_;
    std::string coordinates_{"automatic"};
    std::string build_;
    bool keeps_ambiguous_{};
    bool keeps_first_{};
    bool keeps_duplicates_{};
    bool no_flips_{};
    std::string missing_{"mean"};
    std::string scaling_{"none"};
    std::string haploid_x_{"single"};
    std::string dosage_{"auto"};
    std::string samples_file_;
    std::string frequencies_;
    std::string model_{"additive"};
    int minimum_cohort_{50};
    double minimum_overlap_{score::default_minimum_overlap};
    std::string extract_;
    std::string imputation_field_;
    double least_imputation_quality_{};
    int least_genotype_quality_{};
    bool ignores_blocks_{};
    score::InferenceOptions inference_;
};

}  // namespace genostrat::cli
