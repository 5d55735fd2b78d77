// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>

#include <genostrat/core/clones.hpp>
#include <genostrat/variant/packed_codes.hpp>

namespace genostrat {

namespace {

constexpr std::size_t codes_per_half = 8;

/// Eight codes, one a byte, to 16 bits.
std::uint64_t squeeze(const std::uint8_t* codes) noexcept {
    std::uint64_t bytes = 0;
    for (std::size_t at = 0; at < codes_per_half; ++at)
        bytes |= std::uint64_t{codes[at]} << (8 * at);
    bytes = (bytes | (bytes >> 6)) & 0x000f000f000f000f;
    bytes = (bytes | (bytes >> 12)) & 0x000000ff000000ff;
    return (bytes | (bytes >> 24)) & 0xffff;
}

struct Counts {
    std::int64_t low{};   // codes whose low bit is set: 1 and 3
    std::int64_t high{};  // 2 and 3
    std::int64_t both{};  // 3
};

GENOSTRAT_CLONES
Counts count_words(const std::uint64_t* words, std::size_t n_words) noexcept {
    Counts counts;
    // The low bits of two words fit one, and so do their high bits.
    const auto add = [&](std::uint64_t one, std::uint64_t other) {
        const std::uint64_t low = (one & low_bits_of_codes) | (other & low_bits_of_codes) << 1;
        const std::uint64_t high = ((one >> 1) & low_bits_of_codes) | (other & ~low_bits_of_codes);
        counts.low += std::popcount(low);
        counts.high += std::popcount(high);
        counts.both += std::popcount(low & high);
    };
    for (std::size_t at = 0; at + 1 < n_words; at += 2)
        add(words[at], words[at + 1]);
    if (n_words % 2 != 0)
        add(words[n_words - 1], 0);
    return counts;
}

}  // namespace

void pack_codes(std::span<const std::uint8_t> codes, std::span<std::uint64_t> words) noexcept {
    const std::size_t n_whole = codes.size() / codes_per_word;
    for (std::size_t at = 0; at < n_whole; ++at) {
        const std::uint8_t* const own = codes.data() + at * codes_per_word;
        words[at] = squeeze(own) | squeeze(own + 8) << 16 | squeeze(own + 16) << 32 |
                    squeeze(own + 24) << 48;
    }
    if (n_whole == words.size())
        return;
    words[n_whole] = 0;
    for (std::size_t sample = n_whole * codes_per_word; sample < codes.size(); ++sample)
        set_code(words, sample, codes[sample]);
}

std::array<std::int64_t, 4>
count_codes(std::span<const std::uint64_t> words, std::size_t n_samples) noexcept {
    const Counts found = count_words(words.data(), words.size());
    return {
        static_cast<std::int64_t>(n_samples) - found.low - found.high + found.both,
        found.low - found.both,
        found.high - found.both,
        found.both};
}

void swap_codes(std::span<std::uint64_t> words, std::size_t n_samples) noexcept {
    // The high bit changes where the low one is 0.
    for (std::uint64_t& word : words)
        word ^= (~word & low_bits_of_codes) << 1;
    if (!words.empty())
        words.back() &= sample_bits(words.size() - 1, n_samples);
}

}  // namespace genostrat
