// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

// Copies of one allele, two bits a sample: 0, 1 or 2 copies, or `missing_code`. The code of sample
// s stands in bits 2 (s mod 32) and 2 (s mod 32) + 1 of word s / 32, as in a .pgen; what lies
// behind the last sample is 0.
namespace genostrat {

inline constexpr std::uint8_t missing_code = 3;
inline constexpr std::size_t codes_per_word = 32;
/// The low bit of each code of a word.
inline constexpr std::uint64_t low_bits_of_codes = 0x5555555555555555;

/// Words that the codes of so many samples take.
[[nodiscard]] constexpr std::size_t words_of_codes(std::size_t n_samples) noexcept {
    return (n_samples + codes_per_word - 1) / codes_per_word;
}

/// The code of one sample, 0 … 3.
[[nodiscard]] constexpr std::uint8_t
code_at(std::span<const std::uint64_t> words, std::size_t sample) noexcept {
    const std::size_t shift = 2 * (sample % codes_per_word);
    return static_cast<std::uint8_t>((words[sample / codes_per_word] >> shift) & 3U);
}

/// Changes the code of one sample.
constexpr void
set_code(std::span<std::uint64_t> words, std::size_t sample, std::uint8_t code) noexcept {
    const std::size_t shift = 2 * (sample % codes_per_word);
    std::uint64_t& word = words[sample / codes_per_word];
    word = (word & ~(std::uint64_t{3} << shift)) | (std::uint64_t{code} << shift);
}

/// The bits of a word that belong to samples.
/// @param word  index of the word, below words_of_codes(n_samples)
[[nodiscard]] constexpr std::uint64_t
sample_bits(std::size_t word, std::size_t n_samples) noexcept {
    const std::size_t n_left = n_samples - word * codes_per_word;
    return n_left >= codes_per_word ? ~std::uint64_t{0} : (std::uint64_t{1} << (2 * n_left)) - 1;
}

/// Packs codes.
/// @param codes  one entry a sample, 0 … 3
/// @param words  words_of_codes(codes.size()) entries
void pack_codes(std::span<const std::uint8_t> codes, std::span<std::uint64_t> words) noexcept;

/// How many samples have each code.
[[nodiscard]] std::array<std::int64_t, 4>
count_codes(std::span<const std::uint64_t> words, std::size_t n_samples) noexcept;

/// Turns copies of one of two alleles into copies of the other: 0 and 2 change places.
void swap_codes(std::span<std::uint64_t> words, std::size_t n_samples) noexcept;

/// Calls `visit(sample, code)` for the samples whose code is not 0, in ascending order.
template <typename Visit>
void for_each_code(std::span<const std::uint64_t> words, Visit visit) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::uint64_t word = words[at];
        for (std::uint64_t left = (word | (word >> 1)) & low_bits_of_codes; left != 0;
             left &= left - 1) {
            const auto shift = static_cast<std::size_t>(std::countr_zero(left));
            visit(at * codes_per_word + shift / 2, static_cast<std::uint8_t>((word >> shift) & 3U));
        }
    }
}

/// Calls `visit(sample)` for the samples of one code, in ascending order.
/// @param code  not 0
template <typename Visit>
[[gnu::always_inline]] inline void
for_each_of_code(std::span<const std::uint64_t> words, std::uint8_t code, Visit visit) {
    const std::uint64_t change = code * low_bits_of_codes;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::uint64_t others = words[at] ^ change;
        for (std::uint64_t left = ~(others | (others >> 1)) & low_bits_of_codes; left != 0;
             left &= left - 1)
            visit(at * codes_per_word + static_cast<std::size_t>(std::countr_zero(left)) / 2);
    }
}

}  // namespace genostrat
