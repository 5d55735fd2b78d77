// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/join_rule.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::annotate {

struct GeneJoinOptions {
    std::vector<JoinField> fields{};  ///< columns of the archive; empty: all
    std::string tag{"CSQ"};           ///< INFO column of consequences that names the genes
    /// Names the genes that a row lies in, instead of the tag; may be null.
    std::shared_ptr<const genes::GeneModel> model{};
};

/// Adds values of the genes that a row's consequences name, or that it lies in. A stage.
///
/// A gene is looked up by its id (Gene of the entry), without version, then by its symbol (SYMBOL).
/// Values of several genes go through the operation (uniq unless told otherwise), in the order in
/// which the row names the genes.
class AnnotateGenes {
public:
    /// @param archive  of genes; its values are read into memory
    /// @throws Error{usage} for an archive of other keys, Error{missing_input} for columns that it
    ///         does not have
    AnnotateGenes(const Archive& archive, GeneJoinOptions options);
    ~AnnotateGenes();
    AnnotateGenes(AnnotateGenes&&) noexcept;
    AnnotateGenes& operator=(AnnotateGenes&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "annotate_genes"; }

    /// @throws Error{usage} if rows have no such tag and there is no model
    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate
