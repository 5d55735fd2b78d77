// SPDX-License-Identifier: MIT
#pragma once

#include "score/batch_matcher.hpp"

#include <cstdint>
#include <optional>
#include <vector>

#include <genostrat/variant/packed_genotypes.hpp>

namespace genostrat::score {

/// Reads the genotypes of a batch's rows, whichever way they are told: GT, DS, GP, or packed codes.
/// Views the batch and the context.
class RowGenotypes {
public:
    RowGenotypes(const RecordBatch& batch, const MatchContext& context)
        : batch_{batch}, context_{context}, packed_{batch.attached<PackedGenotypes>()} {}

    /// GT of the row, of rows that are left packed, too; empty if it has none. Valid until the next
    /// call.
    [[nodiscard]] Genotypes of(RowId row);

    /// How the row's contig and place let ploidies be read.
    [[nodiscard]] ContigKind contig_kind_of(RowId row) const;

    /// Appends the column of an allele's copies; nothing if the row has no genotypes.
    /// @param allele  of the row, 0 is REF
    [[nodiscard]] std::optional<GenotypeColumn>
    read(RowId row, std::int32_t allele, MatchedBatch& out);

private:
    [[nodiscard]] std::optional<GenotypeColumn>
    read_packed(RowId row, std::int32_t allele, ContigKind kind, MatchedBatch& out) const;
    [[nodiscard]] std::vector<AlleleCall> dosages_of(RowId row, std::int32_t allele);

    const RecordBatch& batch_;
    const MatchContext& context_;
    const PackedGenotypes* packed_;
    std::vector<std::uint64_t> words_;
    std::vector<std::int8_t> calls_;
};

}  // namespace genostrat::score
