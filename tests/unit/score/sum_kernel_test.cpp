// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <genostrat/score/sum_kernel.hpp>

namespace genostrat::score {
namespace {

/// (allele + 1) << 1 | phased, as BCF packs it.
constexpr std::int8_t call(int allele, bool phased = false) {
    return static_cast<std::int8_t>(((allele + 1) << 1) | (phased ? 1 : 0));
}

constexpr std::int8_t missing = 0;
constexpr std::int8_t filling = -127;

struct Coded {
    std::vector<std::uint8_t> codes;
    std::vector<std::uint8_t> ploidies;
    CodeCounts counts;
};

Coded code(const std::vector<std::int8_t>& calls, std::int32_t allele, std::size_t ploidy = 2) {
    const std::size_t n_samples = calls.size() / ploidy;
    Coded out{std::vector<std::uint8_t>(n_samples), std::vector<std::uint8_t>(n_samples, 2), {}};
    std::vector<std::uint64_t> words(words_of_codes(n_samples));
    out.counts = code_genotypes(
        {.data = calls.data(),
         .n_samples = n_samples,
         .ploidy = ploidy,
         .width = Genotypes::Width::int8},
        allele,
        words,
        out.ploidies);
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        out.codes[sample] = code_at(words, sample);
    return out;
}

TEST(CodeGenotypes, counts_copies_and_marks_missing_and_half_missing) {
    const Coded coded = code(
        {call(0),
         call(0),
         call(0),
         call(1, true),
         call(1),
         call(1),
         missing,
         missing,
         call(1),
         missing,
         call(2),
         call(1)},
        1);
    EXPECT_EQ(coded.codes, (std::vector<std::uint8_t>{0, 1, 2, 3, 3, 1}));
    EXPECT_EQ(coded.counts.n, (std::array<std::int64_t, 4>{1, 2, 1, 2}));
    EXPECT_EQ(coded.counts.n_not_diploid, 0);
}

TEST(CodeGenotypes, counts_reference_copies) {
    const Coded coded = code({call(0), call(0), call(0), call(1), call(2), call(1)}, 0);
    EXPECT_EQ(coded.codes, (std::vector<std::uint8_t>{2, 1, 0}));
}

TEST(CodeGenotypes, tells_haploid_samples) {
    const Coded coded = code({call(1), filling, call(0), call(1), missing, filling}, 1);
    EXPECT_EQ(coded.codes, (std::vector<std::uint8_t>{1, 1, 3}));
    EXPECT_EQ(coded.ploidies, (std::vector<std::uint8_t>{1, 2, 1}));
    EXPECT_EQ(coded.counts.n_not_diploid, 2);
}

TEST(CodeGenotypes, tells_polyploid_samples) {
    const Coded coded = code({call(1), call(1), call(1), call(0), call(1), filling}, 1, 3);
    EXPECT_EQ(coded.counts.n_polyploid, 1);
    EXPECT_EQ(coded.codes[1], 1);
    EXPECT_EQ(coded.ploidies, (std::vector<std::uint8_t>{3, 2}));
}

TEST(CodeGenotypes, counts_samples_of_several_pieces) {
    std::vector<std::int8_t> calls;
    for (int sample = 0; sample < 1000; ++sample) {
        calls.push_back(call(1));
        calls.push_back(call(sample % 2));
    }
    EXPECT_EQ(code(calls, 1).counts.n, (std::array<std::int64_t, 4>{0, 500, 500, 0}));
}

std::vector<std::uint64_t> packed(const std::vector<std::uint8_t>& codes) {
    std::vector<std::uint64_t> words(words_of_codes(codes.size()));
    pack_codes(codes, words);
    return words;
}

TEST(ExactSum, keeps_what_a_double_loses) {
    ExactSum sum;
    for (const double value : {1e16, 1.0, -1e16, 0x1p-60})
        sum.add(value);
    EXPECT_EQ(sum.high, 0x1p-60);
    EXPECT_EQ(sum.low, 1.0);
    EXPECT_EQ(sum.value(), 1.0);
}

TEST(WeighCodes, counts_against_the_commonest_code) {
    ColumnValues values;
    std::array<ExactSum, tile_width> base{};
    const std::array<double, 2> weights{0.5, std::nan("")};
    weigh_codes(weights, {.value = {0.0, 1.0, 2.0, 0.25}}, 2, 3, values, base);
    EXPECT_EQ(base[3].value(), 1.0);
    EXPECT_EQ(base[4].value(), 0.0);
    EXPECT_EQ(values.high[0 ^ 2][3], -1.0);
    EXPECT_EQ(values.high[1 ^ 2][3], -0.5);
    EXPECT_EQ(values.high[3 ^ 2][3], 0.125 - 1.0);
    EXPECT_EQ(values.high[3 ^ 2][4], 0.0);
}

TEST(WeighCodes, keeps_what_products_lose) {
    ColumnValues values;
    std::array<ExactSum, tile_width> base{};
    const double weight = 1.0 + 0x1p-52;
    weigh_codes(std::array{weight}, {.value = {0.0, weight, 2.0, 0.0}}, 0, 0, values, base);
    EXPECT_EQ(values.high[1][0], 1.0 + 0x1p-51);  // (1 + e)^2 = 1 + 2e + e^2
    EXPECT_EQ(values.low[1][0], 0x1p-104);
}

TEST(CutToUnits, leaves_multiples_of_a_unit_whose_sums_are_exact) {
    std::vector<ColumnValues> columns(200);
    double bound = 0.0;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        columns[at].high[1][0] = 0.1 * static_cast<double>(at + 1);
        bound += columns[at].high[1][0];
    }
    std::array<double, tile_width> units{};
    cut_to_units(columns, units);
    ASSERT_GT(units[0], 0.0);
    EXPECT_LT(bound / units[0], 0x1p53);
    EXPECT_EQ(units[1], 0.0);
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const double high = columns[at].high[1][0];
        EXPECT_EQ(std::remainder(high, units[0]), 0.0);
        EXPECT_EQ(high + columns[at].low[1][0], 0.1 * static_cast<double>(at + 1));
        EXPECT_LE(std::fabs(columns[at].low[1][0]), units[0] / 2);
    }
}

