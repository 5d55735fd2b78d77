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

TEST(Weigh, calls_nothing_where_the_reads_show_an_allele_that_is_not_named) {
    std::vector<Observation> others(10, Observation{other_allele, 30, false});
    const SiteEvidence evidence = weigh(others, 2, 2);
    EXPECT_EQ(evidence.first, -1);
    EXPECT_EQ(evidence.genotype_quality, 0);
    EXPECT_THAT(evidence.likelihoods, ElementsAre(0, 0, 0));  // the named ones are as unlikely
    // One misread base among ten: 0 with the unnamed allele is likelier by 10 log10 of
    // (1 - e + e/3)^9 / 2^9 * 1/2 / (e/3), less than the 29.6 of its rarity.
    others.assign(9, Observation{0, 30, false});
    others.push_back({other_allele, 30, false});
    EXPECT_EQ(weigh(others, 2, 2).first, 0);
    EXPECT_EQ(weigh(others, 2, 2).second, 0);
}

TEST(Weigh, gives_the_only_allele_the_quality_of_its_reads) {
    // 0/0 against 0 and something else: 10 log10 2 a read.
    const std::vector<Observation> two(2, Observation{0, 60, false});
    EXPECT_EQ(weigh(two, 1, 2).genotype_quality, 6);
    EXPECT_EQ(weigh(std::vector(40, two[0]), 1, 2).genotype_quality, 99);
}

TEST(Weigh, leaves_reads_that_cannot_tell_out_of_the_genotype) {
    std::vector<Observation> seen(8, Observation{1, 40, false});
    seen.insert(seen.end(), 6, Observation{untold_allele, 40, false});
    const SiteEvidence evidence = weigh(seen, 2, 2);
    EXPECT_EQ(evidence.depth, 14);
    EXPECT_THAT(evidence.forward, ElementsAre(0, 8));
    EXPECT_EQ(evidence.first, 1);
    EXPECT_EQ(evidence.second, 1);
}

TEST(TellingBases, reach_behind_the_repeat) {
    const auto of = [](std::vector<std::string> alleles, std::string_view following) {
        return telling_bases(alleles, following);
    };
    EXPECT_EQ(of({"A", "C"}, "AAA"), 1U);
    EXPECT_EQ(of({"AC", "TG"}, ""), 2U);
    EXPECT_EQ(of({"A", "AT"}, "GC"), 2U);         // AG… or ATG…
    EXPECT_EQ(of({"A", "AT"}, "TTTG"), 5U);       // ATTTG or ATTTTG
    EXPECT_EQ(of({"A", "AT"}, ""), 2U);           // the reference is not known
    EXPECT_EQ(of({"AT", "A"}, "TTGC"), 4U);       // ATTTGC or ATTGC
    EXPECT_EQ(of({"ACC", "A"}, "GT"), 2U);        // ACCGT or AGT
    EXPECT_EQ(of({"A", "ATA"}, "TATAG"), 6U);     // ATATAG or ATATATAG
    EXPECT_EQ(of({"ACC", "A", "ATC"}, "G"), 3U);  // all of ACC, to tell it from ATC
}

TEST(MatchAllele, compares_bases_insertions_and_deletions) {
    const std::vector<std::string> snv{"A", "C", "G"};
    EXPECT_EQ(match_allele({.bases = "G"}, snv), 2);
    EXPECT_EQ(match_allele({.bases = "T"}, snv), other_allele);
    const std::vector<std::string> mnv{"AC", "TG"};
    EXPECT_EQ(match_allele({.bases = "TG"}, mnv), 1);
    EXPECT_EQ(match_allele({.bases = "AG"}, mnv), other_allele);
    EXPECT_EQ(match_allele({.bases = "T", .complete = false}, mnv), untold_allele);
    EXPECT_EQ(match_allele({.bases = "T", .changed = true}, mnv), other_allele);  // C deleted
    const std::vector<std::string> insertion{"A", "ATT"};
    EXPECT_EQ(match_allele({.bases = "ATT", .changed = true}, insertion), 1);
    EXPECT_EQ(match_allele({.bases = "ATG", .changed = true}, insertion), other_allele);
    EXPECT_EQ(match_allele({.bases = "A"}, insertion), 0);
    EXPECT_EQ(match_allele({.bases = "C"}, insertion), other_allele);
    EXPECT_EQ(match_allele({.bases = "A", .complete = false}, insertion), untold_allele);
    const std::vector<std::string> deletion{"ACC", "A"};
    EXPECT_EQ(match_allele({.bases = "A", .changed = true}, deletion), 1);
    EXPECT_EQ(match_allele({.bases = "AC", .changed = true}, deletion), other_allele);
    EXPECT_EQ(match_allele({.bases = "A", .changed = true, .fits = false}, deletion), other_allele);
    EXPECT_EQ(match_allele({.bases = "AGC"}, deletion), 0);  // one base misread
    const std::vector<std::string> mixed{"ACC", "A", "ATC"};
    EXPECT_EQ(match_allele({.bases = "ATC"}, mixed), 2);
    EXPECT_EQ(match_allele({.bases = "AGC"}, mixed), other_allele);
}

}  // namespace
}  // namespace genostrat::pileup
