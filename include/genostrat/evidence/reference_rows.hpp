// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <genostrat/core/interval.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::evidence {

/// Quality that the genotype of a reference block needs to count as known.
inline constexpr std::int32_t default_block_quality = 30;

/// What a row says about alleles that it does not name.
enum class RowKind : std::uint8_t {
    closed,  ///< nothing: an ordinary row of a VCF
    open,    ///< ALTs, and <NON_REF> or <*> for all others
    block    ///< no ALT, or only <NON_REF> or <*>: its bases are as the reference has them
};

/// True for `<NON_REF>` (GATK) and `<*>` (VCF 4.3, section 1.4.5), "any other allele".
[[nodiscard]] bool is_any_allele(std::string_view alt) noexcept;

[[nodiscard]] RowKind row_kind(std::span<const std::string_view> alts) noexcept;

/// Reads gVCF rows: which genotypes are reference, and how sure that is. One for each run.
class ReferenceRows {
public:
    /// Finds INFO/END and the columns of genotype quality (GQ, else RGQ).
    explicit ReferenceRows(const Schema& schema);

    /// True if rows can cover more than their REF.
    [[nodiscard]] bool has_blocks() const noexcept { return end_.has_value(); }

    /// Bases that the row speaks for: REF, or up to INFO/END for a block.
    [[nodiscard]] Interval covers(const RecordBatch& batch, RowId row, RowKind kind) const;

    /// Sets `low[sample]` for every sample whose genotype quality is below `least` or missing;
    /// false, and nothing is set, where the row has no quality at all.
    /// @param low  one entry a sample
    [[nodiscard]] bool mark_low_quality(
        const RecordBatch& batch, RowId row, std::int32_t least, std::span<std::uint8_t> low) const;

private:
    std::optional<InfoId> end_;
    std::vector<FormatId> qualities_;
};

}  // namespace genostrat::evidence
