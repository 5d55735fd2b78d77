// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <genostrat/score/sum_kernel.hpp>

// Sums of weights that are short decimals, as nearly all published ones are, in whole numbers.
//
// A weight that is the double nearest to n x 10^-places stands for that decimal: it is what the
// scoring file says. Sums of the n are exact and cost one addition where a sum of doubles, kept as
// exact, costs three.
namespace genostrat::score {

/// Powers of ten up to this one are doubles without rounding.
inline constexpr int most_places = 22;

/// What the codes of a block of columns count in a tile of scores, in units of 10^-places.
/// Rows have the shape [n_columns][4][tile_width], those of code 0 are 0; only one of the two
/// widths is filled.
struct WholeRows {
    int places{};
    std::int64_t bound{};  ///< size that no sum of these numbers exceeds; at most 2^58
    std::array<std::int64_t, tile_width> base{};  ///< what the commonest codes count
    std::vector<std::int32_t> narrow{};           ///< where the bound fits 31 bits
    std::vector<std::int64_t> wide{};
};

/// Turns the weights of a block into whole numbers.
/// @param columns  at most columns_per_block
/// @param places   least number of decimal places
/// @return nothing if some weight is no decimal of at most 15 digits at so many places or more
[[nodiscard]] std::optional<WholeRows> whole_rows(std::span<const PlainColumn> columns, int places);

/// totals[sample][0 .. tile_width) += the rows that the sample's entries name.
/// @param rows    [n_columns][4][tile_width], whose sums the bound of WholeRows covers
/// @param totals  [n_samples][tile_width]; the caller sees to it that they do not overflow
void add_listed(
    const CodeLists& lists,
    std::span<const std::int32_t> rows,
    std::span<std::int64_t> totals) noexcept;
void add_listed(
    const CodeLists& lists,
    std::span<const std::int64_t> rows,
    std::span<std::int64_t> totals) noexcept;

/// whole x 10^-places as two doubles, about 106 bits.
/// @param places  0 to most_places
[[nodiscard]] ExactSum decimal_value(std::int64_t whole, int places) noexcept;

}  // namespace genostrat::score
