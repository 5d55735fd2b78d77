// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>

#include <genostrat/score/sum_kernel.hpp>

// Sums and products of doubles with what their rounding loses.
namespace genostrat::score {

/// A rounded operation and what the rounding lost, which is exact.
struct Rounded {
    double value{};
    double lost{};
};

inline Rounded two_sum(double one, double other) noexcept {
    const double sum = one + other;
    const double part = sum - one;
    return {sum, (one - (sum - part)) + (other - part)};
}

inline Rounded two_product(double one, double other) noexcept {
    const double product = one * other;
    return {product, __builtin_fma(one, other, -product)};
}

// Vectors of the compiler: it does not turn loops over eight sums that stay in registers into
// vector instructions. A tile's scores are two quads; 32 bytes fit one register of most processors.
inline constexpr std::size_t quad_width = 4;
using Quad = double __attribute__((vector_size(quad_width * sizeof(double))));
static_assert(tile_width == 2 * quad_width);

inline void load(const double* from, Quad& quad) noexcept {
    std::memcpy(&quad, from, sizeof quad);
}

/// sum += added, and lost += what that rounds off.
inline void add_quad(double* sum, double* lost, const double* added) noexcept {
    Quad one;
    Quad other;
    Quad low;
    load(sum, one);
    load(added, other);
    load(lost, low);
    const Quad total = one + other;
    const Quad part = total - one;
    low += (one - (total - part)) + (other - part);
    std::memcpy(sum, &total, sizeof total);
    std::memcpy(lost, &low, sizeof low);
}

}  // namespace genostrat::score
