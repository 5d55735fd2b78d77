// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/pileup/evidence.hpp>

namespace genostrat::pileup {
namespace {

using testing::ElementsAre;

TEST(Weigh, counts_alleles_and_strands) {
    const std::array<Observation, 4> seen{
        Observation{0, 30, false}, {1, 30, true}, {1, 30, false}, {other_allele, 30, false}};
    const SiteEvidence evidence = weigh(seen, 2, 2);
    EXPECT_EQ(evidence.depth, 4);
    EXPECT_THAT(evidence.forward, ElementsAre(1, 1));
    EXPECT_THAT(evidence.reverse, ElementsAre(0, 1));
}

TEST(Weigh, finds_the_likeliest_genotype) {
    // Ten reference reads of Q20: 0/0 has 10 log10(0.99), 0/1 has 10 log10((0.99 + 0.01/3) / 2),
    // 1/1 has 10 log10(0.01/3).
    const std::vector<Observation> ten(10, Observation{0, 20, false});
    const SiteEvidence reference = weigh(ten, 2, 2);
    EXPECT_EQ(reference.first, 0);
    EXPECT_EQ(reference.second, 0);
    EXPECT_THAT(reference.likelihoods, ElementsAre(0, 30, 247));
    EXPECT_EQ(reference.genotype_quality, 30);
    std::vector<Observation> mixed = ten;
    mixed.insert(mixed.end(), 10, Observation{1, 20, true});
    EXPECT_EQ(weigh(mixed, 2, 2).first, 0);
    EXPECT_EQ(weigh(mixed, 2, 2).second, 1);
    EXPECT_EQ(weigh(ten, 2, 1).second, -1);
    EXPECT_THAT(weigh(ten, 2, 1).likelihoods, ElementsAre(0, 247));
}

TEST(Weigh, calls_nothing_where_nothing_was_seen) {
    const SiteEvidence evidence = weigh({}, 3, 2);
    EXPECT_EQ(evidence.first, -1);
    EXPECT_THAT(evidence.forward, ElementsAre(0, 0, 0));
    EXPECT_TRUE(evidence.likelihoods.empty());
}

TEST(MatchAllele, compares_bases_insertions_and_deletions) {
    const std::vector<std::string> snv{"A", "C", "G"};
    EXPECT_EQ(match_allele({.bases = "G"}, snv), 2);
    EXPECT_EQ(match_allele({.bases = "T"}, snv), other_allele);
    const std::vector<std::string> mnv{"AC", "TG"};
    EXPECT_EQ(match_allele({.bases = "TG"}, mnv), 1);
    EXPECT_EQ(match_allele({.bases = "T"}, mnv), other_allele);  // the read ends within
    const std::vector<std::string> insertion{"A", "ATT"};
    EXPECT_EQ(match_allele({.bases = "A", .inserted = "TT"}, insertion), 1);
    EXPECT_EQ(match_allele({.bases = "A", .inserted = "TG"}, insertion), other_allele);
    EXPECT_EQ(match_allele({.bases = "A"}, insertion), 0);
    const std::vector<std::string> deletion{"ACC", "A"};
    EXPECT_EQ(match_allele({.bases = "A", .deleted = 2}, deletion), 1);
    EXPECT_EQ(match_allele({.bases = "A", .deleted = 1}, deletion), other_allele);
}

}  // namespace
}  // namespace genostrat::pileup
