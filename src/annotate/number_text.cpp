// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include <genostrat/annotate/number_text.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::size_t max_digits = 9;  // fits 32 bits

constexpr bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

void append_padded(std::uint64_t value, std::size_t width, std::string& out) {
    std::array<char, 24> buffer{};
    std::size_t begin = buffer.size();
    do {
        buffer[--begin] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value != 0);
    while (buffer.size() - begin < width && begin > 0)
        buffer[--begin] = '0';
    out.append(buffer.data() + begin, buffer.size() - begin);
}

std::string_view take_digits(std::string_view& text) {
    std::size_t n = 0;
    while (n < text.size() && is_digit(text[n]))
        ++n;
    const std::string_view digits = text.substr(0, n);
    text.remove_prefix(n);
    return digits;
}

bool take_exponent(std::string_view text, DecimalShape& shape) {
    shape.has_upper_case_exponent = text.front() == 'E';
    text.remove_prefix(1);
    if (text.empty())
        return false;
    const bool is_negative = text.front() == '-';
    shape.has_exponent_plus = text.front() == '+';
    if (is_negative || shape.has_exponent_plus)
        text.remove_prefix(1);
    const auto value = parse_number<std::int16_t>(text);
    if (!value || !is_digit(text.front()) || text.size() > 4)
        return false;
    shape.n_exponent_digits = static_cast<std::uint8_t>(text.size());
    shape.exponent = static_cast<std::int16_t>(is_negative ? -*value : *value);
    return true;
}

/// 10^0 .. 10^22, all exact in a double.
constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// value >= 0 as n significant digits and the exponent of the first.
struct Significant {
    std::uint64_t digits{};
    int exponent{};
};

/// As nearbyint, without a call: beyond 2^52 a double has no fraction.
std::uint64_t round_half_even(double value) noexcept {
    constexpr double no_fraction = 4503599627370496.0;
    return static_cast<std::uint64_t>(
        value < no_fraction ? (value + no_fraction) - no_fraction : value);
}

Significant round_to(double value, int n_digits) {
    if (value == 0)
        return {};
    int exponent = 0;
    if (value >= 1)
        while (exponent < 10 && value >= powers[static_cast<std::size_t>(exponent) + 1])
            ++exponent;
    else
        while (exponent > -12 && value * powers[static_cast<std::size_t>(-exponent)] < 1)
            --exponent;
    const int scale = n_digits - 1 - exponent;
    const double scaled = scale >= 0 ? value * powers[static_cast<std::size_t>(scale)]
                                     : value / powers[static_cast<std::size_t>(-scale)];
    std::uint64_t digits = round_half_even(scaled);
    if (static_cast<double>(digits) >= powers[static_cast<std::size_t>(n_digits)]) {
        digits /= 10;
        ++exponent;
    }
    return {digits, exponent};
}

void append_exponent(int exponent, std::string& out) {
    out += exponent < 0 ? "e-" : "e+";
    append_padded(static_cast<std::uint64_t>(std::abs(exponent)), 2, out);
}

/// Digits with the point after so many of them (zeros in front where none or less), without
/// trailing zeros if `shortens`. @pre -4 < n_before_point <= n_digits <= 10
void append_pointed(
    std::uint64_t digits, int n_digits, int n_before_point, bool shortens, std::string& out) {
    std::array<char, 40> buffer{};
    char* const point = buffer.data() + 12;  // the digits before it move one to the left
    char* const begin = point + 1 - n_before_point;
    char* const end = begin + n_digits;
    for (char* at = end; at != begin; digits /= 10)
        *--at = static_cast<char>('0' + digits % 10);
    char* first = begin - 1;
    if (n_before_point > 0) {
        std::copy(begin, point + 1, first);
    } else {
        first = point - 1;
        std::fill(first, begin, '0');
    }
    *point = '.';
    char* last = end;
    if (shortens) {
        while (last[-1] == '0')
            --last;
        if (last[-1] == '.')
            --last;
    }
    out.append(first, last);
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
    Decimal decimal;
    std::string_view rest = text;
    if (!rest.empty() && rest.front() == '-') {
        decimal.shape.is_negative = true;
        rest.remove_prefix(1);
    }
    const std::string_view whole = take_digits(rest);
    std::string_view decimals;
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
        decimals = take_digits(rest);
        if (decimals.empty())
            return std::nullopt;
    }
    if (whole.empty()) {
        if (decimals.empty())
            return std::nullopt;
        decimal.shape.has_no_leading_zero = true;
    }
    if (whole.size() > 1 && whole.front() == '0')
        return std::nullopt;
    if (!rest.empty() &&
        ((rest.front() != 'e' && rest.front() != 'E') || !take_exponent(rest, decimal.shape)))
        return std::nullopt;
    std::string digits{whole};
    digits += decimals;
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    if (digits.size() - first > max_digits || decimals.size() > 250)
        return std::nullopt;
    decimal.digits = *parse_number<std::uint32_t>(std::string_view{digits}.substr(first));
    decimal.shape.n_decimals = static_cast<std::uint8_t>(decimals.size());
    return decimal;
}

