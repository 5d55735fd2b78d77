// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {
namespace {

// First words of xoshiro256** after seeding by splitmix64 with 1234567; splitmix64's own first
// words for that seed are published (6457827717110365317, 3203168211198807973, …). The values were
// computed with the authors' reference code written out in Python.
TEST(Random, agrees_with_the_reference) {
    Random random{1234567};
    EXPECT_EQ(random.next(), 3504822795582309479U);
    EXPECT_EQ(random.next(), 1819558768956484042U);
}

TEST(Random, stays_in_range_and_reaches_all) {
    Random random{5};
    std::array<int, 6> seen{};
    for (int draw = 0; draw < 6000; ++draw)
        ++seen[random.below(6)];
    EXPECT_THAT(seen, ::testing::Each(::testing::AllOf(::testing::Gt(850), ::testing::Lt(1150))));
    for (int draw = 0; draw < 1000; ++draw) {
        const std::int64_t value = random.between(-3, 3);
        EXPECT_GE(value, -3);
        EXPECT_LE(value, 3);
        const double real = random.uniform();
        EXPECT_GE(real, 0);
        EXPECT_LT(real, 1);
    }
}

TEST(Random, is_about_standard_normal) {
    Random random{8};
    double sum = 0;
    double squares = 0;
    constexpr int n_draws = 20'000;
    for (int draw = 0; draw < n_draws; ++draw) {
        const double value = random.normal();
        sum += value;
        squares += value * value;
    }
    EXPECT_NEAR(sum / n_draws, 0, 0.03);  // four standard errors
    EXPECT_NEAR(squares / n_draws, 1, 0.04);
}

TEST(Random, has_streams_that_do_not_depend_on_draws) {
    Random one{9};
    const Random other{9};
    static_cast<void>(one.next());
    EXPECT_EQ(one.stream("a", 3).next(), other.stream("a", 3).next());
    EXPECT_NE(other.stream("a", 3).next(), other.stream("a", 4).next());
    EXPECT_NE(other.stream("a", 3).next(), other.stream("b", 3).next());
}

}  // namespace
}  // namespace genostrat::simulate
