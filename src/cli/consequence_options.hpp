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
    std::string genes_;
    std::string rules_{"default"};
    std::string fields_;
    std::string tag_{"CSQ"};
    std::string distance_{"5000"};
    bool brackets_{};
    bool plain_equals_{};
};

}  // namespace genostrat::cli