void append_decimal(const Decimal& decimal, std::string& out) {
    const DecimalShape& shape = decimal.shape;
    if (shape.is_negative)
        out += '-';
    const std::size_t begin = out.size();
    const std::size_t n_before = shape.has_no_leading_zero ? 0 : 1;
    append_padded(decimal.digits, 1, out);
    const std::size_t least = n_before + shape.n_decimals;
    if (const std::size_t n_digits = out.size() - begin; n_digits < least)
        out.insert(begin, least - n_digits, '0');
    if (shape.n_decimals > 0)
        out.insert(out.size() - shape.n_decimals, 1, '.');
    if (shape.n_exponent_digits == 0)
        return;
    out += shape.has_upper_case_exponent ? 'E' : 'e';
    if (shape.has_exponent_plus)
        out += '+';
    else if (shape.exponent < 0)
        out += '-';
    append_padded(
        static_cast<std::uint64_t>(std::abs(int{shape.exponent})), shape.n_exponent_digits, out);
}

void append_quotient(
    std::uint32_t numerator, std::uint32_t denominator, QuotientFormat format, std::string& out) {
    const double value = static_cast<double>(numerator) / static_cast<double>(denominator);
    const int precision = format.precision;
    switch (format.kind) {
    case QuotientFormat::Kind::scientific: {
        const Significant number = round_to(value, precision + 1);
        append_pointed(number.digits, precision + 1, 1, false, out);
        append_exponent(number.exponent, out);
        return;
    }
    case QuotientFormat::Kind::general:
    case QuotientFormat::Kind::general_all: {
        const bool shortens = format.kind == QuotientFormat::Kind::general;
        const Significant number = round_to(value, precision);
        if (number.exponent < -4 || number.exponent >= precision) {
            append_pointed(number.digits, precision, 1, shortens, out);
            append_exponent(number.exponent, out);
        } else {
            append_pointed(number.digits, precision, number.exponent + 1, shortens, out);
        }
        return;
    }
    case QuotientFormat::Kind::fixed: {
        const double scaled = value * powers[static_cast<std::size_t>(precision)];
        append_padded(round_half_even(scaled), static_cast<std::size_t>(precision) + 1, out);
        out.insert(out.size() - static_cast<std::size_t>(precision), 1, '.');
        return;
    }
    }
}

std::optional<QuotientFormat>
find_quotient_format(std::uint32_t numerator, std::uint32_t denominator, std::string_view text) {
    using Kind = QuotientFormat::Kind;
    std::string printed;
    for (const Kind kind : {Kind::scientific, Kind::general_all, Kind::fixed, Kind::general}) {
        for (std::uint8_t precision = 1; precision <= 9; ++precision) {
            printed.clear();
            append_quotient(numerator, denominator, {kind, precision}, printed);
            if (printed == text)
                return QuotientFormat{kind, precision};
        }
    }
    return std::nullopt;
}

std::string round_decimal(std::string_view text, int significant_digits) {
    const auto value = parse_number<double>(text);
    if (!value || !std::isfinite(*value))
        return std::string{text};
    std::array<char, 64> buffer{};
    const auto [end, status] = std::to_chars(
        buffer.data(),
        buffer.data() + buffer.size(),
        *value,
        std::chars_format::general,
        significant_digits);
    std::string rounded{buffer.data(), status == std::errc{} ? end : buffer.data()};
    return rounded.empty() || rounded.size() >= text.size() ? std::string{text} : rounded;
}

}  // namespace genostrat::annotate
