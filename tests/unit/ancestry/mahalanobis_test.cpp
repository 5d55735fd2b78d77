// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/ancestry/mahalanobis.hpp>

namespace genostrat::ancestry {
namespace {

TEST(MahalanobisModel, measures_by_the_group_s_own_spread) {
    // A square around (0, 0): variances 1 and 4.
    const std::array<double, 8> pcs{1, 2, 1, -2, -1, 2, -1, -2};
    const std::array<std::size_t, 4> groups{0, 0, 0, 0};
    const MahalanobisModel model{pcs, 2, groups, 1};
    const std::array<double, 2> place{3, 4};
    EXPECT_NEAR(model.squared_distance(place, 0), 9 + 4, 1e-12);
    // Two degrees of freedom: P = e^(-d / 2).
    EXPECT_NEAR(model.log_p(place, 0), -6.5, 1e-12);
    EXPECT_GT(-6.5, model.log_p(place, 0, DistanceDf::n_pcs_minus_one));
}

TEST(MahalanobisModel, needs_more_samples_than_components) {
    const std::array<double, 4> pcs{1, 2, 1, -2};
    const std::array<std::size_t, 2> groups{0, 0};
    EXPECT_ERROR(
        (MahalanobisModel{pcs, 2, groups, 1}),
        ErrorKind::bad_data,
        testing::HasSubstr("group of 2 samples"));
}

}  // namespace
}  // namespace genostrat::ancestry
