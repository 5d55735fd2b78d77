// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include <genostrat/core/distributions.hpp>

namespace genostrat {

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// Acklam's approximation, relative error below 1.15e-9.
double rough_normal_value(double share) noexcept {
    constexpr std::array<double, 6> a{
        -3.969683028665376e+01,
        2.209460984245205e+02,
        -2.759285104469687e+02,
        1.383577518672690e+02,
        -3.066479806614716e+01,
        2.506628277459239e+00};
    constexpr std::array<double, 5> b{
        -5.447609879822406e+01,
        1.615858368580409e+02,
        -1.556989798598866e+02,
        6.680131188771972e+01,
        -1.328068155288572e+01};
    constexpr std::array<double, 6> c{
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e+00,
        -2.549732539343734e+00,
        4.374664141464968e+00,
        2.938163982698783e+00};
    constexpr std::array<double, 4> d{
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00};
    const auto tail = [&](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
    };
    constexpr double border = 0.02425;
    if (share < border)
        return tail(std::sqrt(-2 * std::log(share)));
    if (share > 1 - border)
        return -tail(std::sqrt(-2 * std::log1p(-share)));
    const double q = share - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

/// Lower regularised gamma function by its series; good for x < a + 1.
double gamma_series(double a, double x, double log_factor) noexcept {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < 10000; ++n) {
        term *= x / (a + n);
        sum += term;
        if (term < sum * 1e-17)
            break;
    }
    return sum * std::exp(log_factor);
}

/// Upper regularised gamma function without its factor, by Lentz's continued fraction.
double gamma_fraction(double a, double x) noexcept {
    constexpr double tiny = 1e-300;
    double b = x + 1 - a;
    double c = 1 / tiny;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < 10000; ++n) {
        const double step = -n * (n - a);
        b += 2;
        d = step * d + b;
        d = 1 / (std::abs(d) < tiny ? tiny : d);
        c = b + step / c;
        c = std::abs(c) < tiny ? tiny : c;
        h *= d * c;
        if (std::abs(d * c - 1) < 1e-16)
            break;
    }
    return h;
}

}  // namespace

double normal_share_below(double z) noexcept {
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double normal_value_at(double share) noexcept {
    if (!(share >= 0 && share <= 1))
        return no_number;
    if (share == 0 || share == 1)
        return share == 0 ? -std::numeric_limits<double>::infinity()
                          : std::numeric_limits<double>::infinity();
    // In the upper half the error of erfc near 1 would be the error of the share.
    if (share > 0.5)
        return -normal_value_at(1 - share);
    const double z = rough_normal_value(share);
    const double error = normal_share_below(z) - share;
    const double step = error * std::sqrt(2 * std::numbers::pi) * std::exp(z * z / 2);
    return z - step / (1 + z * step / 2);
}

double log_chi_square_share_above(double x, double df) noexcept {
    if (!(x >= 0) || !(df > 0))
        return no_number;
    if (x == 0)
        return 0;
    const double a = df / 2;
    const double half = x / 2;
    if (std::isinf(half))
        return -half;
    const double log_factor = a * std::log(half) - half - std::lgamma(a);
    if (half < a + 1)
        return std::log1p(-gamma_series(a, half, log_factor));
    return log_factor + std::log(gamma_fraction(a, half));
}

double chi_square_share_above(double x, double df) noexcept {
    return std::exp(log_chi_square_share_above(x, df));
}

}  // namespace genostrat
