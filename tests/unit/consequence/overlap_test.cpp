// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/overlap.hpp>

namespace genostrat::consequence {
namespace {

class OverlapOf : public testing::Test {
protected:
    [[nodiscard]] Overlap at(std::size_t transcript, Interval span) const {
        const genes::TranscriptRow& row = toy_.model().transcripts()[transcript];
        return overlap_of(row, toy_.model().exons(row), span);
    }

    test::ToyModel toy_;
};

TEST_F(OverlapOf, opens_gates) {
    const Overlap coding = at(0, {18, 19});
    EXPECT_TRUE(coding.within && coding.exon_gate && coding.coding_gate);
    EXPECT_FALSE(coding.intron_gate || coding.utr_gate || coding.complete);
    EXPECT_EQ(coding.exons.first, 1);
    EXPECT_EQ(coding.introns.first, 0);
    const Overlap deep = at(0, {45, 46});
    EXPECT_TRUE(deep.intron_gate);
    EXPECT_FALSE(deep.exon_gate || deep.boundary_gate);
    const Overlap edge = at(0, {28, 29});  // the exon's last base but one
    EXPECT_TRUE(edge.exon_gate && edge.intron_gate && edge.boundary_gate);
    EXPECT_EQ(edge.introns.first, 0);
    EXPECT_TRUE(at(0, {5, 95}).complete);
    EXPECT_FALSE(at(0, {10, 10}).within);  // an insertion before the first base
    EXPECT_EQ(at(1, {210, 211}).exons.first, 2);
}

TEST_F(OverlapOf, leaves_ends_undefined_that_are_not_exonic) {
    // T1 28..33: three exonic bases, then the intron.
    const Mapping mapping = at(0, {27, 33}).mapping;
    EXPECT_EQ(mapping.cdna, (PartialRange{17, PartialRange::undefined}));
    EXPECT_EQ(mapping.cds, (PartialRange{12, PartialRange::undefined}));
    EXPECT_EQ(mapping.protein, (PartialRange{4, PartialRange::undefined}));
    // The same on T2 in transcript direction.
    const Mapping minus = at(1, {257, 263}).mapping;
    EXPECT_EQ(minus.cdna, (PartialRange{17, PartialRange::undefined}));
}

TEST_F(OverlapOf, numbers_insertions_by_their_neighbours) {
    EXPECT_EQ(at(0, {19, 19}).mapping.cds, (PartialRange{4, 4}));
    EXPECT_EQ(at(0, {19, 19}).mapping.protein, (PartialRange{1, 2}));
    EXPECT_EQ(at(0, {18, 18}).mapping.protein, (PartialRange{1, 1}));
    // Between exon and intron: numbered by the exonic neighbour alone.
    EXPECT_EQ(at(0, {30, 30}).mapping.cdna, (PartialRange{20, 20}));
    // Just before the start codon: no CDS number.
    EXPECT_FALSE(at(0, {15, 15}).mapping.cds.has_begin());
}

}  // namespace
}  // namespace genostrat::consequence