TEST(CutToUnits, leaves_what_is_too_large) {
    std::vector<ColumnValues> columns(1);
    columns[0].high[1][0] = 1e305;
    std::array<double, tile_width> units{};
    cut_to_units(columns, units);
    EXPECT_EQ(columns[0].high[1][0], 1e305);
    EXPECT_EQ(units[0], 0.0);
}

TEST(AddGroup, looks_up_four_codes_at_once) {
    std::array<std::vector<std::uint64_t>, columns_per_group> words;
    std::array<std::vector<std::uint8_t>, columns_per_group> codes;
    std::array<std::span<const std::uint64_t>, columns_per_group> columns;
    for (std::size_t column = 0; column < columns_per_group; ++column) {
        for (std::size_t sample = 0; sample < 70; ++sample)
            codes[column].push_back(static_cast<std::uint8_t>((sample * (column + 1) / 3) % 4));
        words[column] = packed(codes[column]);
        columns[column] = words[column];
    }
    std::vector<ExactSum> table(codes_per_group);
    for (std::size_t code = 0; code < table.size(); ++code)
        table[code] = {static_cast<double>(code), -static_cast<double>(code)};
    std::vector<ExactSum> sums(3 * codes_per_word, ExactSum{1000.0, 0.0});
    add_group<ExactSum>(columns, table, sums);
    for (std::size_t sample = 0; sample < 70; ++sample) {
        const int code =
            codes[0][sample] + 4 * codes[1][sample] + 16 * codes[2][sample] + 64 * codes[3][sample];
        EXPECT_EQ(sums[shuffled(sample)].high, 1000.0 + code);
        EXPECT_EQ(sums[shuffled(sample)].low, -code);
    }
}

