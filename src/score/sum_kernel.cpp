// SPDX-License-Identifier: MIT
#include "score/exact_arithmetic.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <genostrat/core/clones.hpp>
#include <genostrat/score/sum_kernel.hpp>

namespace genostrat::score {

namespace {

constexpr std::size_t samples_at_once = 512;

/// Diploid int8 calls to codes, a byte each: selects only, so that it vectorises.
/// @return true if some call is haploid
GENOSTRAT_CLONES
bool code_diploid(
    const std::int8_t* calls,
    std::size_t n_samples,
    std::int8_t packed,
    std::uint8_t* codes) noexcept {
    std::uint8_t haploid = 0;
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        const auto first = static_cast<std::int8_t>(calls[2 * sample] >> 1);
        const auto second = static_cast<std::int8_t>(calls[2 * sample + 1] >> 1);
        const bool is_haploid = second == -64;  // its filling: -127 >> 1
        const bool is_missing = first <= 0 || (second <= 0 && !is_haploid);
        const auto count = static_cast<std::uint8_t>((first == packed) + (second == packed));
        codes[sample] = is_missing ? missing_code : count;
        haploid = static_cast<std::uint8_t>(haploid | (is_haploid ? 1 : 0));
    }
    return haploid != 0;
}

/// Any width and ploidy.
CodeCounts code_any(
    const Genotypes& genotypes,
    std::int32_t allele,
    std::span<std::uint64_t> words,
    std::span<std::uint8_t> ploidies) noexcept {
    CodeCounts counts;
    std::ranges::fill(words, std::uint64_t{0});
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
        std::size_t n_alleles = 0;
        std::size_t n_counted = 0;
        bool is_missing = false;
        for (; n_alleles < genotypes.ploidy; ++n_alleles) {
            const std::int32_t call = genotypes.at(sample, n_alleles);
            if (Genotypes::is_filling(call))
                break;
            const std::int32_t called = Genotypes::allele_of(call);
            is_missing = is_missing || called < 0;
            n_counted += called == allele ? 1 : 0;
        }
        is_missing = is_missing || n_alleles == 0;
        const std::uint8_t code =
            is_missing ? missing_code
                       : static_cast<std::uint8_t>(std::min<std::size_t>(n_counted, 2));
        set_code(words, sample, code);
        ploidies[sample] = static_cast<std::uint8_t>(std::min<std::size_t>(n_alleles, 255));
        ++counts.n[code];
        counts.n_not_diploid += n_alleles == 2 ? 0 : 1;
        counts.n_polyploid += n_alleles > 2 ? 1 : 0;
    }
    return counts;
}

using FloatLanes = float __attribute__((vector_size(tile_width * sizeof(float))));

GENOSTRAT_CLONES
void add_listed_clone(
    const std::uint32_t* begins,
    const std::uint16_t* entries,
    const double* high,
    const float* low,
    const double* units,
    std::size_t n_samples,
    double* totals) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        // Entries in turn on two sums each, so that additions need not wait for each other.
        Quad first[2] = {};
        Quad second[2] = {};
        FloatLanes rest[2] = {};
        const auto add = [&](std::size_t which, std::size_t entry) {
            const std::size_t row = entry * tile_width;
            Quad first_row;
            Quad second_row;
            FloatLanes low_row;
            load(high + row, first_row);
            load(high + row + quad_width, second_row);
            std::memcpy(&low_row, low + row, sizeof low_row);
            first[which] += first_row;
            second[which] += second_row;
            rest[which] += low_row;
        };
        add_in_turn(entries + begins[sample], entries + begins[sample + 1], add);
        first[0] += first[1];  // exact, as all sums of high parts are
        second[0] += second[1];
        rest[0] += rest[1];
        double added[tile_width];
        float added_low[tile_width];
        std::memcpy(added, &first[0], sizeof first[0]);
        std::memcpy(added + quad_width, &second[0], sizeof second[0]);
        std::memcpy(added_low, &rest[0], sizeof rest[0]);
        double* const total = totals + sample * 2 * tile_width;
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            total[tile_width + lane] += static_cast<double>(added_low[lane]) * units[lane];
        for (std::size_t lane = 0; lane < tile_width; lane += quad_width)
            add_quad(total + lane, total + tile_width + lane, added + lane);
    }
}

GENOSTRAT_CLONES
void add_values_clone(
    const double* values,
    std::size_t n_samples,
    const double* weights,
    std::size_t width,
    double* totals) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        double* const total = totals + sample * 2 * width;
        for (std::size_t lane = 0; lane < width; ++lane) {
            const Rounded term = two_product(values[sample], weights[lane]);
            const Rounded sum = two_sum(total[lane], term.value);
            total[lane] = sum.value;
            total[width + lane] += sum.lost + term.lost;
        }
    }
}

