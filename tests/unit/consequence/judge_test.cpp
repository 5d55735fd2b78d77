// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

// Hand-worked on the toy gene (tests/support/small_model.hpp). Terms by the definitions of
// https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html
namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

class JudgeTest : public testing::Test {
protected:
    [[nodiscard]] std::string
    one(std::int64_t pos1,
        std::string_view ref,
        std::string_view alt,
        std::string_view feature) const {
        const auto rows =
            effects_of(toy_.model(), pos1, ref, {alt}, "Consequence,HGVSc,HGVSp", feature);
        return rows.size() == 1 ? rows.front() : std::to_string(rows.size()) + " rows";
    }

    // The same change on both strands: `pos` counts on the transcript, alleles on its strand.
    void
    both(std::int64_t pos, std::string_view ref, std::string_view alt, const std::string& expected)
        const {
        EXPECT_EQ(one(10 + pos, ref, alt, "T1"), "" + with_ids(expected, "T1.2", "P1.1"));
        std::string minus_ref;
        std::string minus_alt;
        genes::append_reverse_complement(ref, minus_ref);
        genes::append_reverse_complement(alt, minus_alt);
        const std::int64_t first = 281 - (pos + static_cast<std::int64_t>(ref.size()) - 1);
        EXPECT_EQ(one(first, minus_ref, minus_alt, "T2"), with_ids(expected, "T2.3", "P2.1"));
    }

    // `terms|c.…|p.…` with the ids put in.
    static std::string
    with_ids(std::string text, const std::string& transcript, const std::string& protein) {
        for (const auto& [mark, id] :
             {std::pair{std::string{"|c."}, transcript}, std::pair{std::string{"|p."}, protein}})
            if (const std::size_t at = text.find(mark); at != std::string::npos)
                text.insert(at + 1, id + ":");
        return text;
    }

    test::ToyModel toy_;
};

TEST_F(JudgeTest, judges_substitutions) {
    both(6, "A", "G", "start_lost|c.1A>G|p.Met1?");
    both(9, "G", "A", "missense_variant|c.4G>A|p.Ala2Thr");
    both(11, "T", "C", "synonymous_variant|c.6T>C|p.Ala2%3D");
    both(12, "G", "T", "stop_gained|c.7G>T|p.Glu3Ter");
    both(60, "T", "C", "stop_lost|c.25T>C|p.Ter9GlnextTer?");
    both(61, "A", "G", "stop_retained_variant|c.26A>G|p.Ter9%3D");
    both(3, "C", "A", "5_prime_UTR_variant|c.-3C>A|");
    both(63, "C", "A", "3_prime_UTR_variant|c.*1C>A|");
    both(20, "T", "A", "splice_region_variant&synonymous_variant|c.15T>A|p.Gly5%3D");
}

TEST_F(JudgeTest, judges_splice_sites) {
    both(21, "G", "A", "splice_donor_variant|c.15+1G>A|");
    both(50, "G", "A", "splice_acceptor_variant|c.16-1G>A|");
    both(25, "G", "A", "splice_donor_5th_base_variant&intron_variant|c.15+5G>A|");
    both(23, "A", "C", "splice_donor_region_variant&intron_variant|c.15+3A>C|");
    both(28, "C", "A", "splice_region_variant&intron_variant|c.15+8C>A|");
    both(30, "C", "A", "intron_variant|c.15+10C>A|");
    both(38, "C", "A", "splice_polypyrimidine_tract_variant&intron_variant|c.16-13C>A|");
}

TEST_F(JudgeTest, judges_insertions_and_deletions) {
    // GAA AAA: a deleted A is numbered at the last of c.8..12 and breaks the frame at Gly5.
    both(12, "GA", "G", "frameshift_variant|c.12del|p.Gly5ValfsTer?");
    both(11, "TGAA", "T", "inframe_deletion|c.7_9del|p.Glu3del");
    both(8, "G", "GTTT", "inframe_insertion|c.3_4insTTT|p.Met1_Ala2insPhe");
    both(11, "T", "TGAA", "inframe_insertion|c.7_9dup|p.Glu3dup");
    both(11, "T", "TTAA", "stop_gained&inframe_insertion|c.6_7insTAA|p.Glu3Ter");
}

