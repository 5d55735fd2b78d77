// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <genostrat/qc/king.hpp>

namespace genostrat::qc {
namespace {

TEST(CountPair, counts_what_two_samples_share) {
    // Sites (sample 0, sample 1): 1-1, 0-2, 2-0, 1-0, 2-1, missing-1, 0-0
    const std::vector<std::array<std::int8_t, 2>> sites{
        {1, 1}, {0, 2}, {2, 0}, {1, 0}, {2, 1}, {-1, 1}, {0, 0}};
    GenotypeBits bits{2, sites.size()};
    for (std::size_t site = 0; site < sites.size(); ++site)
        bits.set_site(site, sites[site]);
    KingCounts counts;
    count_pair(bits, 0, 1, counts);
    EXPECT_EQ(counts.sites, 6);
    EXPECT_EQ(counts.both_heterozygous, 1);
    EXPECT_EQ(counts.opposite, 2);
    EXPECT_EQ(counts.first_heterozygous, 2);
    EXPECT_EQ(counts.second_heterozygous, 2);
    EXPECT_DOUBLE_EQ(counts.kinship(), 0.5 - (4 * 2 + 2) / (4.0 * 2));
}

TEST(KingCounts, is_half_for_duplicates_and_nothing_without_heterozygous_sites) {
    GenotypeBits bits{2, 100};
    for (std::size_t site = 0; site < 100; ++site)
        bits.set_site(
            site,
            std::array<std::int8_t, 2>{
                static_cast<std::int8_t>(site % 3), static_cast<std::int8_t>(site % 3)});
    KingCounts same;
    count_pair(bits, 0, 1, same);
    EXPECT_EQ(same.sites, 100);
    EXPECT_DOUBLE_EQ(same.kinship(), 0.5);
    EXPECT_TRUE(std::isnan(KingCounts{}.kinship()));
}

}  // namespace
}  // namespace genostrat::qc
