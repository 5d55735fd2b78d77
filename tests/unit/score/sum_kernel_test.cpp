// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
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
    out.counts = code_genotypes(
        {.data = calls.data(),
         .n_samples = n_samples,
         .ploidy = ploidy,
         .width = Genotypes::Width::int8},
        allele,
        out.codes,
        out.ploidies);
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

TEST(CodeGenotypes, keeps_counts_of_more_samples_than_a_byte_holds) {
    std::vector<std::int8_t> calls;
    for (int sample = 0; sample < 1000; ++sample) {
        calls.push_back(call(1));
        calls.push_back(call(sample % 2));
    }
    EXPECT_EQ(code(calls, 1).counts.n, (std::array<std::int64_t, 4>{0, 500, 500, 0}));
}

TEST(FillTable, adds_what_three_codes_count) {
    const std::vector<double> values{0, 1, 2, 0.5, 0, 10, 20, 5, 0, 100, 200, 50};
    std::vector<double> table(codes_per_group);
    fill_table(values, 1, table);
    EXPECT_DOUBLE_EQ(table[0], 0);
    EXPECT_DOUBLE_EQ(table[1 + 4 * 2 + 16 * 1], 121);
    EXPECT_DOUBLE_EQ(table[63], 55.5);
}

TEST(AddGroups, adds_a_table_row_a_group) {
    const std::vector<std::uint8_t> joined{0, 1, 63, 2, 2, 0};
    std::vector<double> tables(2 * codes_per_group);
    tables[1] = 1;
    tables[63] = 7;
    tables[codes_per_group + 2] = 100;
    std::vector<double> sums{1000, 0, 0};
    add_groups(joined, tables, sums);
    EXPECT_EQ(sums, (std::vector<double>{1100, 101, 7}));
}

TEST(AddListed, adds_what_the_lists_name) {
    const std::vector<std::uint8_t> joined{0, 5, 9, 0};  // two groups, two samples
    std::vector<std::uint32_t> begins(3);
    std::vector<std::uint16_t> entries(4);
    list_codes(joined, begins, entries);
    EXPECT_EQ(begins, (std::vector<std::uint32_t>{0, 1, 2}));
    EXPECT_EQ(entries[0], (1 << 6) | 9);
    EXPECT_EQ(entries[1], 5);
    std::vector<double> tables(2 * codes_per_group * tile_width);
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        tables[5 * tile_width + lane] = static_cast<double>(lane);
        tables[(codes_per_group + 9) * tile_width + lane] = 10.0 * static_cast<double>(lane);
    }
    std::vector<double> sums(2 * tile_width, 1.0);
    add_listed(begins, entries, tables, 0, sums);
    EXPECT_DOUBLE_EQ(sums[3], 31.0);
    EXPECT_DOUBLE_EQ(sums[tile_width + 3], 4.0);
}

TEST(AddValues, weighs_one_value_a_sample) {
    std::vector<double> sums(2 * tile_width);
    std::vector<double> weights{1, 2, 3, 4, 5, 6, 7, 8};
    add_values(std::array{0.5, 2.0}, weights, sums);
    EXPECT_DOUBLE_EQ(sums[7], 4.0);
    EXPECT_DOUBLE_EQ(sums[tile_width + 1], 4.0);
    std::vector<double> single(2);
    add_values(std::array{0.5, 2.0}, std::array{3.0}, single);
    EXPECT_EQ(single, (std::vector<double>{1.5, 6.0}));
}

TEST(JoinCodes, packs_three_codes) {
    std::array<std::uint8_t, 1> joined{};
    join_codes(
        std::array<std::uint8_t, 1>{1},
        std::array<std::uint8_t, 1>{2},
        std::array<std::uint8_t, 1>{3},
        joined);
    EXPECT_EQ(joined[0], 1 + 8 + 48);
}

}  // namespace
}  // namespace genostrat::score
