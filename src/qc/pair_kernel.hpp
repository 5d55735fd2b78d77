// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace genostrat::qc::detail {

/// Planes of one sample; see GenotypeBits.
struct SamplePlanes {
    const std::uint64_t* heterozygous;
    const std::uint64_t* alternate;
    const std::uint64_t* called;  ///< null if nothing is missing
};

/// Sites where both are heterozygous [0], and where they are homozygous for different alleles [1];
/// nothing is missing.
/// @param n_words  a multiple of GenotypeBits::word_step
void count_complete(
    const SamplePlanes& one,
    const SamplePlanes& other,
    std::size_t n_words,
    std::uint64_t* counts) noexcept;

/// Likewise with missing genotypes; also where both are called [2], and of these where the first
/// [3] and the second [4] is heterozygous.
void count_with_missing(
    const SamplePlanes& one,
    const SamplePlanes& other,
    std::size_t n_words,
    std::uint64_t* counts) noexcept;

/// Set bits.
[[nodiscard]] std::uint64_t count_bits(const std::uint64_t* words, std::size_t n_words) noexcept;

}  // namespace genostrat::qc::detail
