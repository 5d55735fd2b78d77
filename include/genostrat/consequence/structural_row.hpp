// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <genostrat/consequence/row_variant.hpp>
#include <genostrat/consequence/structural.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::consequence {

/// Reads structural alleles with what INFO tells of them: END, SVLEN and CN.
class StructuralColumns {
public:
    /// Takes the columns that the schema has.
    void bind(const Schema& schema);

    /// @param other  an ALT that is no sequence, see RowSplitter::others; the result refers to
    /// names
    ///               that live as long as the program
    /// @return nothing for `*`, `<*>`, `<NON_REF>`
    [[nodiscard]] std::optional<StructuralAllele>
    read(const RecordBatch& batch, RowId row, const RowAllele& other) const;

private:
    std::optional<InfoId> end_;
    std::optional<InfoId> length_;
    std::optional<InfoId> copies_;
};

}  // namespace genostrat::consequence
