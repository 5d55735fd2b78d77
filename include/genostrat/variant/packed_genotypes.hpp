// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include <genostrat/variant/packed_codes.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

/// Genotypes of rows whose source leaves them packed (PlinkSource::leave_genotypes_packed): such a
/// row has no FORMAT columns. Attached to its batch (RecordBatch::attached) and valid as long; one
/// thread at a time.
class PackedGenotypes {
public:
    /// Writes a row's codes; false where the row has its genotypes in the batch.
    using Decode = std::function<bool(std::size_t row, std::span<std::uint64_t> words)>;

    explicit PackedGenotypes(Decode decode) : decode_{std::move(decode)} {}

    /// Copies of the row's one ALT, a code a sample (see packed_codes.hpp); all are diploid.
    /// @param words  words_of_codes(n_samples)
    /// @return false, and nothing is written, where the row has its genotypes in the batch
    /// @throws Error{bad_data} saying what is damaged in the row's record
    [[nodiscard]] bool read(RowId row, std::span<std::uint64_t> words) const {
        return decode_(static_cast<std::size_t>(row), words);
    }

private:
    Decode decode_;
};

}  // namespace genostrat
