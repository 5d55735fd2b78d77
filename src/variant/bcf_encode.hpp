// SPDX-License-Identifier: MIT
#pragma once

#include <genostrat/core/buffer.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::detail {

/// Packs VCF lines into BCF records through HTSlib, with the batch's own header (rule T1).
class BcfEncoder {
public:
    /// Appends the row as a packed record; rows that came packed and are not changed are copied.
    /// @return the record's contig number
    /// @throws Error{bad_data} naming a contig or tag that the header does not declare (rule T2),
    /// or a
    ///         value that is not of its declared type
    std::int32_t append(const RecordBatch& batch, RowId row, Buffer& out);

private:
    HtsRecord record_;
    std::string line_;
};

}  // namespace genostrat::detail
