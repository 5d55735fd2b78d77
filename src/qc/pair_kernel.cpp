// SPDX-License-Identifier: MIT
#include "pair_kernel.hpp"

#include <bit>
#include <cstring>

#include <genostrat/core/clones.hpp>

namespace genostrat::qc::detail {

namespace {

/// 256 bits; the compiler takes what the processor has for it.
using Vector = std::uint64_t __attribute__((vector_size(32)));

// The functions below that take or return vectors are always inlined: no call depends on how wide
// ones are passed.
#pragma GCC diagnostic ignored "-Wpsabi"

// Small parts have to be inlined into each clone, or they would be compiled for the oldest one.
#define GENOSTRAT_INLINE inline __attribute__((always_inline))
#define GENOSTRAT_INLINE_LAMBDA __attribute__((always_inline))

GENOSTRAT_INLINE Vector load(const std::uint64_t* words) noexcept {
    Vector value;
    std::memcpy(&value, words, sizeof value);
    return value;
}

GENOSTRAT_INLINE std::uint64_t bits(const Vector& value) noexcept {
    return static_cast<std::uint64_t>(
        std::popcount(value[0]) + std::popcount(value[1]) + std::popcount(value[2]) +
        std::popcount(value[3]));
}

/// Counts bits in columns of carry-save adders (Harley and Seal; Mula, Kurz and Lemire 2018,
/// doi:10.1093/comjnl/bxx046): of eight vectors one has to be counted.
struct BitCounter {
    Vector ones{};
    Vector twos{};
    Vector fours{};
    std::uint64_t eights{};

    /// `sum` becomes the sum of three bits in each column, the result their carry.
    static GENOSTRAT_INLINE Vector
    add(Vector& sum, const Vector& one, const Vector& other) noexcept {
        const Vector half = sum ^ one;
        const Vector carry = (sum & one) | (half & other);
        sum = half ^ other;
        return carry;
    }

    template <typename Next>
    GENOSTRAT_INLINE void add_eight(Next next) noexcept {
        const Vector two_a = add(ones, next(0), next(1));
        const Vector two_b = add(ones, next(2), next(3));
        const Vector four_a = add(twos, two_a, two_b);
        const Vector two_c = add(ones, next(4), next(5));
        const Vector two_d = add(ones, next(6), next(7));
        const Vector four_b = add(twos, two_c, two_d);
        eights += bits(add(fours, four_a, four_b));
    }

    [[nodiscard]] GENOSTRAT_INLINE std::uint64_t total() const noexcept {
        return 8 * eights + 4 * bits(fours) + 2 * bits(twos) + bits(ones);
    }
};

GENOSTRAT_CLONES
void count_two(
    const std::uint64_t* het_a,
    const std::uint64_t* alt_a,
    const std::uint64_t* het_b,
    const std::uint64_t* alt_b,
    std::size_t n_words,
    std::uint64_t* counts) noexcept {
    BitCounter both;
    BitCounter opposite;
    for (std::size_t word = 0; word < n_words; word += 32) {
        both.add_eight([&](std::size_t at) GENOSTRAT_INLINE_LAMBDA {
            return load(het_a + word + 4 * at) & load(het_b + word + 4 * at);
        });
        opposite.add_eight([&](std::size_t at) GENOSTRAT_INLINE_LAMBDA {
            const std::size_t from = word + 4 * at;
            return (load(alt_a + from) ^ load(alt_b + from)) &
                   ~(load(het_a + from) | load(het_b + from));
        });
    }
    counts[0] += both.total();
    counts[1] += opposite.total();
}

GENOSTRAT_CLONES
void count_five(
    const SamplePlanes* one,
    const SamplePlanes* other,
    std::size_t n_words,
    std::uint64_t* counts) noexcept {
    BitCounter counters[5];
    for (std::size_t word = 0; word < n_words; word += 32) {
        const auto called = [&](std::size_t at) GENOSTRAT_INLINE_LAMBDA {
            return load(one->called + word + 4 * at) & load(other->called + word + 4 * at);
        };
        const auto het = [&](const SamplePlanes* of, std::size_t at) GENOSTRAT_INLINE_LAMBDA {
            return load(of->heterozygous + word + 4 * at);
        };
        counters[0].add_eight(
            [&](std::size_t at) GENOSTRAT_INLINE_LAMBDA { return het(one, at) & het(other, at); });
        counters[1].add_eight([&](std::size_t at) GENOSTRAT_INLINE_LAMBDA {
            const std::size_t from = word + 4 * at;
            return (load(one->alternate + from) ^ load(other->alternate + from)) & called(at) &
                   ~(het(one, at) | het(other, at));
        });
        counters[2].add_eight([&](std::size_t at) GENOSTRAT_INLINE_LAMBDA { return called(at); });
        counters[3].add_eight([&](std::size_t at)
                                  GENOSTRAT_INLINE_LAMBDA { return het(one, at) & called(at); });
        counters[4].add_eight([&](std::size_t at)
                                  GENOSTRAT_INLINE_LAMBDA { return het(other, at) & called(at); });
    }
    for (std::size_t at = 0; at < 5; ++at)
        counts[at] += counters[at].total();
}

GENOSTRAT_CLONES
std::uint64_t count_words(const std::uint64_t* words, std::size_t n_words) noexcept {
    std::uint64_t total = 0;
    for (std::size_t word = 0; word < n_words; ++word)
        total += static_cast<std::uint64_t>(std::popcount(words[word]));
    return total;
}

}  // namespace

void count_complete(
    const SamplePlanes& one,
    const SamplePlanes& other,
    std::size_t n_words,
    std::uint64_t* counts) noexcept {
    count_two(
        one.heterozygous, one.alternate, other.heterozygous, other.alternate, n_words, counts);
}

void count_with_missing(
    const SamplePlanes& one,
    const SamplePlanes& other,
    std::size_t n_words,
    std::uint64_t* counts) noexcept {
    count_five(&one, &other, n_words, counts);
}

std::uint64_t count_bits(const std::uint64_t* words, std::size_t n_words) noexcept {
    return count_words(words, n_words);
}

}  // namespace genostrat::qc::detail
