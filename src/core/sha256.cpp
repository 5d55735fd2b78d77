// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>
#include <cstring>

#include <genostrat/core/sha256.hpp>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#define GENOSTRAT_HAS_SHA_PATH 1
#endif

namespace genostrat {

namespace {

using State = std::array<std::uint32_t, 8>;

constexpr std::size_t block_size = 64;

// FIPS 180-4, section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the
// first 64 primes.
alignas(16) constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(const std::uint8_t* bytes) noexcept {
    return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
           static_cast<std::uint32_t>(bytes[2]) << 8 | static_cast<std::uint32_t>(bytes[3]);
}

std::array<std::uint32_t, 64> schedule(const std::uint8_t* block) noexcept {
    std::array<std::uint32_t, 64> words{};
    for (std::size_t t = 0; t < 16; ++t)
        words[t] = big_endian(block + 4 * t);
    for (std::size_t t = 16; t < 64; ++t) {
        const std::uint32_t early = words[t - 15];
        const std::uint32_t late = words[t - 2];
        words[t] = words[t - 16] + words[t - 7] +
                   (std::rotr(early, 7) ^ std::rotr(early, 18) ^ (early >> 3)) +
                   (std::rotr(late, 17) ^ std::rotr(late, 19) ^ (late >> 10));
    }
    return words;
}

#ifdef GENOSTRAT_HAS_SHA_PATH
bool processor_has_sha() noexcept {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    const bool has_leaf = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0;
    return has_leaf && (b & (1U << 29)) != 0 && __builtin_cpu_supports("sse4.1") != 0;
}

// The instructions keep the eight words as (a, b, e, f) and (c, d, g, h), highest lane first.
__attribute__((target("sha,sse4.1"))) void
sha256_blocks_instructions(State& state, std::span<const std::uint8_t> blocks) noexcept {
    const auto load = [](const void* from) {
        return _mm_loadu_si128(static_cast<const __m128i*>(from));
    };
    const __m128i to_big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i low = _mm_shuffle_epi32(load(&state[0]), 0xB1);
    __m128i high = _mm_shuffle_epi32(load(&state[4]), 0x1B);
    __m128i abef = _mm_alignr_epi8(low, high, 8);
    __m128i cdgh = _mm_blend_epi16(high, low, 0xF0);

    for (std::size_t at = 0; at < blocks.size(); at += block_size) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i words[4];
        for (std::size_t four = 0; four < 4; ++four)
            words[four] = _mm_shuffle_epi8(load(&blocks[at + 16 * four]), to_big_endian);
        for (std::size_t four = 0; four < 16; ++four) {
            const __m128i now = words[four % 4];
            __m128i sum = _mm_add_epi32(now, load(&round_constants[4 * four]));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            sum = _mm_shuffle_epi32(sum, 0x0E);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, sum);
            // Words t+16..t+19 take the place of t..t+3.
            const __m128i next = words[(four + 1) % 4];
            const __m128i last = words[(four + 3) % 4];
            const __m128i seven_back = _mm_alignr_epi8(last, words[(four + 2) % 4], 4);
            words[four % 4] = _mm_sha256msg2_epu32(
                _mm_add_epi32(_mm_sha256msg1_epu32(now, next), seven_back), last);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);
    high = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&state[0]), _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&state[4]), _mm_alignr_epi8(high, low, 8));
}
#endif

}  // namespace

void sha256_blocks_scalar(State& state, std::span<const std::uint8_t> blocks) noexcept {
    for (std::size_t at = 0; at < blocks.size(); at += block_size) {
        const std::array<std::uint32_t, 64> words = schedule(&blocks[at]);
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t t = 0; t < 64; ++t) {
            const std::uint32_t sum_e = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
            const std::uint32_t sum_a = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
            const std::uint32_t one =
                h + sum_e + ((e & f) ^ (~e & g)) + round_constants[t] + words[t];
            const std::uint32_t two = sum_a + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        const State change{a, b, c, d, e, f, g, h};
        for (std::size_t word = 0; word < state.size(); ++word)
            state[word] += change[word];
    }
}

Sha256Blocks sha256_blocks_best() noexcept {
#ifdef GENOSTRAT_HAS_SHA_PATH
    static const bool has_sha = processor_has_sha();
    if (has_sha)
        return sha256_blocks_instructions;
#endif
    return sha256_blocks_scalar;
}

void Sha256::add(std::string_view bytes) noexcept {
    n_bytes_ += bytes.size();
    const Sha256Blocks work = sha256_blocks_best();
    if (n_pending_ > 0) {
        const std::size_t n_taken = std::min(bytes.size(), block_size - n_pending_);
        std::memcpy(&pending_[n_pending_], bytes.data(), n_taken);
        n_pending_ += n_taken;
        bytes.remove_prefix(n_taken);
        if (n_pending_ < block_size)
            return;
        work(state_, pending_);
        n_pending_ = 0;
    }
    const std::size_t n_whole = bytes.size() / block_size * block_size;
    if (n_whole > 0)
        work(state_, {reinterpret_cast<const std::uint8_t*>(bytes.data()), n_whole});
    bytes.remove_prefix(n_whole);
    if (!bytes.empty())
        std::memcpy(pending_.data(), bytes.data(), bytes.size());
    n_pending_ = bytes.size();
}

std::string Sha256::hex() {
    const std::uint64_t n_bits = n_bytes_ * 8;
    std::string padding(1, '\x80');
    padding.append((block_size * 2 - 9 - n_pending_) % block_size, '\0');
    for (int shift = 56; shift >= 0; shift -= 8)
        padding.push_back(static_cast<char>(n_bits >> shift & 0xFFU));
    add(padding);
    std::string text;
    for (const std::uint32_t word : state_)
        for (int shift = 28; shift >= 0; shift -= 4)
            text.push_back("0123456789abcdef"[word >> shift & 0xFU]);
    return text;
}

}  // namespace genostrat
