// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <cmath>

#include <genostrat/score/sums.hpp>

namespace genostrat::score {
namespace {

constexpr std::array<double, 4> additive{0, 1, 2, 0.25};

void add(ScoreSums& sums, const std::vector<std::uint8_t>& codes, const Term& term) {
    std::vector<std::uint64_t> words(words_of_codes(codes.size()));
    pack_codes(codes, words);
    sums.add_codes(words, count_codes(words, codes.size()), std::span{&term, 1});
}

/// A deterministic code and weight for every cell, and the plain double loop over them.
class Example {
public:
    Example(std::size_t n_samples, std::size_t n_scores, std::size_t n_columns)
        : n_samples_{n_samples}, n_scores_{n_scores}, n_columns_{n_columns} {}

    [[nodiscard]] std::uint8_t code(std::size_t column, std::size_t sample) const {
        return static_cast<std::uint8_t>((column * 7 + sample * sample * 3 + column * sample) % 4);
    }

    [[nodiscard]] double weight(std::size_t column, std::size_t score) const {
        if ((column + score) % 5 == 0)
            return std::nan("");
        return 0.125 * static_cast<double>((column * 3 + score * 11) % 17) - 1.0;
    }

    [[nodiscard]] double expected(std::size_t sample, std::size_t score) const {
        double sum = 0.0;
        for (std::size_t column = 0; column < n_columns_; ++column) {
            const double own = weight(column, score);
            sum += std::isnan(own) ? 0.0 : own * additive[code(column, sample)];
        }
        return sum;
    }

