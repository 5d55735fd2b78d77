// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <genostrat/score/code_lists.hpp>
#include <genostrat/variant/genotypes.hpp>
#include <genostrat/variant/packed_codes.hpp>

// The arithmetic of scores, over codes of two bits (variant/packed_codes.hpp).
//
// Sums are exact to the last digits of a double, also where terms cancel. Invariants:
// 1. What a code counts is a pair of doubles, high + low, whose sum is weight x value to about 100
//    bits.
// 2. Within a block of columns every high part is a multiple of a unit so large that no sum of high
//    parts of the block can be rounded (Rump, Ogita, Oishi, doi 10.1137/050645671); the low
//    parts, below the unit, are added as they are.
// 3. Blocks are added to totals with the rounding error kept (Knuth's two-sum).
// The order of additions depends on the columns only, never on threads.
namespace genostrat::score {

/// Columns whose codes are looked up together, where many samples carry the allele.
inline constexpr std::size_t columns_per_group = 4;
inline constexpr std::size_t codes_per_group = 256;
/// Scores that are summed side by side.
inline constexpr std::size_t tile_width = 8;
/// Columns that share a unit. The tables of a tile then fit the caches that are nearest.
inline constexpr std::size_t columns_per_block = 128;

/// What a column of genotypes holds.
struct CodeCounts {
    std::array<std::int64_t, 4> n{};  ///< samples of each code
    std::int64_t n_not_diploid{};     ///< samples of another ploidy than 2, missing ones included
    std::int64_t n_polyploid{};       ///< samples of ploidy above 2: codes are no good for them
};

/// Codes of one allele's copies, one a sample. A half-missing genotype is missing.
/// @param genotypes  of one row; not empty
/// @param allele     index of the counted allele, 0 is REF
/// @param words      packed codes, words_of_codes(n_samples); a polyploid sample's code has no
///                   meaning
/// @param ploidies   one entry a sample: alleles of the genotype; written only where some sample is
///                   not diploid
CodeCounts code_genotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    std::span<std::uint64_t> words,
    std::span<std::uint8_t> ploidies) noexcept;

/// A sum as two doubles, which are added last.
struct ExactSum {
    double high{};
    double low{};

    /// Adds a number; the error of the addition goes to `low`.
    void add(double value) noexcept;

    /// Adds both parts as they are: for parts that are cut to units, whose sums are not rounded.
    ExactSum& operator+=(const ExactSum& other) noexcept {
        high += other.high;
        low += other.low;
        return *this;
    }

    [[nodiscard]] double value() const noexcept { return high + low; }
};

/// What the codes of one column count in scores side by side, less what the commonest code counts.
struct ColumnValues {
    std::array<std::array<double, tile_width>, 4> high{};  ///< [code ^ commonest code][score]
    std::array<std::array<double, tile_width>, 4> low{};
};

/// Values of the codes of one column, before weighing.
struct CodeValues {
    std::array<double, 4> value{};
    double missing_low{};  ///< what the double value[missing_code] leaves of the true value
};

/// Adds weight x value to what a column's codes count.
/// @param weights   one a score, at most tile_width; NaN: the score has no part
/// @param commonest the code that becomes 0
/// @param values    the column's; scores from `first` on
/// @param base      [tile_width]: gains what the commonest code counts
void weigh_codes(
    std::span<const double> weights,
    const CodeValues& codes,
    std::size_t commonest,
    std::size_t first,
    ColumnValues& values,
    std::span<ExactSum> base) noexcept;

/// Cuts the high parts of a block's values to multiples of a unit, one a score.
/// @param columns  of the block, at most columns_per_block
/// @param units    [tile_width]: 0 where nothing is cut, because all is 0 or too large
void cut_to_units(std::span<ColumnValues> columns, std::span<double> units) noexcept;

/// A column whose codes count whole copies, 0 to 2, in the scores of a tile. A missing genotype
/// that counts another value, its mean, counts none here: see imputed_kernel.hpp.
struct PlainColumn {
    std::array<double, tile_width> weights{};  ///< 0 where a score has no part
    std::array<double, 4> factors{};  ///< [code ^ commonest code]: copies less the commonest's
    double common{};                  ///< copies that the commonest code counts
};

/// weigh_codes and cut_to_units in one, for a block of columns that each have one term.
/// @param high   shape [columns][4][tile_width]; rows of code 0 are not written
/// @param low    the same, in units
/// @param units  [tile_width]
void weigh_plain(
    std::span<const PlainColumn> columns,
    std::span<double> high,
    std::span<float> low,
    std::span<double> units) noexcept;

/// True if a value times a weight, and the difference of two such products, lose nothing.
[[nodiscard]] bool is_exact_factor(double value) noexcept;

/// Where a sample's sum stands while groups are added: samples are shuffled within 32, which turns
/// unpacking into masks and shifts.
[[nodiscard]] constexpr std::size_t shuffled(std::size_t sample) noexcept {
    return (sample & ~std::size_t{31}) | (sample & 3U) << 3 | (sample >> 2 & 7U);
}

/// sums[shuffled(sample)] += table[codes of the four columns].
/// @tparam Sum     ExactSum, or std::int64_t for sums of whole numbers
/// @param columns  four columns of the same number of words
/// @param table    [256]: index code 0 + 4 code 1 + 16 code 2 + 64 code 3
template <typename Sum>
void add_group(
    const std::array<std::span<const std::uint64_t>, columns_per_group>& columns,
    std::span<const Sum> table,
    std::span<Sum> sums) noexcept;

/// sums[shuffled(sample)] += values[code] where the code is not 0; for columns of few carriers.
template <typename Sum>
void add_carriers(
    std::span<const std::uint64_t> words,
    std::span<const Sum> values,
    std::span<Sum> sums) noexcept;

/// What the codes of a block count in a tile of scores.
struct TileTables {
    std::span<const double> high{};   ///< [n_columns][4][tile_width]; rows of code 0 are not read
    std::span<const float> low{};     ///< the same, in units
    std::span<const double> units{};  ///< [tile_width]
};

/// Totals of a tile: [n_samples][2][tile_width], high parts, then low ones.
/// totals[sample] += the rows that the sample's entries name.
void add_listed(
    const CodeLists& lists, const TileTables& tables, std::span<double> totals) noexcept;

/// totals[sample][0 .. width) += value[sample] * weights[0 .. width), without loss.
/// @param totals  [n_samples][2][width]
void add_values(
    std::span<const double> values,
    std::span<const double> weights,
    std::span<double> totals) noexcept;

}  // namespace genostrat::score
