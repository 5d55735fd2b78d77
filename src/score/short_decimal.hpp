// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace genostrat::score {

/// A decimal number at the beginning of a text.
struct Decimal {
    double value{};
    const char* end{};  ///< behind its last character; null if a full parser has to decide
};

namespace detail {

inline constexpr std::array<double, 23> powers_of_ten{
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
inline constexpr std::size_t bytes_at_once = 8;
inline constexpr std::array<std::uint64_t, bytes_at_once + 1> shifts_of_digits{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

/// digits = digits x 10^n + the n digits that stand at `at`. @return behind them
inline const char* read_digits(const char* at, const char* end, std::uint64_t& digits) noexcept {
    static_assert(std::endian::native == std::endian::little);
    while (end - at >= static_cast<std::ptrdiff_t>(bytes_at_once)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, at, sizeof bytes);
        bytes ^= 0x3030303030303030;  // digits become 0 to 9
        const std::uint64_t others =
            ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;  // 10 and more
        const auto n = static_cast<std::size_t>(std::countr_zero(others)) / bytes_at_once;
        if (n == 0)
            return at;
        // The digits move to the end, zeros before them; then pairs, fours and all are joined.
        bytes <<= 8 * (bytes_at_once - n);
        bytes = bytes * 10 + (bytes >> 8);
        constexpr std::uint64_t pairs = 0x000000FF000000FF;
        bytes =
            ((bytes & pairs) * 0x000F424000000064 + (bytes >> 16 & pairs) * 0x0000271000000001) >>
            32;
        digits = digits * shifts_of_digits[n] + bytes;
        at += n;
        if (n < bytes_at_once)
            return at;
    }
    for (; at != end && static_cast<unsigned char>(*at - '0') < 10; ++at)
        digits = 10 * digits + static_cast<std::uint64_t>(*at - '0');
    return at;
}

}  // namespace detail

/// Reads decimals as most weights are written: `-0.0506501`, `1.2e-05`.
///
/// Where the digits (below 2^53) and the power of ten (up to 22) are doubles without rounding, one
/// division or product gives the nearest double, as a full parser does (W. Clinger, doi
/// 10.1145/93542.93557). Nothing is read of any other number.
[[nodiscard]] inline Decimal read_decimal(const char* at, const char* end) noexcept {
    constexpr std::ptrdiff_t most_digits = 19;  // what 64 bits hold
    const bool is_negative = at != end && *at == '-';
    at += static_cast<std::ptrdiff_t>(is_negative);
    std::uint64_t digits = 0;
    const char* const whole = at;
    for (; at != end && static_cast<unsigned char>(*at - '0') < 10; ++at)
        digits = 10 * digits + static_cast<std::uint64_t>(*at - '0');
    std::ptrdiff_t n_digits = at - whole;
    std::ptrdiff_t power = 0;
    if (n_digits == 0)
        return {};
    if (at != end && *at == '.') {
        const char* const decimals = ++at;
        at = detail::read_digits(at, end, digits);
        power = decimals - at;
        n_digits -= power;
        if (power == 0)
            return {};
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        const bool is_small = at != end && *at == '-';
        at += at != end && (*at == '-' || *at == '+') ? 1 : 0;
        const char* const exponent = at;
        std::ptrdiff_t own = 0;
        for (; at != end && static_cast<unsigned char>(*at - '0') < 10 && own < 1000; ++at)
            own = 10 * own + (*at - '0');
        if (at == exponent)
            return {};
        power += is_small ? -own : own;
    }
    const auto n_powers = static_cast<std::ptrdiff_t>(detail::powers_of_ten.size());
    if (n_digits > most_digits || digits > std::uint64_t{1} << 53 || power <= -n_powers ||
        power >= n_powers)
        return {};
    const auto exact = static_cast<double>(digits);
    const double value = power < 0 ? exact / detail::powers_of_ten[static_cast<std::size_t>(-power)]
                                   : exact * detail::powers_of_ten[static_cast<std::size_t>(power)];
    // Signs come as they please: a branch on them would be guessed wrong every other time.
    const std::uint64_t sign = std::uint64_t{is_negative} << 63;
    return {std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) ^ sign), at};
}

/// The whole of a text by read_decimal; nothing where a full parser has to decide.
[[nodiscard]] inline std::optional<double> short_decimal(std::string_view text) noexcept {
    const char* const end = text.data() + text.size();
    const Decimal decimal = read_decimal(text.data(), end);
    if (decimal.end == nullptr || decimal.end != end)
        return std::nullopt;
    return decimal.value;
}

}  // namespace genostrat::score