/// Where all codes count 0, 1 or 2.
GENOSTRAT_CLONES
void weigh_exact_clone(
    const double* weights,
    const double* codes,
    std::size_t commonest,
    double* high,
    double* low) noexcept {
    for (std::size_t code = 0; code < 4; ++code) {
        const double factor = codes[code] - codes[commonest];
        double added[tile_width];
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            added[lane] = weights[lane] * factor;
        const std::size_t row = (code ^ commonest) * tile_width;
        for (std::size_t lane = 0; lane < tile_width; lane += quad_width)
            add_quad(high + row + lane, low + row + lane, added + lane);
    }
}

/// Any values; weights have tile_width entries.
void weigh_any(
    const double* weights,
    const CodeValues& codes,
    std::size_t commonest,
    ColumnValues& values) noexcept {
    const double low_of_common = commonest == missing_code ? codes.missing_low : 0.0;
    for (std::size_t code = 0; code < 4; ++code) {
        const double low_of_code = code == missing_code ? codes.missing_low : 0.0;
        for (std::size_t lane = 0; lane < tile_width; ++lane) {
            const double weight = weights[lane];
            double& high = values.high[code ^ commonest][lane];
            const Rounded term = two_product(weight, codes.value[code]);
            const Rounded common = two_product(weight, codes.value[commonest]);
            const Rounded difference = two_sum(term.value, -common.value);
            const Rounded sum = two_sum(high, difference.value);
            high = sum.value;
            values.low[code ^ commonest][lane] +=
                sum.lost + difference.lost +
                (term.lost + weight * low_of_code - common.lost - weight * low_of_common);
        }
    }
}

/// Adding and taking away the anchor, 1.5 x 2^e, rounds to multiples of 2^(e - 52).
/// @param bound  what no sum of a block's values can exceed
double anchor_of(double bound) noexcept {
    constexpr int greatest_exponent = 1000;
    if (!(bound > 0.0) || !std::isfinite(bound))
        return 0.0;
    // Two bits more than the bound: one for the roundings of all values, one for the anchor.
    const int exponent = std::ilogb(bound) + 3;
    return exponent > greatest_exponent || exponent < -greatest_exponent
               ? 0.0
               : std::ldexp(1.5, exponent);
}

GENOSTRAT_CLONES
void cut_clone(ColumnValues* columns, std::size_t n_columns, const double* anchors) noexcept {
    for (std::size_t column = 0; column < n_columns; ++column)
        for (std::size_t code = 1; code < 4; ++code)
            for (std::size_t lane = 0; lane < tile_width; lane += quad_width) {
                double* const high = columns[column].high[code].data() + lane;
                double* const low = columns[column].low[code].data() + lane;
                Quad anchor;
                Quad old_high;
                Quad new_low;
                load(anchors + lane, anchor);
                load(high, old_high);
                load(low, new_low);
                const Quad cut = (old_high + anchor) - anchor;
                new_low += old_high - cut;
                std::memcpy(high, &cut, sizeof cut);
                std::memcpy(low, &new_low, sizeof new_low);
            }
}

GENOSTRAT_CLONES
void weigh_plain_clone(
    const PlainColumn* columns,
    std::size_t n_columns,
    const double* anchors,
    const double* per_unit,
    double* high,
    float* low) noexcept {
    for (std::size_t column = 0; column < n_columns; ++column)
        for (std::size_t code = 1; code < 4; ++code) {
            const double factor = columns[column].factors[code];
            const std::size_t row = (column * 4 + code) * tile_width;
            for (std::size_t lane = 0; lane < tile_width; ++lane) {
                const double value = columns[column].weights[lane] * factor;
                const double cut = (value + anchors[lane]) - anchors[lane];
                high[row + lane] = cut;
                low[row + lane] = static_cast<float>((value - cut) * per_unit[lane]);
            }
        }
}

}  // namespace

bool is_exact_factor(double value) noexcept {
    return value == 0.0 || value == 1.0 || value == 2.0;
}

CodeCounts code_genotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    std::span<std::uint64_t> words,
    std::span<std::uint8_t> ploidies) noexcept {
    constexpr std::int32_t largest_int8_allele = 62;
    if (genotypes.width != Genotypes::Width::int8 || genotypes.ploidy != 2 ||
        allele > largest_int8_allele)
        return code_any(genotypes, allele, words, ploidies);
    std::array<std::uint8_t, samples_at_once> codes{};
    for (std::size_t begin = 0; begin < genotypes.n_samples; begin += codes.size()) {
        const std::size_t n = std::min(codes.size(), genotypes.n_samples - begin);
        const bool has_haploid = code_diploid(
            static_cast<const std::int8_t*>(genotypes.data) + 2 * begin,
            n,
            static_cast<std::int8_t>(allele + 1),
            codes.data());
        if (has_haploid)
            return code_any(genotypes, allele, words, ploidies);
        pack_codes(
            std::span{codes}.first(n), words.subspan(begin / codes_per_word, words_of_codes(n)));
    }
    return {.n = count_codes(words, genotypes.n_samples)};
}

void ExactSum::add(double value) noexcept {
    const Rounded sum = two_sum(high, value);
    high = sum.value;
    low += sum.lost;
}

