// SPDX-License-Identifier: MIT
#include "genotype_bits.hpp"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace genostrat::qc::detail {

namespace {

// A byte of a genotype without its phase: 0 missing, 2 REF, 4 and more an ALT, 0x80 filling.

struct Planes {
    std::uint64_t heterozygous{};
    std::uint64_t alternate{};
    std::uint64_t called{};
};

void pack_one(const std::uint8_t* pair, unsigned bit, Planes& planes) noexcept {
    const unsigned first = pair[0] & 0xfeU;
    const unsigned other = pair[1] & 0xfeU;
    const unsigned second = other == 0x80 ? first : other;  // haploid: as if homozygous
    const bool called = first != 0 && first != 0x80 && second != 0;
    const unsigned n_refs = (first == 2 ? 1U : 0U) + (second == 2 ? 1U : 0U);
    planes.called |= std::uint64_t{called} << bit;
    planes.heterozygous |= std::uint64_t{called && n_refs == 1} << bit;
    planes.alternate |= std::uint64_t{called && n_refs == 0} << bit;
}

#ifdef __SSE2__
/// Planes of 16 genotypes.
struct Masks {
    std::uint32_t called;
    std::uint32_t reference;
    std::uint32_t alternate;
};

Masks pack_16(const std::uint8_t* pairs) noexcept {
    const auto load = [](const std::uint8_t* from) {
        __m128i value;
        std::memcpy(&value, from, sizeof value);
        return _mm_and_si128(value, _mm_set1_epi8(static_cast<char>(0xfe)));
    };
    const __m128i low_half = _mm_set1_epi16(0xff);
    const __m128i one = load(pairs);
    const __m128i two = load(pairs + 16);
    const __m128i first =
        _mm_packus_epi16(_mm_and_si128(one, low_half), _mm_and_si128(two, low_half));
    const __m128i other = _mm_packus_epi16(_mm_srli_epi16(one, 8), _mm_srli_epi16(two, 8));
    const __m128i filling = _mm_set1_epi8(static_cast<char>(0x80));
    const __m128i is_haploid = _mm_cmpeq_epi8(other, filling);
    const __m128i second =
        _mm_or_si128(_mm_and_si128(is_haploid, first), _mm_andnot_si128(is_haploid, other));
    const __m128i nothing = _mm_setzero_si128();
    const __m128i missing = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(first, nothing), _mm_cmpeq_epi8(first, filling)),
        _mm_cmpeq_epi8(second, nothing));
    const __m128i ref = _mm_set1_epi8(2);
    const __m128i first_ref = _mm_cmpeq_epi8(first, ref);
    const __m128i second_ref = _mm_cmpeq_epi8(second, ref);
    const auto bits = [](__m128i mask) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(mask));
    };
    const std::uint32_t called = ~bits(missing) & 0xffffU;
    return {
        called,
        bits(_mm_and_si128(first_ref, second_ref)) & called,
        ~bits(_mm_or_si128(first_ref, second_ref)) & called};
}
#endif

Planes pack_word(const std::uint8_t* pairs, std::size_t n) noexcept {
    Planes planes;
    std::size_t at = 0;
#ifdef __SSE2__
    for (; at + 16 <= n; at += 16) {
        const Masks masks = pack_16(pairs + 2 * at);
        planes.called |= std::uint64_t{masks.called} << at;
        planes.alternate |= std::uint64_t{masks.alternate} << at;
        planes.heterozygous |= std::uint64_t{masks.called & ~masks.reference & ~masks.alternate}
                               << at;
    }
#endif
    for (; at < n; ++at)
        pack_one(pairs + 2 * at, static_cast<unsigned>(at), planes);
    return planes;
}

}  // namespace

void pack_pairs(
    const std::uint8_t* pairs,
    std::size_t n_samples,
    std::uint64_t* heterozygous,
    std::uint64_t* alternate,
    std::uint64_t* called) noexcept {
    for (std::size_t begin = 0; begin < n_samples; begin += 64) {
        const Planes planes =
            pack_word(pairs + 2 * begin, std::min<std::size_t>(64, n_samples - begin));
        heterozygous[begin / 64] = planes.heterozygous;
        alternate[begin / 64] = planes.alternate;
        called[begin / 64] = planes.called;
    }
}

void transpose_bits(std::array<std::uint64_t, 64>& words) noexcept {
    std::uint64_t mask = 0x00000000ffffffffU;
    for (unsigned half = 32; half != 0; half >>= 1, mask ^= mask << half)
        for (unsigned at = 0; at < 64; at = (at + half + 1) & ~half) {
            const std::uint64_t swapped = ((words[at] >> half) ^ words[at + half]) & mask;
            words[at] ^= swapped << half;
            words[at + half] ^= swapped;
        }
}

}  // namespace genostrat::qc::detail