    void run(ScoreSums& sums) {
        weights_.resize(n_columns_);
        for (std::size_t column = 0; column < n_columns_; ++column) {
            for (std::size_t score = 0; score < n_scores_; ++score)
                weights_[column].push_back(weight(column, score));
            std::vector<std::uint8_t> codes;
            for (std::size_t sample = 0; sample < n_samples_; ++sample)
                codes.push_back(code(column, sample));
            const Term term{
                .first_score = 0, .weights = weights_[column], .codes = {.value = additive}};
            add(sums, codes, term);
        }
        sums.flush();
    }

private:
    std::size_t n_samples_;
    std::size_t n_scores_;
    std::size_t n_columns_;
    std::vector<std::vector<double>> weights_;
};

TEST(ScoreSums, equals_the_plain_loop_for_any_number_of_scores_and_columns) {
    for (const std::size_t n_scores : {1U, 3U, 4U, 8U, 21U})
        for (const std::size_t n_columns : {1U, 2U, 5U, 255U, 256U, 600U}) {
            ScoreSums sums{19, n_scores};
            Example example{19, n_scores, n_columns};
            example.run(sums);
            for (std::size_t sample = 0; sample < 19; ++sample)
                for (std::size_t score = 0; score < n_scores; ++score)
                    ASSERT_NEAR(sums.sum(sample, score), example.expected(sample, score), 1e-10)
                        << n_scores << ' ' << n_columns;
        }
}

TEST(ScoreSums, gives_the_same_bytes_in_any_order_of_work) {
    ScoreSums forward{19, 40};
    Example{19, 40, 250}.run(forward);
    ScoreSums backward{19, 40};
    Example example{19, 40, 250};
    backward.use([](std::size_t n, const std::function<void(std::size_t)>& work) {
        for (std::size_t tile = n; tile-- > 0;)
            work(tile);
    });
    example.run(backward);
    for (std::size_t sample = 0; sample < 19; ++sample)
        for (std::size_t score = 0; score < 40; ++score)
            ASSERT_EQ(forward.sum(sample, score), backward.sum(sample, score));
}

TEST(ScoreSums, keeps_scores_that_use_different_columns_apart) {
    ScoreSums sums{2, 20};
    const std::vector<std::uint8_t> codes{2, 3};
    const std::array<double, 1> weight{10.0};
    for (const std::uint32_t score : {0U, 9U, 19U}) {
        const Term term{.first_score = score, .weights = weight, .codes = {.value = additive}};
        add(sums, codes, term);
    }
    sums.flush();
    EXPECT_DOUBLE_EQ(sums.sum(0, 9), 20.0);
    EXPECT_DOUBLE_EQ(sums.sum(1, 19), 2.5);
    EXPECT_DOUBLE_EQ(sums.sum(0, 1), 0.0);
}

/// A tenth is no double: its sums are what the decimals say only where decimals are added.
void expect_decimal_sums(std::size_t n_scores, std::ptrdiff_t n_carriers) {
    std::vector<std::vector<double>> kept;  // weights live until they are summed
    ScoreSums sums{40, n_scores};
    const std::size_t last = n_scores - 1;
    std::vector<std::uint8_t> codes(40);
    codes[1] = 1;
    std::fill_n(codes.begin() + 2, n_carriers, std::uint8_t{2});
    const auto add_columns = [&](double value, std::size_t n_columns) {
        kept.emplace_back(n_scores, value);
        for (std::size_t column = 0; column < n_columns; ++column)
            add(sums,
                codes,
                {.first_score = 0, .weights = kept.back(), .codes = {.value = {0, 1, 2, 0}}});
        sums.flush();
    };
    add_columns(0.1, 600);
    EXPECT_EQ(sums.sum(0, last), 0.0);
    EXPECT_EQ(sums.sum(1, last), 60.0);
    EXPECT_EQ(sums.sum(2, last), 120.0);
    add_columns(-0.00003, 100);  // more places than before
    EXPECT_EQ(sums.sum(1, last), 59.997);
    add_columns(1.0 / 3.0, 3);  // no decimal
    EXPECT_EQ(sums.sum(1, last), 60.997);
    add_columns(0.1, 10);  // fewer places
    EXPECT_EQ(sums.sum(1, last), 61.997);
    EXPECT_EQ(sums.sum(2, 0), 123.994);
    add_columns(1.234567e-05, 2);  // beyond 32 bits beside the rest
    EXPECT_EQ(sums.sum(1, last), 61.99702469134);
}

TEST(ScoreSums, of_short_decimals_are_their_decimal_sums) {
    for (const std::size_t n_scores : {1U, 5U, 9U})
        for (const std::ptrdiff_t n_carriers : {1, 30})  // summed in other ways
            expect_decimal_sums(n_scores, n_carriers);
}

TEST(ScoreSums, of_large_whole_numbers_do_not_overflow) {
    constexpr std::size_t n_scores = 4;
    ScoreSums sums{2, n_scores};
    const std::vector<double> weights(n_scores, 0x1p50);
    for (std::size_t column = 0; column < 8192; ++column)
        add(sums, {0, 2}, {.first_score = 0, .weights = weights, .codes = {.value = {0, 1, 2, 0}}});
    sums.flush();
    EXPECT_EQ(sums.sum(1, 3), 0x1p64);
    EXPECT_EQ(sums.sum(0, 3), 0.0);
}

/// Added one after the other, each eighth would vanish beside 2^60.
TEST(ScoreSums, are_exact_where_terms_cancel) {
    for (const std::size_t n_scores : {1U, 5U})
        for (const std::size_t n_carriers : {2U, 30U}) {
            constexpr std::size_t n_columns = 600;
            ScoreSums sums{40, n_scores};
            std::vector<std::uint8_t> codes(40, 0);
            std::fill_n(codes.begin(), n_carriers, std::uint8_t{1});
            const std::array<std::vector<double>, 3> weights{
                std::vector<double>(n_scores, 0x1p60),
                std::vector<double>(n_scores, 0.125),
                std::vector<double>(n_scores, -0x1p60)};
            for (std::size_t column = 0; column < n_columns; ++column)
                add(sums, codes, {.weights = weights[column % 3], .codes = {.value = additive}});
            sums.flush();
            EXPECT_EQ(sums.sum(0, n_scores - 1), 25.0);
            EXPECT_EQ(sums.sum(39, n_scores - 1), 0.0);
        }
}

TEST(ScoreSums, counts_the_part_of_a_mean_that_a_double_leaves) {
    ScoreSums sums{1, 1};
    const std::array<double, 1> weight{1.0};
    const std::array<double, 1> back{-1.0};
    add(sums, {3}, {.weights = weight, .codes = {.value = {0, 1, 2, 1.0}, .missing_low = 0x1p-60}});
    add(sums, {3}, {.weights = back, .codes = {.value = {0, 1, 2, 1.0}}});
    sums.flush();
    EXPECT_EQ(sums.sum(0, 0), 0x1p-60);
}

TEST(ScoreSums, add_means_of_missing_genotypes_beside_whole_copies) {
    // Few are missing, so that the other codes stay whole numbers; weights are short decimals in
    // all scores. Expected by whole numbers: weights x 1000, means x 4.
    constexpr std::size_t n_samples = 50;
    // A weight that meets a mean is the double, not the decimal: 300 x 2^-54 x 1.25 at most.
    constexpr double doubles_for_decimals = 2.1e-14;
    for (const std::size_t n_scores : {1U, 8U, 20U}) {
        ScoreSums sums{n_samples, n_scores};
        std::vector<std::vector<double>> weights;
        std::vector<std::int64_t> expected(n_samples * n_scores);
        for (std::int64_t column = 0; column < 300; ++column) {
            std::vector<std::uint8_t> codes(n_samples);
            for (std::size_t sample = 0; sample < n_samples; ++sample)
                codes[sample] = static_cast<std::uint8_t>(sample % 9 == 0 ? column % 3 : 0);
            if (column % 7 != 0)
                codes[static_cast<std::size_t>(column) % n_samples] = missing_code;
            const std::int64_t mean = column % 4 + (column % 2);  // quarters
            weights.emplace_back();
            for (std::size_t score = 0; score < n_scores; ++score) {
                const bool has_part = score < 9 || column % 90 == 8;  // few in the last scores
                const std::int64_t weight =
                    (column * 37 + static_cast<std::int64_t>(score) * 11) % 2001 - 1000;
                weights.back().push_back(
                    has_part ? static_cast<double>(weight) / 1000.0 : std::nan(""));
                for (std::size_t sample = 0; sample < n_samples && has_part; ++sample)
                    expected[sample * n_scores + score] +=
                        weight * (codes[sample] == missing_code ? mean : 4 * codes[sample]);
            }
            const Term term{
                .first_score = 0,
                .weights = weights.back(),
                .codes = {.value = {0, 1, 2, static_cast<double>(mean) / 4.0}}};
            add(sums, codes, term);
        }
        sums.flush();
        for (std::size_t sample = 0; sample < n_samples; ++sample)
            for (std::size_t score = 0; score < n_scores; ++score)
                EXPECT_NEAR(
                    sums.sum(sample, score),
                    static_cast<double>(expected[sample * n_scores + score]) / 4000.0,
                    doubles_for_decimals);
    }
}

TEST(ScoreSums, adds_values_to_the_scores_of_their_run) {
    ScoreSums sums{2, 12};
    const std::vector<double> weights{1.0, std::nan(""), 3.0};
    sums.add_values(std::array{0.5, -1.0}, 7, weights);
    EXPECT_DOUBLE_EQ(sums.sum(0, 7), 0.5);
    EXPECT_DOUBLE_EQ(sums.sum(0, 8), 0.0);
    EXPECT_DOUBLE_EQ(sums.sum(1, 9), -3.0);
    EXPECT_DOUBLE_EQ(sums.sum(1, 10), 0.0);
}

}  // namespace
}  // namespace genostrat::score
