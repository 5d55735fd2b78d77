// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <numeric>
#include <vector>

#include <genostrat/coverage/depth_kernel.hpp>

namespace genostrat::coverage {
namespace {

TEST(PrefixSum, adds_up_with_its_carry) {
    std::vector<std::int32_t> values{1, 0, 2, -1, 0, 0, 0, 1, -3, 5, 0};
    EXPECT_EQ(prefix_sum(values, 10), 15);
    EXPECT_THAT(values, testing::ElementsAre(11, 11, 13, 12, 12, 12, 12, 13, 10, 15, 15));
}

TEST(PrefixSum, equals_the_plain_sum_for_every_length) {
    for (std::size_t n = 0; n < 70; ++n) {
        std::vector<std::int32_t> values(n);
        for (std::size_t index = 0; index < n; ++index)
            values[index] = static_cast<std::int32_t>(index * 7919 % 13) - 6;
        std::vector<std::int32_t> expected(n);
        std::inclusive_scan(values.begin(), values.end(), expected.begin(), std::plus{}, 3);
        const std::int32_t sum = sum_of(values);
        EXPECT_EQ(prefix_sum(values, 3), sum + 3);
        EXPECT_EQ(values, expected) << n;
    }
}

TEST(FindRuns, begins_a_run_where_the_depth_changes) {
    const std::array<std::int32_t, 6> differences{0, 2, 0, -1, 0, -1};
    std::array<coverage::Run, 7> runs;
    ASSERT_EQ(find_runs(differences, 100, 3, runs), 4U);
    EXPECT_EQ(runs[0], (coverage::Run{100, 3}));
    EXPECT_EQ(runs[1], (coverage::Run{101, 5}));
    EXPECT_EQ(runs[2], (coverage::Run{103, 4}));
    EXPECT_EQ(runs[3], (coverage::Run{105, 3}));
}

}  // namespace
}  // namespace genostrat::coverage
