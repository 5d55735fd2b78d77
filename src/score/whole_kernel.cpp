// SPDX-License-Identifier: MIT
#include "score/short_decimal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <genostrat/core/clones.hpp>
#include <genostrat/score/whole_kernel.hpp>

namespace genostrat::score {

namespace {

static_assert(detail::powers_of_ten.size() == most_places + 1);

/// A double below 2^51 in size, added to this, leaves its nearest whole number in the last bits.
constexpr double whole_anchor = 0x1.8p52;
/// Twice as much may still be added to the anchor.
constexpr double largest_whole = 0x1p50;

inline std::int64_t whole_of(double whole) noexcept {
    return std::bit_cast<std::int64_t>(whole + whole_anchor) -
           std::bit_cast<std::int64_t>(whole_anchor);
}

/// wholes = weights x power. @return true if all are whole numbers that stand for their weights
GENOSTRAT_CLONES
bool to_whole(const double* weights, double power, double* wholes) noexcept {
    int n_others = 0;
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        const double whole = (weights[lane] * power + whole_anchor) - whole_anchor;
        const bool is_whole = std::fabs(whole) <= largest_whole && whole / power == weights[lane];
        n_others += is_whole ? 0 : 1;
        wholes[lane] = whole;
    }
    return n_others == 0;
}

/// rows[1 .. 4) = wholes x factors
template <typename Whole>
void fill_rows(const double* wholes, const double* factors, Whole* rows) noexcept {
    for (std::size_t code = 1; code < 4; ++code)
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            rows[code * tile_width + lane] =
                static_cast<Whole>(whole_of(wholes[lane] * factors[code]));
}

GENOSTRAT_CLONES
void fill_narrow(const double* wholes, const double* factors, std::int32_t* rows) noexcept {
    fill_rows(wholes, factors, rows);
}

GENOSTRAT_CLONES
void fill_wide(const double* wholes, const double* factors, std::int64_t* rows) noexcept {
    fill_rows(wholes, factors, rows);
}

using NarrowLanes = std::int32_t __attribute__((vector_size(tile_width * sizeof(std::int32_t))));
using WideLanes = std::int64_t __attribute__((vector_size(tile_width * sizeof(std::int64_t))));

/// The inlined body of both clones below: what is no clone itself is compiled for their level.
template <typename Lanes, typename Whole>
[[gnu::always_inline]] inline void add_lists(
    const std::uint32_t* begins,
    const std::uint16_t* entries,
    const Whole* rows,
    std::size_t n_samples,
    std::int64_t* totals) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        // Entries in turn on two sums, so that additions need not wait for each other.
        Lanes sums[2] = {};
        const auto add = [&](std::size_t which, std::size_t entry) {
            const std::size_t row = entry * tile_width;
            Lanes own;
            std::memcpy(&own, rows + row, sizeof own);
            sums[which] += own;
        };
        add_in_turn(entries + begins[sample], entries + begins[sample + 1], add);
        sums[0] += sums[1];
        std::int64_t* const total = totals + sample * tile_width;
        WideLanes sum;
        std::memcpy(&sum, total, sizeof sum);
        sum += __builtin_convertvector(sums[0], WideLanes);
        std::memcpy(total, &sum, sizeof sum);
    }
}

GENOSTRAT_CLONES
void add_narrow(
    const std::uint32_t* begins,
    const std::uint16_t* entries,
    const std::int32_t* rows,
    std::size_t n_samples,
    std::int64_t* totals) noexcept {
    add_lists<NarrowLanes>(begins, entries, rows, n_samples, totals);
}

GENOSTRAT_CLONES
void add_wide(
    const std::uint32_t* begins,
    const std::uint16_t* entries,
    const std::int64_t* rows,
    std::size_t n_samples,
    std::int64_t* totals) noexcept {
    add_lists<WideLanes>(begins, entries, rows, n_samples, totals);
}

using Wholes = std::array<double, columns_per_block * tile_width>;

/// The least number of places at which all weights are whole numbers, which are then in `wholes`.
std::optional<int>
places_of(std::span<const PlainColumn> columns, int places, Wholes& wholes) noexcept {
    std::size_t first = 0;  // where the last number of places was too small
    for (; places <= most_places; ++places) {
        const double power = detail::powers_of_ten[static_cast<std::size_t>(places)];
        std::size_t n_done = 0;
        while (n_done < columns.size()) {
            const std::size_t at = (first + n_done) % columns.size();
            if (!to_whole(columns[at].weights.data(), power, wholes.data() + at * tile_width)) {
                first = at;
                break;
            }
            ++n_done;
        }
        if (n_done == columns.size())
            return places;
    }
    return std::nullopt;
}

}  // namespace

std::optional<WholeRows> whole_rows(std::span<const PlainColumn> columns, int places) {
    Wholes wholes;
    const std::optional<int> found = places_of(columns, places, wholes);
    if (!found)
        return std::nullopt;
    WholeRows out{.places = *found};
    std::array<double, tile_width> bounds{};
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const auto& factors = columns[column].factors;
        const double greatest =
            std::max({std::fabs(factors[1]), std::fabs(factors[2]), std::fabs(factors[3])});
        const double common = columns[column].common;
        for (std::size_t lane = 0; lane < tile_width; ++lane) {
            const double whole = wholes[column * tile_width + lane];
            bounds[lane] += std::fabs(whole) * greatest;
            out.base[lane] += whole_of(whole * common);
        }
    }
    const double bound = *std::ranges::max_element(bounds);
    out.bound = static_cast<std::int64_t>(std::ceil(bound));
    constexpr std::size_t row_size = 4 * tile_width;
    const auto fill = [&](auto& rows, auto fill_column) {
        rows.resize(columns.size() * row_size);
        for (std::size_t column = 0; column < columns.size(); ++column)
            fill_column(
                wholes.data() + column * tile_width,
                columns[column].factors.data(),
                rows.data() + column * row_size);
    };
    if (bound <= std::numeric_limits<std::int32_t>::max())
        fill(out.narrow, fill_narrow);
    else
        fill(out.wide, fill_wide);
    return out;
}

void add_listed(
    const CodeLists& lists,
    std::span<const std::int32_t> rows,
    std::span<std::int64_t> totals) noexcept {
    add_narrow(
        lists.begins.data(),
        lists.entries.data(),
        rows.data(),
        lists.begins.size() - 1,
        totals.data());
}

void add_listed(
    const CodeLists& lists,
    std::span<const std::int64_t> rows,
    std::span<std::int64_t> totals) noexcept {
    add_wide(
        lists.begins.data(),
        lists.entries.data(),
        rows.data(),
        lists.begins.size() - 1,
        totals.data());
}

ExactSum decimal_value(std::int64_t whole, int places) noexcept {
    const double power = detail::powers_of_ten[static_cast<std::size_t>(places)];
    const auto high = static_cast<double>(whole);
    // What the first rounding lost fits a double; |whole| is below 2^63, so nothing overflows.
    const auto rest = static_cast<double>(whole - static_cast<std::int64_t>(high));
    const double value = high / power;
    return {value, (std::fma(-value, power, high) + rest) / power};
}

}  // namespace genostrat::score
