// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genostrat::annotate {

// Numbers are kept so that they print exactly as in the source (`0.00000e+00`, `4.95`, `.5`). A
// decimal text is a whole number (its digits) and a shape (all the rest); a column has few shapes.

/// How the digits of a decimal number are laid out.
struct DecimalShape {
    std::uint8_t n_decimals{};         ///< digits after the point; 0: no point
    std::uint8_t n_exponent_digits{};  ///< 0: no exponent
    std::int16_t exponent{};
    bool is_negative{};
    bool has_upper_case_exponent{};
    bool has_exponent_plus{};    ///< `e+05`
    bool has_no_leading_zero{};  ///< `.5`

    friend auto operator<=>(const DecimalShape&, const DecimalShape&) = default;
};

/// A decimal number as its digits and their shape.
struct Decimal {
    DecimalShape shape{};
    std::uint32_t digits{};
};

/// Takes a text apart such that `append_decimal` gives it back byte for byte; nothing if that
/// cannot be done (no number, more than nine digits, `+5`, `007`, `5.`).
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// Appends the text of a decimal.
void append_decimal(const Decimal& decimal, std::string& out);

/// How a source prints a quotient of two counts (an allele frequency from AC and AN).
struct QuotientFormat {
    enum class Kind : std::uint8_t {
        scientific,   ///< printf `%.Pe`
        general,      ///< printf `%.Pg`
        general_all,  ///< printf `%#.Pg`: trailing zeros stay
        fixed         ///< printf `%.Pf`
    };

    Kind kind{Kind::general};
    std::uint8_t precision{6};

    friend bool operator==(const QuotientFormat&, const QuotientFormat&) = default;
};

/// Appends numerator / denominator, as printf prints the double quotient; where that is within one
/// rounding error of a tie the last digit may differ (a writer compares and keeps such texts).
/// @pre denominator > 0; precision 1 .. 9
void append_quotient(
    std::uint32_t numerator, std::uint32_t denominator, QuotientFormat format, std::string& out);

/// The format that prints this quotient as this text; nothing if none does.
[[nodiscard]] std::optional<QuotientFormat>
find_quotient_format(std::uint32_t numerator, std::uint32_t denominator, std::string_view text);

/// The number rounded to so many significant digits, printed shortest; the text itself where it is
/// no number or has no more digits.
[[nodiscard]] std::string round_decimal(std::string_view text, int significant_digits);

}  // namespace genostrat::annotate
