// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include <genostrat/risk/statistics.hpp>

namespace genostrat::risk {
namespace {

TEST(Summarise, says_what_r_says) {  // R: summary(c(4, 1, 7, 2)), sd
    const std::array<double, 4> values{4, 1, 7, 2};
    const Summary summary = summarise(values);
    EXPECT_DOUBLE_EQ(summary.min, 1);
    EXPECT_DOUBLE_EQ(summary.q1, 1.75);
    EXPECT_DOUBLE_EQ(summary.median, 3);
    EXPECT_DOUBLE_EQ(summary.mean, 3.5);
    EXPECT_DOUBLE_EQ(summary.q3, 4.75);
    EXPECT_DOUBLE_EQ(summary.max, 7);
    EXPECT_DOUBLE_EQ(summary.sd, std::sqrt(7));
    const std::array<double, 4> weights{1, 0, 3, 0};
    EXPECT_DOUBLE_EQ(summarise(values, weights).mean, 6.25);
}

TEST(Summarise, of_one_number) {
    const std::array<double, 1> one{5};
    EXPECT_EQ(summarise(one).sd, 0);
    EXPECT_EQ(quantile(one, 0.9), 5);
}

}  // namespace
}  // namespace genostrat::risk
