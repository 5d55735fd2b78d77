// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace genostrat {

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// @code
///   Sha256 hash;
///   hash.add("abc");
///   hash.hex();   // "ba7816bf 8f01cfea …", without blanks
/// @endcode
class Sha256 {
public:
    void add(std::string_view bytes) noexcept;

    /// The digest as 64 lower-case hex digits. Ends the hash: nothing may be added afterwards.
    [[nodiscard]] std::string hex();

private:
    std::array<std::uint32_t, 8> state_{
        0x6a09e667U,
        0xbb67ae85U,
        0x3c6ef372U,
        0xa54ff53aU,
        0x510e527fU,
        0x9b05688cU,
        0x1f83d9abU,
        0x5be0cd19U};
    std::array<std::uint8_t, 64> pending_{};
    std::size_t n_pending_{};
    std::uint64_t n_bytes_{};
};

/// One way to work through whole blocks of 64 bytes: updates the state.
using Sha256Blocks =
    void (*)(std::array<std::uint32_t, 8>& state, std::span<const std::uint8_t> blocks) noexcept;

/// Plain C++. @pre blocks.size() is a multiple of 64
void sha256_blocks_scalar(
    std::array<std::uint32_t, 8>& state, std::span<const std::uint8_t> blocks) noexcept;

/// The fastest this processor has: its SHA instructions (x86-64), else `sha256_blocks_scalar`.
[[nodiscard]] Sha256Blocks sha256_blocks_best() noexcept;

}  // namespace genostrat
