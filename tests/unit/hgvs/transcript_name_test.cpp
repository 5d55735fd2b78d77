// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/hgvs/transcript_name.hpp>

namespace genostrat::hgvs {
namespace {

class TranscriptName : public testing::Test {
protected:
    // Toy transcript `id`, a change at 0-based genomic bases, not shifted.
    std::string name(std::size_t id, Interval span, std::string_view alt, std::int64_t shift = 0) {
        const genes::GenomeView genome{toy_.model()};
        NameScratch scratch;
        std::string out;
        append_transcript_name(
            genome,
            genome.find("c1"),
            toy_.model().transcript(static_cast<genes::TranscriptId>(id)),
            {.span = span, .alt = alt, .shift = shift},
            scratch,
            out);
        return out;
    }

    std::string position(std::size_t id, std::int64_t base) {
        const genes::TranscriptRow& row =
            toy_.model().transcript(static_cast<genes::TranscriptId>(id));
        std::string out;
        append_position(
            row, position_of(row, toy_.model().exons(row), base), UtrPositions::ordered, out);
        return out;
    }

    test::ToyModel toy_;
};

TEST_F(TranscriptName, numbers_bases_from_the_start_codon) {
    // T1: base 16 (1-based) is A of ATG.
    EXPECT_EQ(position(0, 15), "1");
    EXPECT_EQ(position(0, 14), "-1");
    EXPECT_EQ(position(0, 29), "15");
    EXPECT_EQ(position(0, 30), "15+1");
    EXPECT_EQ(position(0, 44), "15+15");
    EXPECT_EQ(position(0, 45), "16-15");
    EXPECT_EQ(position(0, 59), "16-1");
    EXPECT_EQ(position(0, 71), "27");
    EXPECT_EQ(position(0, 72), "*1");
    // T2 is the same on the minus strand: 1-based base 281 - p is its base p.
    EXPECT_EQ(position(1, 274), "1");
    EXPECT_EQ(position(1, 275), "-1");
    EXPECT_EQ(position(1, 259), "15+1");
    EXPECT_EQ(position(1, 245), "15+15");
    EXPECT_EQ(position(1, 244), "16-15");
    EXPECT_EQ(position(2, 419), "20");
}

TEST_F(TranscriptName, names_each_kind) {
    EXPECT_EQ(name(0, {18, 19}, "A"), "T1.2:c.4G>A");
    EXPECT_EQ(name(1, {271, 272}, "T"), "T2.3:c.4G>A");
    EXPECT_EQ(name(0, {18, 20}, ""), "T1.2:c.4_5del");
    EXPECT_EQ(name(0, {18, 18}, "T"), "T1.2:c.3_4insT");
    EXPECT_EQ(name(0, {18, 18}, "G"), "T1.2:c.4dup");
    EXPECT_EQ(name(0, {18, 21}, "AGC"), "T1.2:c.4_6inv");
    EXPECT_EQ(name(0, {18, 21}, "ACT"), "T1.2:c.4G>A");
    EXPECT_EQ(name(0, {18, 21}, "AAAA"), "T1.2:c.4_6delinsAAAA");
    EXPECT_EQ(name(2, {419, 420}, "G"), "T3:n.20C>G");
    // AAAAA at c.8..12: a deleted A moves to the last of them.
    EXPECT_EQ(name(0, {22, 23}, "", 4), "T1.2:c.12del");
}

TEST_F(TranscriptName, has_none_outside_the_transcript) {
    EXPECT_EQ(name(0, {9, 11}, ""), "");
    EXPECT_EQ(name(0, {10, 10}, "G"), "");
    EXPECT_EQ(name(0, {88, 89}, "", 2), "");
    EXPECT_EQ(name(0, {18, 19}, "G"), "");  // changes nothing
}

TEST(AppendVersionedId, adds_no_second_version) {
    std::string out;
    append_versioned_id("ENST1", "4", out);
    append_versioned_id(" NM_1.2", "7", out);
    append_versioned_id(" X", "", out);
    EXPECT_EQ(out, "ENST1.4 NM_1.2 X");
}

// GENCODE: the second copy of a pseudoautosomal gene has `_PAR_Y` behind its version.
TEST(AppendVersionedId, sees_the_version_in_front_of_par_y) {
    std::string out;
    append_versioned_id("ENSP1.1_PAR_Y", "1", out);
    EXPECT_EQ(out, "ENSP1.1_PAR_Y");
}

}  // namespace
}  // namespace genostrat::hgvs
