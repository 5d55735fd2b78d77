// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

// HGVSp of changes on T1 of the toy gene: M A E K G H W L *, then CGCGCG….
TEST(AppendProteinName, follows_the_nomenclature) {
    const test::ToyModel toy;
    const auto name = [&](std::int64_t pos1, std::string_view ref, std::string_view alt, bool vep) {
        return effects_of(
            toy.model(), pos1, ref, {alt}, "HGVSp", "T1", vep ? Rules::vep115() : Rules{});
    };
    EXPECT_THAT(name(19, "GCTGAA", "ACTTAA", false), ElementsAre("P1.1:p.Ala2_Glu3delinsThrTer"));
    EXPECT_THAT(name(19, "GCTGAA", "GCCGAG", true), ElementsAre("P1.1:p.AlaGlu2%3D"));
    EXPECT_THAT(name(19, "GCTGAA", "GCCGAG", false), ElementsAre("P1.1:p.Ala2_Glu3%3D"));
    // The start codon and what follows.
    EXPECT_THAT(name(15, "CATGG", "C", false), ElementsAre("P1.1:p.Met1?"));
    // Lys4 of GAA AAA: the frame breaks behind it, and no stop comes.
    EXPECT_THAT(name(22, "GA", "G", false), ElementsAre("P1.1:p.Gly5ValfsTer?"));
    // The last two codons go: CTG TAA; the reading runs on in CGC GCG …, six codons without a stop.
    // Moved right by one, the deletion reaches out of the CDS, and VEP gives no name.
    EXPECT_THAT(
        name(66, "GCTGTAA", "G", false), ElementsAre("P1.1:p.Leu8_Ter9delinsArgAlaArgAlaArgAla"));
    EXPECT_THAT(name(66, "GCTGTAA", "G", true), ElementsAre(""));
    // The same deletion, written where it reaches out.
    EXPECT_THAT(
        name(67, "CTGTAAC", "C", false), ElementsAre("P1.1:p.Leu8_Ter9delinsArgAlaArgAlaArgAla"));
}

/// One exon from base 11 on, 5' UTR 11..12; the CDS, and what `attributes` says of the transcript.
genes::GeneModel coding_model(const std::string& cds, const std::string& utr, const char* more) {
    const std::string exon_end = std::to_string(12 + cds.size() + utr.size());
    const std::string row = "c1\tx\t";
    const std::string span = "\t11\t" + exon_end + "\t.\t+\t.\t";
    return test::SmallModel{
        row + "gene" + span + "ID=G\n" + row + "mRNA" + span + "ID=T;Parent=G" + more + "\n" + row +
            "exon" + span + "Parent=T\n" + row + "CDS\t13\t" + std::to_string(12 + cds.size()) +
            "\t.\t+\t0\tParent=T;protein_id=P\n",
        ">c1\nTTTTTTTTTTCC" + cds + utr + "TTTTTTTTTT\n"}
        .open();
}

// M A E T V, and the transcript ends: c.11_14del leaves AA behind GAA, c.13del TA behind ACT;
// nothing can be read there, so that the short form of a frameshift is all there is (HGVS:
// `p.(Arg97fs)`).
TEST(AppendProteinName, shortens_a_frame_that_breaks_where_the_transcript_ends) {
    const genes::GeneModel model = coding_model("ATGGCTGAAACTGTA", "", "");
    const auto name = [&](std::int64_t pos1, std::string_view ref, std::string_view alt) {
        return effects_of(model, pos1, ref, {alt}, "HGVSc,HGVSp", "T");
    };
    EXPECT_THAT(name(22, "ACTGT", "A"), ElementsAre("T:c.11_14del|P.1:p.Thr4fs"));
    EXPECT_THAT(name(24, "TG", "T"), ElementsAre("T:c.13del|P.1:p.Val5fs"));
    // In front of it there is something to read: GAA to GAC TGT A, Glu3 to Asp.
    EXPECT_THAT(name(20, "AA", "A"), ElementsAre("T:c.10del|P.1:p.Thr4LeufsTer?"));
}

// CTG TAA, then CAT TGA: c.8_11 TGTA is replaced by ACCC, CAC CCA CAT TGA. The protein goes on to
// the next stop; the stop is among what goes, and so among what comes (as in HGVS's
// `p.Pro578_Lys579delinsLeuTer`).
TEST(AppendProteinName, names_a_block_over_the_stop_with_all_that_follows) {
    const genes::GeneModel model = coding_model("ATGGCTCTGTAA", "CATTGACC", "");
    EXPECT_THAT(
        effects_of(model, 20, "TGTA", {"ACCC"}, "Consequence,HGVSc,HGVSp", "T"),
        ElementsAre("stop_lost|T:c.8_11delinsACCC|P.1:p.Leu3_Ter4delinsHisProHisTer"));
}

