// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include <fmt/core.h>

#include <genostrat/qc/six_digits.hpp>

namespace genostrat::qc {

namespace {

/// @param scaled  0 .. 999,999.5
std::uint32_t round_half_even(double scaled) noexcept {
    const auto digits = static_cast<std::uint32_t>(scaled);
    const double rest = scaled - digits;
    const double carry = digits % 2 == 0 ? 0.499999995 : 0.500000005;
    return digits + (rest + carry >= 1 ? 1 : 0);
}

/// Writes six digits with a point behind the first `n_before` and without zeros at the end.
/// @param n_zeros  written behind the point first; only where n_before is 0
void append_digits(std::uint32_t digits, int n_before, int n_zeros, std::string& out) {
    char text[6];
    for (int at = 5; at >= 0; --at, digits /= 10)
        text[at] = static_cast<char>('0' + digits % 10);
    int size = 6;
    while (size > n_before && text[size - 1] == '0')
        --size;
    if (n_before == 0)
        out += '0';
    for (int at = 0; at < size; ++at) {
        if (at == n_before) {
            out += '.';
            out.append(static_cast<std::size_t>(n_zeros), '0');
        }
        out += text[at];
    }
}

/// Numbers below 0.0001, with an exponent. Scaled in the steps in which plink2 does it.
void append_small(double value, std::string& out) {
    int exponent = 0;
    const auto scale = [&](double below, double by, int digits) {
        if (value >= below)
            return;
        value *= by;
        exponent += digits;
    };
    scale(9.9999949999999e-16, 1e16, 16);
    scale(9.9999949999999e-8, 1e8, 8);
    scale(9.9999949999999e-4, 1e4, 4);
    scale(9.9999949999999e-2, 1e2, 2);
    scale(9.9999949999999e-1, 1e1, 1);
    append_digits(round_half_even(value * 100'000), 1, 0, out);
    fmt::format_to(std::back_inserter(out), "e-{:02}", exponent);
}

/// Numbers from 1 on, below a million.
void append_large(double value, std::string& out) {
    int n_before = 1;
    double scale = 100'000;
    for (double limit = 9.9999949999999; value >= limit; limit *= 10) {
        ++n_before;
        scale /= 10;
    }
    append_digits(round_half_even(value * scale), n_before, 0, out);
}

}  // namespace

void append_six_digits(double value, std::string& out) {
    double left = std::fabs(value);
    if (std::isnan(value)) {
        out += "nan";
        return;
    }
    if (left == 0 || left < 1e-31 || left >= 999'999.4) {
        fmt::format_to(std::back_inserter(out), "{:g}", left == 0 ? 0.0 : value);
        return;
    }
    if (value < 0)
        out += '-';
    if (left < 9.9999949999999e-5)
        return append_small(left, out);
    if (left >= 0.99999949999999)
        return append_large(left, out);
    int n_zeros = 0;
    if (left < 9.9999949999999e-3) {
        left *= 100;
        n_zeros += 2;
    }
    if (left < 9.9999949999999e-2) {
        left *= 10;
        n_zeros += 1;
    }
    append_digits(round_half_even(left * 1'000'000), 0, n_zeros, out);
}

}  // namespace genostrat::qc
