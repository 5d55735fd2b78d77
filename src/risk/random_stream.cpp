// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/risk/random_stream.hpp>

namespace genostrat::risk {

RandomStream::RandomStream(StreamKind kind, std::uint32_t seed) noexcept
    : kind_{kind}, own_state_{seed} {
    // R scrambles the seed (RNG.c, RNG_Init): 50 steps of a congruential generator, then one for
    // the position, which is overwritten with 624, and one for each word.
    std::uint32_t scrambled = seed;
    constexpr int n_scrambles = 50;
    for (int step = 0; step < n_scrambles + 1; ++step)
        scrambled = 69069U * scrambled + 1U;
    for (std::uint32_t& word : words_) {
        scrambled = 69069U * scrambled + 1U;
        word = scrambled;
    }
}

std::uint32_t RandomStream::next_word() noexcept {
    // MT19937, Matsumoto and Nishimura 1998, doi:10.1145/272991.272995.
    constexpr std::size_t shift = 397;
    if (at_ == n_words) {
        for (std::size_t word = 0; word < n_words; ++word) {
            const std::uint32_t mixed =
                (words_[word] & 0x80000000U) | (words_[(word + 1) % n_words] & 0x7fffffffU);
            words_[word] = words_[(word + shift) % n_words] ^ (mixed >> 1U) ^
                           ((mixed & 1U) != 0 ? 0x9908b0dfU : 0U);
        }
        at_ = 0;
    }
    std::uint32_t word = words_[at_++];
    word ^= word >> 11U;
    word ^= (word << 7U) & 0x9d2c5680U;
    word ^= (word << 15U) & 0xefc60000U;
    return word ^ (word >> 18U);
}

double RandomStream::next() noexcept {
    if (kind_ == StreamKind::r) {
        const double value = static_cast<double>(next_word()) * 2.3283064365386963e-10;
        constexpr double half_step = 0.5 * 2.328306437080797e-10;  // R's clip into (0, 1)
        return std::clamp(value, half_step, 1 - half_step);
    }
    // Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.
    own_state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = own_state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    mixed ^= mixed >> 31U;
    return (static_cast<double>(mixed >> 11U) + 0.5) * 0x1.0p-53;
}

}  // namespace genostrat::risk
