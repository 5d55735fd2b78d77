// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/sites/allele_match.hpp>

namespace genostrat::sites {
namespace {

using namespace std::string_view_literals;

AlleleMatch match(
    std::string_view effect,
    std::string_view other,
    std::string_view ref,
    std::vector<std::string_view> alts,
    Strands strands = Strands::both) {
    return match_alleles(effect, other, ref, alts, strands);
}

TEST(MatchAlleles, finds_each_kind) {
    EXPECT_EQ(match("A", "G", "A", {"G"}).kind, MatchKind::refalt);
    EXPECT_EQ(match("A", "G", "G", {"A"}).kind, MatchKind::altref);
    EXPECT_EQ(match("T", "C", "A", {"G"}).kind, MatchKind::refalt_flip);
    EXPECT_EQ(match("T", "C", "G", {"A"}).kind, MatchKind::altref_flip);
    EXPECT_EQ(match("A", "", "A", {"G"}).kind, MatchKind::no_oa_ref);
    EXPECT_EQ(match("G", "", "A", {"G"}).kind, MatchKind::no_oa_alt);
    EXPECT_EQ(match("T", "", "A", {"G"}).kind, MatchKind::no_oa_ref_flip);
    EXPECT_EQ(match("C", "", "A", {"G"}).kind, MatchKind::no_oa_alt_flip);
    EXPECT_EQ(match("A", "C", "A", {"G"}).kind, MatchKind::none);
}

TEST(MatchAlleles, counts_the_effect_allele) {
    EXPECT_EQ(match("A", "G", "A", {"G"}).effect_allele, 0);
    EXPECT_EQ(match("C", "T", "A", {"G"}).effect_allele, 1);
}

TEST(MatchAlleles, tries_every_alt) {
    const AlleleMatch found = match("T", "C", "C", {"G", "T"});
    EXPECT_EQ(found.kind, MatchKind::altref);
    EXPECT_EQ(found.effect_allele, 2);
    EXPECT_EQ(match("G", "T", "C", {"G", "T"}).kind, MatchKind::none) << "REF takes part";
}

TEST(MatchAlleles, prefers_the_given_strand) {
    const AlleleMatch found = match("A", "T", "A", {"T"});
    EXPECT_EQ(found.kind, MatchKind::refalt);
    EXPECT_TRUE(found.ambiguous);
}

TEST(MatchAlleles, leaves_the_strand_alone_when_told) {
    EXPECT_FALSE(match("T", "C", "A", {"G"}, Strands::given).matched());
}

TEST(MatchAlleles, knows_indels_and_lower_case) {
    EXPECT_EQ(match("at", "a", "A", {"AT"}).kind, MatchKind::altref);
    EXPECT_EQ(match("AC", "A", "A", {"AT"}).kind, MatchKind::none);
}

TEST(MatchAlleles, says_nothing_for_an_empty_effect_allele) {
    EXPECT_FALSE(match("", "A", "A", {"G"}).matched());
}

TEST(IsAmbiguous, is_true_for_complements_only) {
    EXPECT_TRUE(is_ambiguous("A", "T"));
    EXPECT_TRUE(is_ambiguous("g", "C"));
    EXPECT_TRUE(is_ambiguous("AT", "TA"));
    EXPECT_FALSE(is_ambiguous("A", "G"));
    EXPECT_FALSE(is_ambiguous("AT", "AT"));
}

TEST(Complement, maps_iupac_letters) {
    EXPECT_EQ(complement("ACGTRYKMn"sv), "TGCAYRMKn");
}

}  // namespace
}  // namespace genostrat::sites