// The tag says that the CDS begins before the transcript: its first codon is no start.
TEST(AppendProteinName, knows_no_start_of_a_cds_that_is_cut_off) {
    const std::string cds = "ATGGCTGAAACTGTATAA";
    const auto told = [&](const char* tag, const Rules& rules) {
        return effects_of(
            coding_model(cds, "CC", tag), 13, "A", {"G"}, "Consequence,FLAGS,HGVSp", "T", rules);
    };
    EXPECT_THAT(told("", {}), ElementsAre("start_lost||P.1:p.Met1?"));
    EXPECT_THAT(
        told(";tag=cds_start_NF", {}), ElementsAre("missense_variant|cds_start_NF|P.1:p.Met1Val"));
    EXPECT_THAT(told(";tag=cds_start_NF", Rules::vep115()), ElementsAre("start_lost||P.1:p.Met1?"));
}

// An Ensembl GTF keeps the protein's version apart; VEP, which does not read it, prints 1.
TEST(AppendProteinPrefix, has_the_version_that_the_annotation_tells) {
    const std::string of_t =
        "gene_id \"G\"; transcript_id \"T\"; transcript_version \"4\"; transcript_biotype "
        "\"protein_coding\";";
    const std::string feature = "\t11\t22\t.\t+\t";
    const std::string cds = " protein_id \"P\"; protein_version \"3\";";
    const test::SmallModel small{
        "c1\tx\ttranscript" + feature + ".\t" + of_t + "\nc1\tx\texon" + feature + ".\t" + of_t +
            "\nc1\tx\tCDS" + feature + "0\t" + of_t + cds + '\n',
        ">c1\nCCCCCCCCCCATGGCTGAATAACCCCCCCC\n"};
    const genes::GeneModel model = small.open();
    const auto name = [&](const Rules& rules) {
        return effects_of(model, 14, "G", {"A"}, "ENSP,HGVSp", "T", rules);
    };
    EXPECT_THAT(name({}), ElementsAre("P|P.3:p.Ala2Thr"));
    EXPECT_THAT(name(Rules::vep115()), ElementsAre("P|P.1:p.Ala2Thr"));
}

// A stop that comes at once replaces the residue that was there (HGVS, substitution of proteins:
// not an insertion, a deletion-insertion or a frameshift).
TEST(AppendProteinName, names_a_stop_at_once_as_a_substitution) {
    const test::ToyModel toy;
    const auto name = [&](std::int64_t pos1, std::string_view ref, std::string_view alt) {
        return effects_of(toy.model(), pos1, ref, {alt}, "HGVSp", "T1");
    };
    // ATG GCT GAA AAA GGT: TGA between Glu3 and Lys4, in frame and with a base more.
    EXPECT_THAT(name(24, "A", "ATGA"), ElementsAre("P1.1:p.Lys4Ter"));
    EXPECT_THAT(name(24, "A", "ATGAC"), ElementsAre("P1.1:p.Lys4Ter"));
    EXPECT_THAT(name(20, "C", "CTGAA"), ElementsAre("P1.1:p.Lys4Ter"));  // c.6_9dup: GCT GAA TGA
    EXPECT_THAT(name(24, "A", "ATAATGG"), ElementsAre("P1.1:p.Lys4Ter"));
    // GAA AAA -> TGA: two residues for a stop.
    EXPECT_THAT(name(22, "GAAAAA", "TGA"), ElementsAre("P1.1:p.Glu3Ter"));
    // In front of the stop codon TAA: nothing is changed.
    EXPECT_THAT(name(69, "G", "GTGA"), ElementsAre("P1.1:p.Ter9%3D"));
}

// Where the stop is the first to change, the protein is extended (HGVS, extension).
TEST(AppendProteinName, names_a_frame_that_breaks_in_the_stop_codon_as_an_extension) {
    const test::ToyModel toy;
    const auto name = [&](std::int64_t pos1, std::string_view alt) {
        return effects_of(toy.model(), pos1, "G", {alt}, "HGVSp", "T1");
    };
    // CTG TAA CGC … -> CTG CTA ACG CGC …: no other stop comes.
    EXPECT_THAT(name(69, "GC"), ElementsAre("P1.1:p.Ter9LeuextTer?"));
    // CTG CTA TAA C…: one residue, then a stop in the new frame.
    EXPECT_THAT(name(69, "GCTATAAC"), ElementsAre("P1.1:p.Ter9LeuextTer1"));
    // T CGG AA, in frame: Ser Glu in place of the stop.
    EXPECT_THAT(
        effects_of(toy.model(), 70, "T", {"TCGG"}, "HGVSp", "T1"),
        ElementsAre("P1.1:p.Ter9SerextTer?"));
}

}  // namespace
}  // namespace genostrat::consequence
