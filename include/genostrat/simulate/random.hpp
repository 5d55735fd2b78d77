// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace genostrat::simulate {

/// Random numbers that are the same on every machine: xoshiro256** (Blackman and Vigna 2021,
/// doi:10.1145/3460772), seeded by splitmix64. The distributions use only integers and single
/// additions and products of doubles, so no library's rounding can change them.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept;

    /// A stream of its own for a purpose, independent of how much was drawn from this one.
    [[nodiscard]] Random stream(std::string_view purpose, std::uint64_t number = 0) const noexcept;

    /// 64 random bits.
    std::uint64_t next() noexcept;

    /// A number in 0..n-1. @pre 0 < n < 2^32 (the bias is below n / 2^32)
    std::uint32_t below(std::uint32_t n) noexcept;

    /// A number in first..last. @pre first <= last, less than 2^32 numbers
    std::int64_t between(std::int64_t first, std::int64_t last) noexcept;

    /// A number in [0, 1).
    double uniform() noexcept;

    /// True with this probability.
    bool chance(double probability) noexcept;

    /// About standard normal: the sum of 12 uniform numbers less 6; never beyond 6.
    double normal() noexcept;

private:
    std::uint64_t seed_;
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace genostrat::simulate
