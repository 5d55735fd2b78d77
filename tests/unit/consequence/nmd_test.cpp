// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

#include <genostrat/consequence/nmd.hpp>

namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

TEST(JudgeNmd, asks_for_exons_and_distances) {
    genes::TranscriptRow row;
    row.strand = 1;
    row.coding_begin = 30;
    const std::vector<genes::ExonRow> exons{
        {.begin = 0, .end = 300, .cdna_begin = 0}, {.begin = 400, .end = 500, .cdna_begin = 300}};
    EXPECT_EQ(judge_nmd(row, exons, 300), Nmd::escapes_last_exon);
    EXPECT_EQ(judge_nmd(row, exons, 299), Nmd::escapes_50_bases);
    EXPECT_EQ(judge_nmd(row, exons, 250), Nmd::escapes_50_bases);
    EXPECT_EQ(judge_nmd(row, exons, 249), Nmd::triggers);
    EXPECT_EQ(judge_nmd(row, exons, 129), Nmd::escapes_start);
    EXPECT_EQ(judge_nmd(row, exons, 130), Nmd::triggers);
    EXPECT_EQ(judge_nmd(row, exons, 130, {.start_bases = 150}), Nmd::escapes_start);
    EXPECT_EQ(judge_nmd(row, std::span{exons}.first(1), 100), Nmd::escapes_single_exon);
    row.strand = -1;  // the last exon is the first of the genome
    const std::vector<genes::ExonRow> minus{
        {.begin = 0, .end = 100, .cdna_begin = 300}, {.begin = 400, .end = 700, .cdna_begin = 0}};
    EXPECT_EQ(judge_nmd(row, minus, 200), Nmd::triggers);
    EXPECT_EQ(judge_nmd(row, minus, 310), Nmd::escapes_last_exon);
}

TEST(JudgeNmd, is_a_field_of_stops_and_frameshifts) {
    const test::ToyModel toy;
    const auto field = [&](std::int64_t pos1, std::string_view ref, std::string_view alt) {
        return effects_of(toy.model(), pos1, ref, {alt}, "NMD,CDS_PERCENT,LAST_EXON", "T1");
    };
    // Stop at codon 3 of 9, 9 bases before the only junction.
    EXPECT_THAT(field(22, "G", "T"), ElementsAre("escapes:50_bases|25.9|"));
    EXPECT_THAT(field(19, "G", "A"), ElementsAre("|14.8|"));
    EXPECT_THAT(field(65, "G", "A"), ElementsAre("escapes:last_exon|74.1|YES"));
}

}  // namespace
}  // namespace genostrat::consequence
