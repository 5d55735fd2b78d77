// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace genostrat {

/// A stretch of a contig: 0-based, half-open, in bases.
struct Interval {
    std::int64_t begin{};
    std::int64_t end{};

    [[nodiscard]] constexpr std::int64_t length() const noexcept { return end - begin; }

    [[nodiscard]] constexpr bool empty() const noexcept { return end <= begin; }

    [[nodiscard]] constexpr bool contains(std::int64_t pos) const noexcept {
        return begin <= pos && pos < end;
    }

    /// True if the two share at least one base.
    [[nodiscard]] constexpr bool overlaps(const Interval& other) const noexcept {
        return begin < other.end && other.begin < end;
    }

    [[nodiscard]] constexpr Interval intersection(const Interval& other) const noexcept {
        return {std::max(begin, other.begin), std::min(end, other.end)};
    }

    friend constexpr auto operator<=>(const Interval&, const Interval&) = default;
};

}  // namespace genostrat
