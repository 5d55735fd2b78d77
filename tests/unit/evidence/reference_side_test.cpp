// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/evidence/reference_side.hpp>

namespace genostrat::evidence {
namespace {

TEST(ReferenceSide, tells_the_allele_that_the_genome_has) {
    EXPECT_EQ(reference_side("A", "G", "AC").side, Side::effect);
    EXPECT_EQ(reference_side("g", "A", "AC").side, Side::other);
    EXPECT_EQ(reference_side("A", "G", "AC").length, 1U);
}

TEST(ReferenceSide, tries_the_other_strand_when_asked) {
    const ReferenceSide flipped = reference_side("C", "T", "AG");
    EXPECT_EQ(flipped.side, Side::other);
    EXPECT_TRUE(flipped.flipped);
    EXPECT_EQ(reference_side("C", "T", "AG", sites::Strands::given).side, Side::neither);
}

TEST(ReferenceSide, marks_pairs_that_read_alike_on_both_strands) {
    EXPECT_TRUE(reference_side("A", "T", "A").ambiguous);
    EXPECT_TRUE(reference_side("C", "G", "G").ambiguous);
    EXPECT_FALSE(reference_side("A", "C", "A").ambiguous);
}

TEST(ReferenceSide, leaves_an_insertion_that_may_be_a_deletion_unknown) {
    EXPECT_EQ(reference_side("A", "AT", "ATG").side, Side::unknown);
    EXPECT_EQ(reference_side("A", "AT", "ACG").side, Side::effect);
    EXPECT_EQ(reference_side("AT", "A", "ACG").side, Side::other);
    EXPECT_EQ(reference_side("ATC", "GTC", "ATCG").length, 3U);
}

TEST(ReferenceSide, does_not_guess_beyond_the_known_bases) {
    EXPECT_EQ(reference_side("A", "G", "").side, Side::unknown);
    EXPECT_EQ(reference_side("ACC", "GCC", "A").side, Side::unknown);
    EXPECT_EQ(reference_side("ACC", "GCC", "T", sites::Strands::given).side, Side::neither);
}

TEST(ReferenceSide, needs_no_other_allele_where_the_effect_allele_tells) {
    EXPECT_EQ(reference_side("A", "", "A").side, Side::effect);
    EXPECT_EQ(reference_side("C", "", "A").side, Side::other);
    EXPECT_EQ(reference_side("T", "", "A").side, Side::unknown);  // REF of the other strand?
    EXPECT_EQ(reference_side("T", "", "A", sites::Strands::given).side, Side::other);
}

TEST(CheckReferenceSide, believes_the_table_unless_a_base_differs) {
    EXPECT_EQ(check_reference_side(Side::effect, "AC", "A", "").side, Side::effect);
    EXPECT_EQ(check_reference_side(Side::effect, "AC", "A", "").length, 2U);
    EXPECT_EQ(check_reference_side(Side::other, "AC", "A", "AT").side, Side::other);
    EXPECT_EQ(check_reference_side(Side::effect, "AC", "A", "AT").side, Side::neither);
}

}  // namespace
}  // namespace genostrat::evidence
