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
    /// Matching, missing genotypes, ploidy.
    void add_rules_to(CLI::App& command);

    [[nodiscard]] score::ScoreOptions options() const;

private:
    std::vector<std::string> weights_;
    std::vector<std::string> columns_;
    std::string coordinates_{"automatic"};
    std::string build_;
    bool keeps_ambiguous_{};
    bool keeps_first_{};
    bool no_flips_{};
    std::string missing_{"mean"};
    std::string scaling_{"none"};
    std::string haploid_x_{"single"};
    std::string dosage_{"auto"};
    std::string samples_file_;
    std::string frequencies_;
    double minimum_overlap_{score::default_minimum_overlap};
};

}  // namespace genostrat::cli
