// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/coverage/depth_tables.hpp>

namespace genostrat::coverage {
namespace {

TEST(AppendFixed, keeps_the_point_as_hash_in_printf_does) {
    std::string out;
    append_fixed(out, 2.345, 2);
    out += ' ';
    append_fixed(out, 2.5, 0);
    out += ' ';
    append_fixed(out, 1, -1);
    EXPECT_EQ(out, "2.35 2. 1.000000");
}

TEST(DepthHistogram, prints_the_share_at_or_above_each_depth) {
    DepthHistogram histogram;
    histogram.add(0, 5);
    histogram.add(2, 4);
    histogram.add(3, 1);
    std::string out;
    histogram.append_rows(out, "c1", 2);
    EXPECT_EQ(out, "c1\t3\t0.10\nc1\t2\t0.50\nc1\t1\t0.50\nc1\t0\t1.00\n");
}

TEST(DepthHistogram, skips_empty_depths_above_300_and_clamps_the_largest) {
    DepthHistogram histogram;
    histogram.add(500'000, 1);
    histogram.add(302, 1);
    std::string out;
    histogram.append_rows(out, "c", 1);
    EXPECT_TRUE(out.starts_with("c\t399990\t0.5\nc\t302\t1.0\nc\t300\t1.0\n"));
}

TEST(DepthStat, prints_a_row) {
    DepthStat stat;
    stat.add(3, 4);
    stat.add(1, 2);
    std::string out;
    stat.append_row(out, "x", 2);
    EXPECT_EQ(out, "x\t6\t14\t2.33\t1\t3\n");
}

TEST(RegionTally, counts_mean_thresholds_and_median) {
    const std::array<coverage::Run, 3> runs{
        coverage::Run{0, 2}, coverage::Run{4, 5}, coverage::Run{8, 1}};
    const std::array<std::int64_t, 3> thresholds{1, 2, 6};
    RegionTally tally{{2, 10, {}}, thresholds, false};
    tally.add(runs, 0, 6, nullptr);
    tally.add(std::span{runs}.subspan(1), 6, 100, nullptr);
    EXPECT_DOUBLE_EQ(tally.value(), (2 * 2 + 4 * 5 + 2 * 1) / 8.0);
    EXPECT_THAT(tally.counts(), testing::ElementsAre(8, 6, 0));
    EXPECT_EQ(tally.stat().min, 1);
    RegionTally median{{2, 10, {}}, thresholds, true};
    median.add(runs, 0, 100, nullptr);
    EXPECT_EQ(median.value(), 2);  // 1 1 2 2 5 5 5 5: the lower of the two in the middle
}

}  // namespace
}  // namespace genostrat::coverage
