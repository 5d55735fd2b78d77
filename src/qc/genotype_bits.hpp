// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace genostrat::qc::detail {

/// Bits of packed genotypes (BCF GT, int8, two bytes a sample, alleles 0 to 62).
/// @param words  of each plane, (n_samples + 63) / 64 of them, written whole
void pack_pairs(
    const std::uint8_t* pairs,
    std::size_t n_samples,
    std::uint64_t* heterozygous,
    std::uint64_t* alternate,
    std::uint64_t* called) noexcept;

/// Bit `a` of word `b` becomes bit `b` of word `a` (Hacker's Delight, section 7-3).
void transpose_bits(std::array<std::uint64_t, 64>& words) noexcept;

}  // namespace genostrat::qc::detail
