// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace genostrat::risk {

/// Which random numbers simulate reference genotypes.
enum class StreamKind : std::uint8_t {
    own,  ///< splitmix64: as good, and quicker
    r     ///< R's set.seed and runif (Mersenne Twister): the numbers that R's iCARE draws
};

/// Uniform random numbers in (0, 1), the same on every machine.
class RandomStream {
public:
    explicit RandomStream(StreamKind kind, std::uint32_t seed) noexcept;

    /// The next number, in (0, 1).
    [[nodiscard]] double next() noexcept;

private:
    static constexpr std::size_t n_words = 624;

    [[nodiscard]] std::uint32_t next_word() noexcept;

    StreamKind kind_;
    std::uint64_t own_state_;
    std::array<std::uint32_t, n_words> words_{};
    std::size_t at_{n_words};
};

}  // namespace genostrat::risk
