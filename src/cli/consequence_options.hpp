// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <genostrat/consequence/effect_sink.hpp>
#include <genostrat/consequence/haplotype_stage.hpp>
#include <genostrat/consequence/stage.hpp>
#include <genostrat/pipeline/any_stage.hpp>

namespace genostrat::cli {

/// --genes and what concerns consequences.
class ConsequenceOptions {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] bool wanted() const noexcept { return !genes_.empty(); }

    /// The stages that were asked for; opens the gene model. @param fasta  the genome, may be empty
    [[nodiscard]] std::vector<AnyStage<RecordBatch>> stages(const std::string& fasta) const;

    /// --tab or --json: effects are written in place of VCF.
    [[nodiscard]] bool wants_table() const noexcept { return tab_ || json_; }

    /// Writes what the stages found. @throws Error{usage} if there is nothing to write
    [[nodiscard]] consequence::EffectSink sink(
        const std::string& path,
        const std::string& fasta,
        std::vector<std::string> provenance) const;

private:
    void add_haplotype_options(CLI::App& command);
    [[nodiscard]] consequence::StageSettings settings(const std::string& fasta) const;
    [[nodiscard]] consequence::HaplotypeSettings
    haplotype_settings(const consequence::StageSettings& settings) const;
    [[nodiscard]] consequence::Rules rules() const;
    [[nodiscard]] consequence::PickSettings pick() const;

    std::string genes_;
    std::string rules_{"default"};
    std::string fields_;
    std::string tag_;
    std::string format_{"csq"};
    std::string regulatory_;
    bool tab_{};
    bool json_{};
    bool haplotypes_{};
    std::string phase_{"r"};
    bool ignore_samples_{};
    std::int32_t max_told_{15};
    std::int32_t max_residues_{};
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
