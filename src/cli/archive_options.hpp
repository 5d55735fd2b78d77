// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <genostrat/annotate/stage.hpp>

namespace genostrat::cli {

/// --archive and --fasta of commands that annotate from archives.
class ArchiveOptions {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] bool wanted() const noexcept { return !paths_.empty(); }

    /// One stage an archive, in the order given.
    /// @param fasta  left-align rows' alleles before the look-up; empty: no
    [[nodiscard]] std::vector<annotate::AnnotateArchive> stages(const std::string& fasta) const;

private:
    std::vector<std::string> paths_;
};

}  // namespace genostrat::cli