void weigh_codes(
    std::span<const double> weights,
    const CodeValues& codes,
    std::size_t commonest,
    std::size_t first,
    ColumnValues& values,
    std::span<ExactSum> base) noexcept {
    std::array<double, tile_width> own{};
    for (std::size_t lane = 0; lane < weights.size(); ++lane)
        own[first + lane] = std::isnan(weights[lane]) ? 0.0 : weights[lane];
    if (std::ranges::all_of(codes.value, is_exact_factor) && codes.missing_low == 0.0)
        weigh_exact_clone(
            own.data(),
            codes.value.data(),
            commonest,
            values.high.front().data(),
            values.low.front().data());
    else
        weigh_any(own.data(), codes, commonest, values);
    if (codes.value[commonest] == 0.0 && (commonest != missing_code || codes.missing_low == 0.0))
        return;
    const double low_of_common = commonest == missing_code ? codes.missing_low : 0.0;
    for (std::size_t lane = first; lane < first + weights.size(); ++lane) {
        const Rounded common = two_product(own[lane], codes.value[commonest]);
        base[lane].add(common.value);
        base[lane].low += common.lost + own[lane] * low_of_common;
    }
}

void weigh_plain(
    std::span<const PlainColumn> columns,
    std::span<double> high,
    std::span<float> low,
    std::span<double> units) noexcept {
    std::array<double, tile_width> anchors{};
    std::array<double, tile_width> per_unit{};
    for (const PlainColumn& column : columns) {
        const double greatest = std::max(
            {std::fabs(column.factors[1]),
             std::fabs(column.factors[2]),
             std::fabs(column.factors[3])});
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            anchors[lane] += std::fabs(column.weights[lane]) * greatest;
    }
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        anchors[lane] = anchor_of(anchors[lane]);
        units[lane] = anchors[lane] / 0x1.8p52;
        per_unit[lane] = units[lane] > 0.0 ? 1.0 / units[lane] : 0.0;
    }
    weigh_plain_clone(
        columns.data(), columns.size(), anchors.data(), per_unit.data(), high.data(), low.data());
}

void cut_to_units(std::span<ColumnValues> columns, std::span<double> units) noexcept {
    std::array<double, tile_width> anchors{};
    for (const ColumnValues& column : columns)
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            anchors[lane] += std::max(
                {std::fabs(column.high[1][lane]),
                 std::fabs(column.high[2][lane]),
                 std::fabs(column.high[3][lane])});
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        anchors[lane] = anchor_of(anchors[lane]);
        units[lane] = anchors[lane] / 0x1.8p52;
    }
    cut_clone(columns.data(), columns.size(), anchors.data());
}

template <typename Sum>
void add_group(
    const std::array<std::span<const std::uint64_t>, columns_per_group>& columns,
    std::span<const Sum> table,
    std::span<Sum> sums) noexcept {
    constexpr std::uint64_t code_of_each_byte = 0x0303030303030303;
    for (std::size_t at = 0; at < columns[0].size(); ++at)
        for (std::size_t turn = 0; turn < 4; ++turn) {
            std::uint64_t joined = 0;
            for (std::size_t column = 0; column < columns_per_group; ++column)
                joined |= (columns[column][at] >> (2 * turn) & code_of_each_byte) << (2 * column);
            Sum* const own = sums.data() + at * codes_per_word + 8 * turn;
            for (std::size_t sample = 0; sample < 8; ++sample)
                own[sample] += table[joined >> (8 * sample) & 0xff];
        }
}

template <typename Sum>
void add_carriers(
    std::span<const std::uint64_t> words,
    std::span<const Sum> values,
    std::span<Sum> sums) noexcept {
    for_each_code(words, [&](std::size_t sample, std::uint8_t code) {
        sums[shuffled(sample)] += values[code];
    });
}

template void add_group<ExactSum>(
    const std::array<std::span<const std::uint64_t>, columns_per_group>&,
    std::span<const ExactSum>,
    std::span<ExactSum>) noexcept;
template void add_group<std::int64_t>(
    const std::array<std::span<const std::uint64_t>, columns_per_group>&,
    std::span<const std::int64_t>,
    std::span<std::int64_t>) noexcept;
template void add_carriers<ExactSum>(
    std::span<const std::uint64_t>, std::span<const ExactSum>, std::span<ExactSum>) noexcept;
template void add_carriers<std::int64_t>(
    std::span<const std::uint64_t>,
    std::span<const std::int64_t>,
    std::span<std::int64_t>) noexcept;

void add_listed(
    const CodeLists& lists, const TileTables& tables, std::span<double> totals) noexcept {
    add_listed_clone(
        lists.begins.data(),
        lists.entries.data(),
        tables.high.data(),
        tables.low.data(),
        tables.units.data(),
        lists.begins.size() - 1,
        totals.data());
}

void add_values(
    std::span<const double> values,
    std::span<const double> weights,
    std::span<double> totals) noexcept {
    add_values_clone(values.data(), values.size(), weights.data(), weights.size(), totals.data());
}

}  // namespace genostrat::score
