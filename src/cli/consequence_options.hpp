// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

#include <genostrat/consequence/stage.hpp>

namespace genostrat::cli {

/// --genes and what concerns consequences.
class ConsequenceOptions {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] bool wanted() const noexcept { return !genes_.empty(); }

    /// Opens the gene model. @param fasta  the genome, may be empty
    [[nodiscard]] consequence::ConsequenceStage stage(const std::string& fasta) const;

private:
    [[nodiscard]] consequence::Rules rules() const;
    [[nodiscard]] consequence::PickSettings pick() const;

    std::string genes_;
    std::string rules_{"default"};
    std::string fields_;
    std::string tag_{"CSQ"};
    std::string distance_{"5000"};
    consequence::PickSettings pick_;
    std::string pick_order_;
    std::string biotypes_;
    std::string gene_list_;
    bool pick_one_{};
    bool pick_allele_{};
    bool per_gene_{};
    bool most_severe_{};
    std::int32_t nmd_start_bases_{100};
    bool brackets_{};
    bool plain_equals_{};
};

}  // namespace genostrat::cli
