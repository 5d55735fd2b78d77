// SPDX-License-Identifier: MIT
#pragma once

#include "normalize/reference.hpp"

#include <memory>
#include <optional>
#include <string>

#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/reorder.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::normalize {

/// Checks a row against the reference, sets its REF and left-aligns it. Const after bind: shared.
class RowAligner {
public:
    RowAligner(
        const NormalizeOptions& options, Schema& schema, std::shared_ptr<NormalizeCounts> counts);

    /// @param row  replaced by a new row where the order of its alleles changed
    /// @return false if the row is to be left out
    /// @throws Error{bad_data} where --check-ref e finds a fault
    [[nodiscard]] bool normalize(RecordBatch& batch, RowId& row) const;

private:
    enum class Finding : std::uint8_t;

    void set_reference_of(RecordBatch& batch, RowId& row) const;
    void drop_reference_alts(RecordBatch& batch, RowId& row) const;
    void reorder(
        RecordBatch& batch,
        RowId& row,
        const AlleleOrder& order,
        std::string_view ref,
        std::vector<std::string_view> alts) const;
    [[nodiscard]] Finding align(RecordBatch& batch, RowId row) const;
    [[nodiscard]] Finding align_alts(
        RecordBatch& batch,
        RowId row,
        std::string_view ref,
        std::span<const std::string_view> alts) const;
    void move(RecordBatch& batch, RowId row, const AlleleSet& set) const;
    [[nodiscard]] bool report(RecordBatch& batch, RowId row, const std::string& what) const;

    CheckReference check_;
    bool left_aligns_;
    RowReference reference_;
    RowReorderer reorderer_;
    std::shared_ptr<NormalizeCounts> counts_;
    std::optional<InfoId> old_tag_{};
    std::optional<InfoId> end_{};
};

}  // namespace genostrat::normalize
