// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <vector>

#include <genostrat/variant/packed_codes.hpp>

namespace genostrat {
namespace {

std::vector<std::uint8_t> example(std::size_t n_samples) {
    std::vector<std::uint8_t> codes;
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        codes.push_back(static_cast<std::uint8_t>((sample * sample + sample / 3) % 4));
    return codes;
}

std::vector<std::uint64_t> packed(const std::vector<std::uint8_t>& codes) {
    std::vector<std::uint64_t> words(words_of_codes(codes.size()), ~std::uint64_t{0});
    pack_codes(codes, words);
    return words;
}

TEST(PackedCodes, stand_in_the_order_of_a_pgen) {
    EXPECT_EQ(packed({1, 2, 3, 0, 2}), (std::vector<std::uint64_t>{0b10'00'11'10'01}));
}

TEST(PackedCodes, hold_any_number_of_samples) {
    for (const std::size_t n_samples : {0U, 1U, 31U, 32U, 33U, 64U, 100U}) {
        const std::vector<std::uint8_t> codes = example(n_samples);
        const std::vector<std::uint64_t> words = packed(codes);
        std::array<std::int64_t, 4> counts{};
        std::vector<std::uint8_t> visited(n_samples);
        for_each_code(
            words, [&](std::size_t sample, std::uint8_t code) { visited[sample] = code; });
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            EXPECT_EQ(code_at(words, sample), codes[sample]);
            ++counts[codes[sample]];
        }
        EXPECT_EQ(visited, codes);
        EXPECT_EQ(count_codes(words, n_samples), counts);
    }
}

TEST(PackedCodes, swap_the_alleles_and_leave_the_rest_of_the_word_empty) {
    std::vector<std::uint64_t> words = packed({0, 1, 2, 3});
    swap_codes(words, 4);
    EXPECT_EQ(words, packed({2, 1, 0, 3}));
}

TEST(PackedCodes, change_one_by_one) {
    std::vector<std::uint64_t> words = packed(example(40));
    set_code(words, 33, 1);
    set_code(words, 34, 3);
    EXPECT_EQ(code_at(words, 33), 1);
    EXPECT_EQ(code_at(words, 34), 3);
    EXPECT_EQ(code_at(words, 32), example(40)[32]);
}

}  // namespace
}  // namespace genostrat
