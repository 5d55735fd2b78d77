// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <genostrat/risk/random_stream.hpp>

namespace genostrat::risk {
namespace {

TEST(RandomStream, draws_what_r_draws) {  // R 4: set.seed(s); runif(3)
    RandomStream one{StreamKind::r, 1};
    EXPECT_NEAR(one.next(), 0.2655087, 5e-8);
    EXPECT_NEAR(one.next(), 0.3721239, 5e-8);
    EXPECT_NEAR(one.next(), 0.5728534, 5e-8);
    RandomStream other{StreamKind::r, 42};
    EXPECT_NEAR(other.next(), 0.9148060, 5e-8);
    EXPECT_NEAR(other.next(), 0.9370754, 5e-8);
    EXPECT_NEAR(other.next(), 0.2861395, 5e-8);
}

TEST(RandomStream, own_numbers_are_uniform_and_follow_the_seed) {
    RandomStream stream{StreamKind::own, 7};
    RandomStream same{StreamKind::own, 7};
    RandomStream other{StreamKind::own, 8};
    double sum = 0;
    double squares = 0;
    constexpr int n = 100'000;
    int n_equal = 0;
    for (int at = 0; at < n; ++at) {
        const double number = stream.next();
        ASSERT_GT(number, 0);
        ASSERT_LT(number, 1);
        ASSERT_EQ(number, same.next());
        n_equal += number == other.next();
        sum += number;
        squares += number * number;
    }
    EXPECT_NEAR(sum / n, 0.5, 0.005);
    EXPECT_NEAR(squares / n, 1.0 / 3, 0.005);
    EXPECT_LT(n_equal, 3);
}

}  // namespace
}  // namespace genostrat::risk