TEST(AddCarriers, adds_where_the_code_is_not_0) {
    const std::vector<std::uint64_t> words = packed({0, 1, 2, 3, 0});
    const std::array<ExactSum, 4> values{ExactSum{9, 9}, {1, 10}, {2, 20}, {3, 30}};
    std::vector<ExactSum> sums(codes_per_word);
    add_carriers<ExactSum>(words, values, sums);
    EXPECT_EQ(sums[shuffled(0)].high, 0.0);
    EXPECT_EQ(sums[shuffled(3)].high, 3.0);
    EXPECT_EQ(sums[shuffled(2)].low, 20.0);
}

TEST(AddListed, adds_what_the_lists_name) {
    const std::vector<std::uint32_t> begins{0, 2, 3};
    const std::vector<std::uint16_t> entries{0 << 2 | 1, 1 << 2 | 3, 1 << 2 | 2};
    std::vector<double> high(2 * 4 * tile_width);
    std::vector<float> low(high.size());
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        high[1 * tile_width + lane] = static_cast<double>(lane);
        high[(4 + 3) * tile_width + lane] = 10.0;
        high[(4 + 2) * tile_width + lane] = 100.0;
        low[(4 + 2) * tile_width + lane] = 0.5F;
    }
    const std::vector<double> units(tile_width, 0.25);
    std::vector<double> totals(2 * 2 * tile_width);
    add_listed({begins, entries}, {high, low, units}, totals);
    EXPECT_EQ(totals[3], 13.0);
    EXPECT_EQ(totals[2 * tile_width + 3], 100.0);
    EXPECT_EQ(totals[3 * tile_width + 3], 0.125);
}

TEST(AddValues, weighs_one_value_a_sample_without_loss) {
    const double odd = 1.0 + 0x1p-52;
    std::vector<double> totals(2 * 2 * 2);
    add_values(std::array{0.5, odd}, std::array{1.0, odd}, totals);
    EXPECT_EQ(totals, (std::vector<double>{0.5, 0.5 * odd, 0, 0, odd, 1.0 + 0x1p-51, 0, 0x1p-104}));
}

TEST(WeighPlain, is_weighing_and_cutting_in_one) {
    constexpr std::size_t n_columns = 50;
    std::uint64_t state = 3;
    const auto next = [&state] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(state >> 40) / 1e6 - 8.0;
    };
    std::vector<PlainColumn> plain(n_columns);
    std::vector<ColumnValues> values(n_columns);
    std::vector<ExactSum> base(tile_width);
    for (std::size_t column = 0; column < n_columns; ++column) {
        const std::size_t commonest = column % 3;
        const CodeValues codes{.value = {0.0, 1.0, column % 2 == 0 ? 2.0 : 1.0, 0.0}};
        for (double& weight : plain[column].weights)
            weight = next();
        for (std::size_t code = 0; code < 4; ++code)
            plain[column].factors[code ^ commonest] = codes.value[code] - codes.value[commonest];
        weigh_codes(plain[column].weights, codes, commonest, 0, values[column], base);
    }
    std::array<double, tile_width> units{};
    cut_to_units(values, units);
    std::vector<double> high(n_columns * 4 * tile_width);
    std::vector<float> low(high.size());
    std::array<double, tile_width> own_units{};
    weigh_plain(plain, high, low, own_units);
    EXPECT_EQ(own_units, units);
    for (std::size_t column = 0; column < n_columns; ++column)
        for (std::size_t code = 1; code < 4; ++code)
            for (std::size_t lane = 0; lane < tile_width; ++lane) {
                const std::size_t cell = (column * 4 + code) * tile_width + lane;
                EXPECT_EQ(high[cell], values[column].high[code][lane]);
                EXPECT_EQ(
                    low[cell], static_cast<float>(values[column].low[code][lane] / units[lane]));
            }
}

}  // namespace
}  // namespace genostrat::score
