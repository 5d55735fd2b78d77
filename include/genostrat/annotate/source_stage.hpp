// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/join_rule.hpp>
#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::annotate {

/// What is joined, from where and how.
struct JoinOptions {
    std::string path{};  ///< VCF, BCF, BED, table, bigWig, or an archive of intervals
    std::vector<JoinField> fields{};
    JoinRule rule{};
    TableLayout layout{};
    std::shared_ptr<const io::Fasta> reference{};  ///< to left-align alleles of both sides
    char separator{','};                           ///< between the values of concat, uniq and self
    bool annotates_ends{};  ///< vcfanno: also `left_…` and `right_…`, of the row's two ends
};

/// True if rows of a file have REF and ALT: a VCF or BCF, or a table with such columns.
[[nodiscard]] bool has_alleles(const std::string& path, const TableLayout& layout);

/// Adds values of a source's rows that match. A stage.
///
/// Rule allele: for every ALT by itself; columns of Number=1 and A become A, of R become R. Other
/// rules: once for a row, all values of the matching rows through the operation. A key that the row
/// had before is replaced, and removed where nothing matches.
class AnnotateSource {
public:
    /// @throws Error{usage} where the rule needs alleles and the source has none; as the readers
    explicit AnnotateSource(JoinOptions options);
    ~AnnotateSource();
    AnnotateSource(AnnotateSource&&) noexcept;
    AnnotateSource& operator=(AnnotateSource&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "annotate_source"; }

    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate
