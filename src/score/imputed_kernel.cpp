// SPDX-License-Identifier: MIT
#include "score/exact_arithmetic.hpp"

#include <genostrat/core/clones.hpp>
#include <genostrat/score/imputed_kernel.hpp>
#include <genostrat/variant/packed_codes.hpp>

namespace genostrat::score {

namespace {

/// total and the low parts behind it += row
[[gnu::always_inline]] inline void add_row(const ImputedRow& row, double* total) noexcept {
    for (std::size_t lane = 0; lane < tile_width; lane += quad_width) {
        double* const low = total + tile_width + lane;
        Quad sum;
        Quad added;
        load(low, sum);
        load(row.low.data() + lane, added);
        sum += added;
        std::memcpy(low, &sum, sizeof sum);
        add_quad(total + lane, low, row.high.data() + lane);
    }
}

GENOSTRAT_CLONES
void add_column(
    std::span<const std::uint64_t> words,
    std::uint8_t code,
    const ImputedRow& row,
    double* totals) noexcept {
    for_each_of_code(
        words, code, [&](std::size_t sample) { add_row(row, totals + sample * 2 * tile_width); });
}

GENOSTRAT_CLONES
void add_lists(
    const std::uint32_t* begins,
    const std::uint16_t* entries,
    const ImputedRow* rows,
    std::size_t n_samples,
    double* totals) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        for (std::size_t at = begins[sample]; at < begins[sample + 1]; ++at)
            add_row(rows[entries[at]], totals + sample * 2 * tile_width);
}

}  // namespace

ImputedRow imputed_row(std::span<const double> weights, double value, double low) noexcept {
    ImputedRow row;
    for (std::size_t lane = 0; lane < weights.size(); ++lane) {
        const Rounded term = two_product(weights[lane], value);
        row.high[lane] = term.value;
        row.low[lane] = term.lost + weights[lane] * low;
    }
    return row;
}

void add_imputed(
    std::span<const std::uint64_t> words,
    std::uint8_t code,
    const ImputedRow& row,
    std::size_t width,
    std::span<double> totals) noexcept {
    if (width == tile_width) {
        add_column(words, code, row, totals.data());
        return;
    }
    for_each_of_code(words, code, [&](std::size_t sample) {
        totals[2 * sample + 1] += row.low[0];
        const Rounded sum = two_sum(totals[2 * sample], row.high[0]);
        totals[2 * sample] = sum.value;
        totals[2 * sample + 1] += sum.lost;
    });
}

void add_imputed(
    const CodeLists& lists, std::span<const ImputedRow> rows, std::span<double> totals) noexcept {
    add_lists(
        lists.begins.data(),
        lists.entries.data(),
        rows.data(),
        lists.begins.size() - 1,
        totals.data());
}

}  // namespace genostrat::score
