// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include <genostrat/score/code_lists.hpp>
#include <genostrat/score/sum_kernel.hpp>

// What missing genotypes count that stand for their mean. They are added a sample at a time with
// the rounding error kept: they are few, and a block whose other codes count whole copies stays
// plain.
namespace genostrat::score {

/// weight x mean of one column in the scores of a tile.
struct ImputedRow {
    std::array<double, tile_width> high{};
    std::array<double, tile_width> low{};  ///< what the doubles in `high` leave
};

/// @param weights  at most tile_width; 0 where a score has no part
/// @param value    what a missing genotype counts
/// @param low      what the double `value` leaves of that
[[nodiscard]] ImputedRow
imputed_row(std::span<const double> weights, double value, double low) noexcept;

/// Adds a row for the samples of one column's code.
/// @param words   packed codes
/// @param code    not 0
/// @param width   scores of a tile, 1 or tile_width
/// @param totals  [n_samples][2][width]: high parts, low parts
void add_imputed(
    std::span<const std::uint64_t> words,
    std::uint8_t code,
    const ImputedRow& row,
    std::size_t width,
    std::span<double> totals) noexcept;

/// Adds, for each sample, the rows that its entries name: the same as add_imputed, column after
/// column, but in the order in which the totals stand in memory.
/// @param lists   entries are indices of rows
/// @param totals  [n_samples][2][tile_width]
void add_imputed(
    const CodeLists& lists, std::span<const ImputedRow> rows, std::span<double> totals) noexcept;

}  // namespace genostrat::score
