// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/pipeline/any_stage.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::cli {

/// Options that say where in a table rows and their columns are; of `annotate` and `archive build`.
void add_table_options(CLI::App& command, annotate::TableLayout& layout, std::string& separator);

/// The layout with the separator that was given: a character, `tab` or `\t`.
[[nodiscard]] annotate::TableLayout
table_layout(annotate::TableLayout layout, const std::string& separator);

/// -a, -c, --match and the other options of commands that annotate from archives and files.
class ArchiveOptions {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] bool wanted() const noexcept { return !paths_.empty() || !vcfanno_.empty(); }

    /// The stages, in the order given; those of --vcfanno last.
    /// @param fasta  left-align rows' alleles before the look-up; empty: no
    /// @throws Error{usage} for options that do not go with each other or with the files
    [[nodiscard]] std::vector<AnyStage<RecordBatch>> stages(const std::string& fasta) const;

private:
    [[nodiscard]] const std::string*
    one_of(const std::vector<std::string>& values, std::size_t index, const char* option) const;

    std::vector<std::string> paths_;
    std::vector<std::string> columns_;
    std::vector<std::string> matches_;
    std::string gene_model_;
    std::string gene_tag_{"CSQ"};
    annotate::TableLayout layout_;
    std::string separator_;
    std::string vcfanno_;
    std::string base_path_;
    bool ends_{};
    bool permissive_overlap_{};
};

}  // namespace genostrat::cli
