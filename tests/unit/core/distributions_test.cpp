// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include <genostrat/core/distributions.hpp>

namespace genostrat {
namespace {

TEST(NormalShareBelow, equals_the_tables) {  // standard normal table
    EXPECT_NEAR(normal_share_below(0), 0.5, 1e-15);
    EXPECT_NEAR(normal_share_below(1.959963984540054), 0.975, 1e-12);
    EXPECT_NEAR(normal_share_below(-1), 0.15865525393145707, 1e-12);
}

TEST(NormalValueAt, turns_the_share_around) {
    EXPECT_NEAR(normal_value_at(0.975), 1.959963984540054, 1e-13);
    EXPECT_NEAR(normal_value_at(0.5), 0, 1e-16);
    EXPECT_NEAR(normal_value_at(1e-10), -6.361340902404056, 1e-11);  // R: qnorm(1e-10)
    for (const double z : {-7.5, -3.0, -0.2, 0.1, 2.5})
        EXPECT_NEAR(normal_value_at(normal_share_below(z)), z, 1e-11 * std::abs(z)) << z;
    EXPECT_EQ(normal_value_at(0), -std::numeric_limits<double>::infinity());
    EXPECT_TRUE(std::isnan(normal_value_at(1.5)));
}

TEST(ChiSquareShareAbove, equals_closed_forms_and_tables) {
    EXPECT_NEAR(chi_square_share_above(3.841458820694124, 1), 0.05, 1e-13);
    EXPECT_NEAR(chi_square_share_above(18.307038053275146, 10), 0.05, 1e-13);
    // Two and four degrees of freedom have closed forms: e^(-x/2) and e^(-x/2) (1 + x/2).
    for (const double x : {0.0, 0.3, 2.0, 40.0, 900.0}) {
        EXPECT_NEAR(log_chi_square_share_above(x, 2), -x / 2, 1e-13 * (1 + x));
        EXPECT_NEAR(log_chi_square_share_above(x, 4), -x / 2 + std::log1p(x / 2), 1e-13 * (1 + x));
    }
    EXPECT_NEAR(log_chi_square_share_above(1e5, 2), -5e4, 1e-8);  // the share itself is 0
}

}  // namespace
}  // namespace genostrat
