// SPDX-License-Identifier: MIT
#include "simulate/sites.hpp"
#include "test_support.hpp"

#include <algorithm>

namespace genostrat::simulate {
namespace {

class Sites : public ::testing::Test {
protected:
    GenomeContig contig_ = make_contig("chr1", 802'000, Random{1});
    std::vector<Interval> free_{{100'000, 110'000}};
    std::vector<Site> sites_ =
        make_sites(contig_, {.cohort = 1500, .wgs = 300, .known_only = 200}, free_, 100, Random{2});

    auto count(auto test) const { return std::count_if(sites_.begin(), sites_.end(), test); }
};

TEST_F(Sites, come_in_order_do_not_overlap_and_have_the_references_bases) {
    std::int64_t end = 0;
    for (const Site& site : sites_) {
        EXPECT_GE(site.pos, end);
        end = site.end();
        EXPECT_EQ(site.ref, contig_.stretch(site.pos, site.end()));
        for (const std::string& alt : site.alts)
            EXPECT_NE(alt, site.ref);
        if (site.alts.size() > 1) {
            EXPECT_NE(site.alts[0], site.alts[1]);
        }
    }
}

TEST_F(Sites, keep_out_of_what_is_kept_free) {
    EXPECT_EQ(
        count([](const Site& site) { return site.end() > 100'000 && site.pos < 110'000; }), 0);
    EXPECT_GT(sites_.size(), 1950U);
}

TEST_F(Sites, are_of_all_kinds_in_about_the_right_shares) {
    const auto all = static_cast<double>(sites_.size());
    EXPECT_NEAR(
        static_cast<double>(count([](const Site& site) { return site.alts.size() > 1; })) / all,
        0.05,
        0.02);
    EXPECT_NEAR(
        static_cast<double>(count([](const Site& site) { return site.is_snv(); })) / all,
        0.85,
        0.03);
    EXPECT_NEAR(
        static_cast<double>(count([](const Site& site) { return site.in_cohort; })) / all,
        0.75,
        0.03);
    EXPECT_NEAR(
        static_cast<double>(count([](const Site& site) { return site.in_wgs; })) / all, 0.15, 0.03);
    EXPECT_GT(count([](const Site& site) { return site.private_haplotype >= 0; }), 100);
}

TEST_F(Sites, give_each_founder_one_allele) {
    for (const Site& site : sites_) {
        EXPECT_EQ(site.carriers[0] & site.carriers[1], 0U);
        EXPECT_EQ(site.carriers[0] != 0, site.private_haplotype < 0);
    }
}

TEST_F(Sites, are_linked_to_their_neighbours) {
    int n_same = 0;
    for (std::size_t site = 1; site < sites_.size(); ++site)
        n_same += sites_[site].carriers[0] == sites_[site - 1].carriers[0] ? 1 : 0;
    EXPECT_GT(n_same, 40);  // by chance nearly none
}

TEST(Site, tells_the_allele_of_a_founder) {
    const Site site{.carriers = {0b0010, 0b1000}};
    EXPECT_EQ(site.allele_of(0), 0);
    EXPECT_EQ(site.allele_of(1), 1);
    EXPECT_EQ(site.allele_of(3), 2);
}

}  // namespace
}  // namespace genostrat::simulate