// Between an exon and an intron (docs/consequence.md): read with the exon, as GGT A CAT and GGT AAC
// CAT, whichever edge it stands at; C behind the acceptor moves over the first base of CAT.
TEST_F(JudgeTest, reads_an_insertion_at_the_edge_of_an_exon_with_the_exon) {
    both(20, "T", "TA", "frameshift_variant&splice_region_variant|c.15_15+1insA|p.His6ThrfsTer?");
    both(
        20,
        "T",
        "TAAC",
        "inframe_insertion&splice_region_variant|c.15_15+1insAAC|p.Gly5_His6insAsn");
    both(50, "G", "GA", "frameshift_variant&splice_region_variant|c.16-1_16insA|p.His6ThrfsTer?");
    both(50, "G", "GC", "frameshift_variant&splice_region_variant|c.16dup|p.His6ProfsTer?");
}

// In front of the first base or behind the last one it is outside; the 3' rule may name it inside.
TEST_F(JudgeTest, finds_an_insertion_at_the_end_of_a_transcript_outside) {
    EXPECT_EQ(one(10, "T", "TA", "T1"), "upstream_gene_variant||");
    EXPECT_EQ(one(10, "T", "TC", "T1"), "upstream_gene_variant|T1.2:c.-1dup|");
    EXPECT_EQ(one(90, "G", "GC", "T1"), "downstream_gene_variant||");
    EXPECT_EQ(one(280, "G", "GT", "T2"), "upstream_gene_variant||");
    EXPECT_EQ(one(280, "G", "GG", "T2"), "upstream_gene_variant|T2.3:c.-1dup|");
    EXPECT_THAT(
        effects_of(toy_.model(), 10, "T", {"TA"}, "DISTANCE,cDNA_position", "T1"),
        ElementsAre("0|"));
}

TEST_F(JudgeTest, measures_the_way_to_genes) {
    EXPECT_THAT(
        effects_of(toy_.model(), 91, "A", {"G"}, "Consequence,DISTANCE,Feature,STRAND"),
        ElementsAre(
            "downstream_gene_variant|1|T1|1",
            "downstream_gene_variant|110|T2|-1",
            "upstream_gene_variant|310|T3|1"));
}

TEST_F(JudgeTest, knows_transcripts_that_do_not_code) {
    EXPECT_EQ(one(420, "C", "G", "T3"), "non_coding_transcript_exon_variant|T3:n.20C>G|");
    EXPECT_EQ(one(400, "A" + std::string(41, 'A'), "A", "T3"), "transcript_ablation||");
}

TEST_F(JudgeTest, judges_each_alt_alone) {
    EXPECT_THAT(
        effects_of(
            toy_.model(),
            19,
            "GCT",
            {"G", "ACT", "*"},
            "Allele,ALLELE_NUM,Consequence,HGVSg",
            "T1"),
        ElementsAre("-|1|frameshift_variant|c1:g.20_21del", "A|2|missense_variant|c1:g.19G>A"));
}

TEST_F(JudgeTest, numbers_positions) {
    EXPECT_THAT(
        effects_of(
            toy_.model(),
            28,
            "GGTGTA",
            {"G"},
            "EXON,INTRON,cDNA_position,CDS_position,Protein_position,Amino_acids,Codons",
            "T1"),
        ElementsAre("1/2|1/1|19-?/50|14-?/27|5-?/8||"));
    EXPECT_THAT(
        effects_of(
            toy_.model(),
            19,
            "G",
            {"A"},
            "EXON,INTRON,cDNA_position,CDS_position,Protein_position,Amino_acids,Codons",
            "T1"),
        ElementsAre("1/2||9/50|4/27|2/8|A/T|Gct/Act"));
}

}  // namespace
}  // namespace genostrat::consequence
