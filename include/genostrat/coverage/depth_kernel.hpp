// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace genostrat::coverage {

/// A stretch of equal depth; it ends where the next one begins.
struct Run {
    std::int32_t begin{};
    std::int32_t depth{};

    friend bool operator==(const Run&, const Run&) = default;
};

/// Turns differences into depths in place: values[i] = carry + values[0] + … + values[i].
/// @return the last depth; `carry` for no values
std::int32_t prefix_sum(std::span<std::int32_t> values, std::int32_t carry) noexcept;

/// Sum of the differences: the depth behind them less the depth in front.
[[nodiscard]] std::int32_t sum_of(std::span<const std::int32_t> values) noexcept;

/// The runs of equal depth that differences stand for. One pass over the differences, without
/// storing depths: a run begins where a difference is not 0. Neighbouring runs differ.
///
/// @param differences  shape [n], n >= 1
/// @param begin        position of differences[0]
/// @param carry        depth in front of it
/// @param runs         shape [n + 1]: one more than can be found, written without a branch
/// @return number of runs; the first one begins at `begin`
std::size_t find_runs(
    std::span<const std::int32_t> differences,
    std::int32_t begin,
    std::int32_t carry,
    std::span<Run> runs) noexcept;

}  // namespace genostrat::coverage
