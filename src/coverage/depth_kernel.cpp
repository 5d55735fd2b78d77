// SPDX-License-Identifier: MIT
#include <cassert>
#include <cstring>

#include <genostrat/core/clones.hpp>
#include <genostrat/coverage/depth_kernel.hpp>

namespace genostrat::coverage {

namespace {

constexpr std::size_t lanes = 8;
using Lanes __attribute__((vector_size(lanes * sizeof(std::int32_t)))) = std::int32_t;

/// Depths of n values, n a multiple of `lanes`: three shifted additions within eight lanes, then
/// the carry of the eight before.
GENOSTRAT_CLONES
std::int32_t sum_prefixes(std::int32_t* values, std::size_t n, std::int32_t carry) noexcept {
    constexpr Lanes none{};
    for (std::size_t at = 0; at < n; at += lanes) {
        Lanes sums;
        std::memcpy(&sums, values + at, sizeof(sums));
        sums += __builtin_shufflevector(sums, none, 8, 0, 1, 2, 3, 4, 5, 6);
        sums += __builtin_shufflevector(sums, none, 8, 8, 0, 1, 2, 3, 4, 5);
        sums += __builtin_shufflevector(sums, none, 8, 8, 8, 8, 0, 1, 2, 3);
        sums += carry;
        std::memcpy(values + at, &sums, sizeof(sums));
        carry = sums[lanes - 1];
    }
    return carry;
}

GENOSTRAT_CLONES
std::int32_t sum_all(const std::int32_t* values, std::size_t n) noexcept {
    std::int32_t sum = 0;
    for (std::size_t at = 0; at < n; ++at)
        sum += values[at];
    return sum;
}

}  // namespace

std::int32_t prefix_sum(std::span<std::int32_t> values, std::int32_t carry) noexcept {
    const std::size_t whole = values.size() / lanes * lanes;
    carry = sum_prefixes(values.data(), whole, carry);
    for (std::size_t at = whole; at < values.size(); ++at)
        values[at] = carry += values[at];
    return carry;
}

std::int32_t sum_of(std::span<const std::int32_t> values) noexcept {
    return sum_all(values.data(), values.size());
}

std::size_t find_runs(
    std::span<const std::int32_t> differences,
    std::int32_t begin,
    std::int32_t carry,
    std::span<Run> runs) noexcept {
    assert(!differences.empty() && runs.size() > differences.size());
    std::int32_t depth = carry + differences[0];
    Run* const out = runs.data();
    out[0] = {begin, depth};
    std::size_t n_runs = 1;
    const std::int32_t* const values = differences.data();
    for (std::size_t at = 1; at < differences.size(); ++at) {
        depth += values[at];
        out[n_runs] = {begin + static_cast<std::int32_t>(at), depth};
        n_runs += values[at] != 0 ? 1 : 0;
    }
    return n_runs;
}

}  // namespace genostrat::coverage
