// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace genostrat::score {

/// A decimal of at most 15 digits without exponent (`-0.0506501`), as most weights are written.
///
/// Its digits and the power of ten are doubles without rounding, so that one division gives the
/// nearest double, as a full parser does (W. Clinger, doi 10.1145/93542.93557).
/// @return nothing for any other text; a full parser has to decide then
[[nodiscard]] inline std::optional<double> short_decimal(std::string_view text) noexcept {
    constexpr std::size_t most_digits = 15;
    constexpr std::array<double, most_digits + 1> powers{
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool is_negative = text.starts_with('-');
    std::int64_t digits = 0;
    std::size_t n_digits = 0;
    std::size_t n_decimals = 0;
    bool has_point = false;
    for (const char letter : text.substr(is_negative ? 1 : 0)) {
        const auto digit = static_cast<unsigned>(letter) - '0';
        if (digit < 10) {
            digits = 10 * digits + digit;
            ++n_digits;
            n_decimals += has_point ? 1 : 0;
            if (n_digits > most_digits)
                return std::nullopt;
        } else if (letter == '.' && !has_point && n_digits > 0) {
            has_point = true;
        } else {
            return std::nullopt;
        }
    }
    if (n_digits == 0 || (has_point && n_decimals == 0))
        return std::nullopt;
    const double value = static_cast<double>(digits) / powers[n_decimals];
    return is_negative ? -value : value;
}

}  // namespace genostrat::score
