// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

namespace genostrat {

/// Place of the value of a diploid genotype among those of Number=G, its alleles in any order.
/// Source: VCF 4.4, section 1.6.2, "GL".
[[nodiscard]] constexpr std::size_t genotype_index(std::size_t one, std::size_t other) noexcept {
    const std::size_t high = std::max(one, other);
    return high * (high + 1) / 2 + std::min(one, other);
}

}  // namespace genostrat
