// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <genostrat/variant/genotypes.hpp>

// The arithmetic of scores. A genotype is a code of two bits: 0, 1 or 2 copies of the effect
// allele, or `missing_code`. Columns (one variant's codes) are summed in groups of three: 64
// combinations, whose contributions stand in a table, so that a sample costs one addition a group.
// The order of additions depends on the columns only, never on threads.
namespace genostrat::score {

inline constexpr std::uint8_t missing_code = 3;
inline constexpr std::size_t columns_per_group = 3;
inline constexpr std::size_t codes_per_group = 64;
/// Scores that are summed side by side.
inline constexpr std::size_t tile_width = 8;
/// Groups whose tables are held at once.
inline constexpr std::size_t groups_per_block = 64;

/// What a column of genotypes holds.
struct CodeCounts {
    std::array<std::int64_t, 4> n{};  ///< samples of each code
    std::int64_t n_not_diploid{};     ///< samples of another ploidy than 2, missing ones included
    std::int64_t n_polyploid{};       ///< samples of ploidy above 2: codes are no good for them
};

/// Codes of one allele's copies, one a sample. A half-missing genotype is missing.
/// @param genotypes  of one row; not empty
/// @param allele     index of the counted allele, 0 is REF
/// @param codes      one entry a sample; a polyploid sample's code has no meaning
/// @param ploidies   one entry a sample: alleles of the genotype; written only where some sample is
///                   not diploid
CodeCounts code_genotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    std::span<std::uint8_t> codes,
    std::span<std::uint8_t> ploidies) noexcept;

/// codes of three columns in one: first + 4 second + 16 third. All spans have one length.
void join_codes(
    std::span<const std::uint8_t> first,
    std::span<const std::uint8_t> second,
    std::span<const std::uint8_t> third,
    std::span<std::uint8_t> joined) noexcept;

/// Contributions of all combinations of a group's codes.
/// @param values  [3][4][width]: what each code of each column adds to each score
/// @param table   [64][width]
void fill_table(
    std::span<const double> values, std::size_t width, std::span<double> table) noexcept;

/// sums[sample] += table[codes[sample]], group by group.
/// @param joined  [n_groups][n_samples]
/// @param tables  [n_groups][64]
void add_groups(
    std::span<const std::uint8_t> joined,
    std::span<const double> tables,
    std::span<double> sums) noexcept;

/// The groups in which a sample has another code than 0: as (group << 6 | code), sample by sample.
/// @param joined   [n_groups][n_samples], at most groups_per_block groups
/// @param begins   [n_samples + 1]: where each sample's entries begin
/// @param entries  room for n_groups * n_samples
void list_codes(
    std::span<const std::uint8_t> joined,
    std::span<std::uint32_t> begins,
    std::span<std::uint16_t> entries) noexcept;

/// sums[sample][0..8) += the tables' rows that the sample's entries name.
/// @param tables  [n_groups][64][8]; rows of code 0 are not read (they add 0)
/// @param first   sample of sums[0]
void add_listed(
    std::span<const std::uint32_t> begins,
    std::span<const std::uint16_t> entries,
    std::span<const double> tables,
    std::size_t first,
    std::span<double> sums) noexcept;

/// sums[sample][0..width) += value[sample] * weights[0..width).
void add_values(
    std::span<const double> values,
    std::span<const double> weights,
    std::span<double> sums) noexcept;

}  // namespace genostrat::score
