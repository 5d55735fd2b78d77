// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <genostrat/filter/number_kernels.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::filter {

namespace {

using ::testing::ElementsAre;

TEST(Compare, is_in_single_precision_up_to_two_to_the_24) {
    EXPECT_TRUE(compare(static_cast<double>(16.46F), 16.46, Operator::equal));
    EXPECT_FALSE(compare(17959680, 17959681, Operator::equal));
}

TEST(Compare, knows_missing_values) {
    EXPECT_TRUE(compare(missing_number, missing_number, Operator::equal));
    EXPECT_FALSE(compare(missing_number, 1, Operator::equal));
    EXPECT_TRUE(compare(missing_number, 1, Operator::not_equal));
    EXPECT_FALSE(compare(missing_number, missing_number, Operator::not_equal));
    EXPECT_FALSE(compare(missing_number, 1, Operator::less));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(compare(nan, missing_number, Operator::equal));
    EXPECT_TRUE(compare(nan, 1, Operator::not_equal));
}

TEST(CompareAny, holds_if_one_pair_does) {
    const std::vector<double> left{1, 5};
    const std::vector<double> right{5, 9};
    EXPECT_TRUE(compare_any(left, right, Operator::equal));
    EXPECT_FALSE(compare_any(left, right, Operator::greater));
    EXPECT_TRUE(compare_any({}, {}, Operator::equal));
}

TEST(CompareGroups, gives_each_group_its_own) {
    const std::vector<double> values{1, 2, 3, missing_number, 5, 0};
    const std::vector<double> constant{2};
    std::array<std::uint8_t, 3> passing{};
    EXPECT_TRUE(compare_groups(values, 2, constant, Operator::greater, passing));
    EXPECT_THAT(passing, ElementsAre(0, 1, 1));
    std::array<std::uint8_t, 6> single{};
    EXPECT_TRUE(compare_groups(values, 1, constant, Operator::less_equal, single));
    EXPECT_THAT(single, ElementsAre(1, 1, 0, 0, 0, 1));
}

TEST(ComparePairs, pairs_value_by_value) {
    const std::vector<double> left{1, 2, 3, 4};
    const std::vector<double> right{2, 2, 4, 3};
    std::array<std::uint8_t, 2> passing{};
    EXPECT_TRUE(compare_pairs(left, 2, right, 2, Operator::equal, passing));
    EXPECT_THAT(passing, ElementsAre(1, 0));
    const std::vector<double> single{4, 4};
    EXPECT_TRUE(compare_pairs(left, 2, single, 1, Operator::equal, passing));
    EXPECT_THAT(passing, ElementsAre(0, 1));
}

TEST(Calculate, cuts_for_modulo_and_hands_missing_on) {
    EXPECT_EQ(calculate(7.9, 4.2, Operator::modulo), 3);
    EXPECT_TRUE(is_missing_number(calculate(7, 0.5, Operator::modulo)));
    EXPECT_TRUE(is_missing_number(calculate(1, missing_number, Operator::add)));
    EXPECT_TRUE(std::isinf(calculate(1, 0, Operator::divide)));
    const double nan = calculate(0, 0, Operator::divide);
    EXPECT_TRUE(std::isnan(nan));
    EXPECT_FALSE(is_missing_number(nan));
}

TEST(StatisticOf, passes_over_missing_values) {
    const std::vector<double> values{4, missing_number, 1, 3, 2};
    std::vector<double> scratch(values.size());
    EXPECT_EQ(statistic_of(values, Statistic::max, scratch), 4);
    EXPECT_EQ(statistic_of(values, Statistic::min, scratch), 1);
    EXPECT_EQ(statistic_of(values, Statistic::sum, scratch), 10);
    EXPECT_EQ(statistic_of(values, Statistic::mean, scratch), 2.5);
    EXPECT_EQ(statistic_of(values, Statistic::median, scratch), 2.5);
    EXPECT_DOUBLE_EQ(statistic_of(values, Statistic::deviation, scratch), std::sqrt(1.25));
    EXPECT_TRUE(is_missing_number(statistic_of({}, Statistic::sum, scratch)));
}

TEST(BinomialTest, doubles_the_smaller_tail) {
    // 1 of 5: (1 + 5) / 32 a tail.
    EXPECT_NEAR(binomial_test(1, 4), 0.375, 1e-12);
    EXPECT_NEAR(binomial_test(4, 1), 0.375, 1e-12);
    EXPECT_EQ(binomial_test(3, 3), 1);
    EXPECT_TRUE(is_missing_number(binomial_test(0, 0)));
}

TEST(Widen, tells_missing_from_numbers) {
    const std::array<std::int32_t, 3> integers{7, missing_integer, end_of_vector_integer};
    std::array<double, 3> out{};
    widen(std::span<const std::int32_t>{integers}, out);
    EXPECT_EQ(out[0], 7);
    EXPECT_TRUE(is_missing_number(out[1]) && is_missing_number(out[2]));
    const std::array<float, 3> floats{0.5F, missing_float, end_of_vector_float};
    widen(std::span<const float>{floats}, out);
    EXPECT_EQ(out[0], 0.5);
    EXPECT_TRUE(is_missing_number(out[1]) && is_missing_number(out[2]));
}

}  // namespace

}  // namespace genostrat::filter
