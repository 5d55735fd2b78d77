// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/qc/site_stats.hpp>

namespace genostrat::qc {
namespace {

// What bcftools 1.16 prints for these QUAL values, one row each.
TEST(QualityBin, is_that_of_bcftools_stats) {
    const auto printed = [](float quality) { return quality_value(quality_bin(quality)).value(); };
    EXPECT_EQ(quality_bin(std::nullopt), 0U);
    EXPECT_EQ(quality_bin(-3.0F), 0U);
    EXPECT_FALSE(quality_value(0));
    EXPECT_FLOAT_EQ(printed(0.0F), 0.0F);
    EXPECT_FLOAT_EQ(printed(30.27F), 30.2F);
    EXPECT_FLOAT_EQ(printed(12345.6F), 12344.9F);
    EXPECT_FLOAT_EQ(printed(123456.0F), 123449.9F);
    EXPECT_FLOAT_EQ(printed(1e7F), 1e7F);
}

TEST(FrequencyBins, keep_singletons_apart_and_cut_off) {
    const FrequencyBins bins{3};
    EXPECT_EQ(bins.size(), 101U);
    std::vector<std::uint32_t> of(3);
    bins.assign(std::vector<std::int64_t>{4, 1, 1}, of);
    EXPECT_EQ(of, (std::vector<std::uint32_t>{0, 0, 0}));
    bins.assign(std::vector<std::int64_t>{2, 4, 0}, of);
    EXPECT_EQ(of, (std::vector<std::uint32_t>{0, 1 + 66, 1}));
    EXPECT_DOUBLE_EQ(bins.value(67), 0.66);
    bins.assign(std::vector<std::int64_t>{0, 0, 0}, of);  // nothing is called
    EXPECT_EQ(of, (std::vector<std::uint32_t>{0, 1, 1}));
    EXPECT_EQ(FrequencyBins{2504}.size(), 2505U);
}

TEST(CountAlleles, counts_rows_alleles_and_lengths) {
    Site site;
    site.assign("A", std::vector<std::string_view>{"G", "AT"});
    SiteCounters counters;
    SiteEvents events;
    count_alleles(site, std::vector<std::uint32_t>{0, 5, 0}, 7.0F, counters, events);
    EXPECT_EQ(counters.rows, 1);
    EXPECT_EQ(counters.snvs, 1);
    EXPECT_EQ(counters.indels, 1);
    EXPECT_EQ(counters.multiallelic, 1);
    EXPECT_EQ(counters.multiallelic_snvs, 0);
    EXPECT_EQ(counters.first_transitions, 1);
    EXPECT_EQ(counters.substitutions[0 * 4 + 2], 1);  // A>G
    EXPECT_EQ(counters.insertions[0], 1);
    SiteStats stats;
    stats.add(counters, events);
    stats.add(counters, events);
    EXPECT_EQ(stats.counters.rows, 2);
    EXPECT_EQ(stats.by_frequency[5][static_cast<std::size_t>(SiteEvents::What::transition)], 2);
    EXPECT_EQ(stats.by_frequency[0][static_cast<std::size_t>(SiteEvents::What::indel)], 2);
    EXPECT_EQ(stats.by_quality[71][static_cast<std::size_t>(SiteEvents::What::transition)], 2);
}

TEST(DepthBin, has_ends_for_what_lies_outside) {
    EXPECT_EQ(depth_bin(-1), 0U);
    EXPECT_EQ(depth_bin(0), 1U);
    EXPECT_EQ(depth_bin(500), 501U);
    EXPECT_EQ(depth_bin(501), 502U);
    EXPECT_EQ(depth_bin(1'000'000), n_depth_bins - 1);
}

}  // namespace
}  // namespace genostrat::qc
