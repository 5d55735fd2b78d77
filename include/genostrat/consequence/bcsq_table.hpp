// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/variant/record_batch.hpp>

// The table of `bcftools csq -O t`: one line a consequence that a chromosome copy has.
namespace genostrat::consequence {

/// Bits of a word of FORMAT/BCSQ; BCF takes the other two for missing values.
inline constexpr std::size_t bcsq_bits_of_word = 30;

/// The lines in front of the table.
/// @param provenance  what made it, one line each; may be empty
[[nodiscard]] std::string bcsq_table_header(std::span<const std::string> provenance);

/// Appends the lines of a row: `CSQ`, sample, copy (1 or 2), contig, position and consequence.
/// References to other rows (`@100`) are left out, as those rows have the lines.
///
/// @param pos0     0-based
/// @param bcsq     the value of INFO/BCSQ
/// @param samples  names; empty where the rows have none
/// @param masks    FORMAT/BCSQ, empty where the row has none: bit 2 x (index of the consequence) +
///                 (0 first, 1 second copy). A consequence that no bit names gets one line, with
///                 `-` for sample and copy.
void append_bcsq_lines(
    std::string_view contig,
    std::int64_t pos0,
    std::string_view bcsq,
    std::span<const std::string> samples,
    const FormatValues<std::int32_t>& masks,
    std::string& out);

}  // namespace genostrat::consequence
