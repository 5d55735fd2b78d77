// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

#include <optional>

// Quirks of VEP that hardly a recorded row shows, worked out by hand from its rules (Ensembl VEP
// 115, VariationEffect.pm and TranscriptVariationAllele.pm): three changes each, as VEP has them
// and with this one quirk mended. What other quirks do to a row they do to both.
namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

struct QuirkCase {
    std::int64_t pos1{};
    std::string ref{};
    std::vector<std::string_view> alts{};  // the last one is looked at
    std::string_view feature{};
    std::string vep{};
    std::string mended{};
};

void expect_quirk(
    std::string_view quirk,
    const genes::GeneModel& model,
    std::string_view fields,
    const std::vector<QuirkCase>& cases,
    std::string_view contig = "c1") {
    const std::optional<Rules> mended = find_rules("vep115-" + std::string{quirk});
    ASSERT_TRUE(mended.has_value());
    for (const QuirkCase& one : cases) {
        const auto last = [&](const Rules& rules) {
            const auto rows =
                effects_of(model, one.pos1, one.ref, one.alts, fields, one.feature, rules, contig);
            return rows.empty() ? std::string{"no row"} : rows.back();
        };
        EXPECT_EQ(last(Rules::vep115()), one.vep) << one.pos1 << ' ' << one.ref;
        EXPECT_EQ(last(*mended), one.mended) << one.pos1 << ' ' << one.ref;
    }
}

// Two runs of a block differ; only the first lies within 3 exonic or 3 to 8 intronic bases of an
// edge. T1: intron 31..60. 38 is its 8th base, 40 its 10th; 63 is the exon's 3rd, 65 its 5th base
// (CAT TGG -> CAC TCG). T2: intron 231..260 read downwards, 238 is the 8th last, 240 the 10th last.
TEST(QuirkCases, last_run_decides) {
    const test::ToyModel toy;
    expect_quirk(
        "last_run_decides",
        toy.model(),
        "Consequence",
        {{38, "CCC", {"ACA"}, "T1", "intron_variant", "splice_region_variant&intron_variant"},
         {63, "TTG", {"CTC"}, "T1", "missense_variant", "missense_variant&splice_region_variant"},
         {238,
          "AAA",
          {"CAC"},
          "T2",
          "splice_polypyrimidine_tract_variant&intron_variant",
          "splice_region_variant&splice_polypyrimidine_tract_variant&intron_variant"}});
}

// Deletions from outside of the transcript into the intron touch the first exon and begin and end
// in a gap; an insertion in front of the start codon (between 15 and 16) has cDNA numbers only.
TEST(QuirkCases, bare_total) {
    const test::ToyModel toy;
    const std::string genome = test::ToyModel::genome();
    expect_quirk(
        "bare_total",
        toy.model(),
        "cDNA_position,CDS_position,Protein_position",
        {{5, genome.substr(4, 31), {"T"}, "T1", "-/50|-/27|-/8", "||"},
         {255, genome.substr(254, 31), {genome.substr(254, 1)}, "T2", "-/50|-/27|-/8", "||"},
         {15, "C", {"CA"}, "T1", "5-6/50|-/27|-/8", "5-6/50||"}});
}

// ALT 1 inserts A in front of GAA AAA: HGVSp moves it 5 bases, between c.12 and c.13. ALT 2, which
// does not move, is then judged there: C behind AAA gives CGG TCA TTG … in place of GGT (Arg for
// Gly5); where it stands, GAA becomes GCA AAA AGG … (Ala for Glu3). CCC likewise is Pro between
// Lys4 and Gly5, or GCC CAA for GAA. In T2 (minus) the same bases stand at 268.
TEST(QuirkCases, leaked_state) {
    const test::ToyModel toy;
    expect_quirk(
        "leaked_state",
        toy.model(),
        "Consequence,CDS_position,Protein_position,HGVSp",
        {{22,
          "G",
          {"GA", "GC"},
          "T1",
          "frameshift_variant|12-13/27|4-5/8|P1.1:p.Gly5ArgfsTer?",
          "frameshift_variant|7-8/27|3/8|P1.1:p.Glu3AlafsTer?"},
         {22,
          "G",
          {"GA", "GCCC"},
          "T1",
          "inframe_insertion|12-13/27|4-5/8|P1.1:p.Lys4_Gly5insPro",
          "protein_altering_variant|7-8/27|3/8|P1.1:p.Glu3delinsAlaGln"},
         {268,
          "T",
          {"TT", "TG"},
          "T2",
          "frameshift_variant|12-13/27|4-5/8|P2.1:p.Gly5ArgfsTer?",
          "frameshift_variant|7-8/27|3/8|P2.1:p.Glu3AlafsTer?"}});
}

/// A CDS 16..33 that begins with CTG: CTG GCT GAA AAA GGT TAA, behind five C.
genes::GeneModel leucine_first() {
    const std::string row = "c1\tx\t";
    return test::SmallModel{
        row + "gene\t11\t43\t.\t+\t.\tID=G\n" + row + "mRNA\t11\t43\t.\t+\t.\tID=T;Parent=G\n" +
            row + "exon\t11\t43\t.\t+\t.\tParent=T\n" + row +
            "CDS\t16\t33\t.\t+\t0\tParent=T;protein_id=P\n",
        ">c1\nTTTTTTTTTTCCCCCCTGGCTGAAAAAGGTTAACGCGCGCGCGAAAAAA\n"}
        .open();
}

// VEP's protein begins with Met. c.2_3del: CGC TGA …, Arg against Met or Leu, a lost start. c.1del:
// TGG CTG, Trp. c.3_4del: CTC TGA: Leu is no Met, but it is the Leu that was there, and the first
// residue that changes is Ala2.
TEST(QuirkCases, forced_methionine) {
    expect_quirk(
        "forced_methionine",
        leucine_first(),
        "HGVSc,HGVSp",
        {{16, "CTG", {"C"}, "T", "T:c.2_3del|P.1:p.Met1?", "T:c.2_3del|P.1:p.Leu1?"},
         {15, "CC", {"C"}, "T", "T:c.1del|P.1:p.Met1?", "T:c.1del|P.1:p.Leu1?"},
         {17, "TGG", {"T"}, "T", "T:c.3_4del|P.1:p.Met1_?2", "T:c.3_4del|P.1:p.Ala2?"}});
}

// CTG to TTG and CTA, both Leu; and a block over the first base (CCT -> AAC), which has no
// residues.
TEST(QuirkCases, no_atg_is_start_lost) {
    expect_quirk(
        "no_atg_is_start_lost",
        leucine_first(),
        "Consequence",
        {{16, "C", {"T"}, "T", "start_lost&synonymous_variant", "synonymous_variant"},
         {18, "G", {"A"}, "T", "start_lost&synonymous_variant", "synonymous_variant"},
         {18, "G", {"C"}, "T", "start_lost&synonymous_variant", "synonymous_variant"},
         {17, "T", {"TGCA"}, "T", "start_lost", "inframe_insertion"},  // CTG to CTGCAG
         {15,
          "CCT",
          {"AAC"},
          "T",
          "start_lost&5_prime_UTR_variant",
          "coding_sequence_variant&5_prime_UTR_variant"}});
}

// ATG GCA ATG ACA TTC TAA, then CAGACCCC. c.4del reads ATG CAA TGA CAT TCT AAC AGA: by table 2 TGA
// is Trp and AGA the stop, six codons from the change on; by the standard table TGA is one, two
// codons on. c.9G>A makes ATA: Met by table 2, Ile by the standard one, which VEP takes for codons
// too where the contig is not called MT.
TEST(QuirkCases, standard_table_only) {
    const auto model = [](const std::string& contig) {
        const std::string row = contig + "\tx\t";
        return test::SmallModel{
            row + "gene\t11\t38\t.\t+\t.\tID=G\n" + row + "mRNA\t11\t38\t.\t+\t.\tID=T;Parent=G\n" +
                row + "exon\t11\t38\t.\t+\t.\tParent=T\n" + row +
                "CDS\t13\t30\t.\t+\t0\tParent=T;protein_id=P\n",
            ">" + contig + "\nTTTTTTTTTTCCATGGCAATGACATTCTAACAGACCCCTTTTTTTTTT\n"}
            .open();
    };
    const QuirkCase deletion{
        15,
        "GG",
        {"G"},
        "T",
        "frameshift_variant|P.1:p.Ala2GlnfsTer2",
        "frameshift_variant|P.1:p.Ala2GlnfsTer6"};
    const QuirkCase substitution{
        21, "G", {"A"}, "T", "missense_variant|P.1:p.Met3Ile", "synonymous_variant|P.1:p.Met3%3D"};
    const QuirkCase same{21, "G", {"A"}, "T", substitution.mended, substitution.mended};
    const std::string_view fields = "Consequence,HGVSp";
    expect_quirk("standard_table_only", model("MT"), fields, {deletion, same}, "MT");
    expect_quirk("standard_table_only", model("chrM"), fields, {deletion, substitution}, "chrM");
}

// What --gff does not tell VEP: CDS 16..36 is ATG TGA GCT GAA AAA GGT CTG, cut off behind; TGA is
// selenocysteine (U). 19..21 TGA -> TGG is Trp. The miRNA 60..69 is the mature part of 51..80.
TEST(QuirkCases, ignores_model_facts) {
    const std::string row = "c1\tx\t";
    const genes::GeneModel model =
        test::SmallModel{
            row + "gene\t11\t36\t.\t+\t.\tID=G;hgnc_id=HGNC:5\n" + row +
                "mRNA\t11\t36\t.\t+\t.\tID=T;Parent=G;tag=cds_end_NF,seleno\n" + row +
                "exon\t11\t36\t.\t+\t.\tParent=T\n" + row +
                "CDS\t16\t36\t.\t+\t0\tParent=T;protein_id=P;transl_except=(pos:19..21,aa:Sec)\n" +
                row + "gene\t51\t80\t.\t+\t.\tID=H\n" + row +
                "primary_transcript\t51\t80\t.\t+\t.\tID=M;Parent=H;biotype=miRNA\n" + row +
                "exon\t51\t80\t.\t+\t.\tParent=M\n" + row +
                "miRNA\t60\t69\t.\t+\t.\tID=N;Parent=M\n",
            ">c1\nTTTTTTTTTTCCCCCATGTGAGCTGAAAAAGGTCTG" + std::string(64, 'A') + "\n"}
            .open();
    expect_quirk(
        "ignores_model_facts",
        model,
        "Consequence,FLAGS,SYMBOL_SOURCE,HGNC_ID,Amino_acids",
        {{22,
          "G",
          {"A"},
          "T",
          "missense_variant||||A/T",
          "missense_variant|cds_end_NF|HGNC|HGNC:5|A/T"},
         {21, "A", {"G"}, "T", "stop_lost||||*/W", "missense_variant|cds_end_NF|HGNC|HGNC:5|U/W"},
         {65,
          "A",
          {"G"},
          "M",
          "non_coding_transcript_exon_variant||||",
          "mature_miRNA_variant||||"}});
}

// An exon 11..1400 that does not code; 101..1300 are A. VEP lets an inserted A move 100 bases for
// HGVSg (in front of 202, which it doubles) and 1,000 for HGVSc (1102, n.1092); a deleted CA (1301
// on: CACACA…, 600 bases) moves by twos as far.
TEST(QuirkCases, short_window) {
    std::string genome = std::string(100, 'C') + std::string(1200, 'A');
    for (int pair = 0; pair < 300; ++pair)
        genome += "CA";
    genome += "GGGGG";
    const std::string row = "c1\tx\t";
    const genes::GeneModel model =
        test::SmallModel{
            row + "gene\t11\t1900\t.\t+\t.\tID=G\n" + row +
                "transcript\t11\t1900\t.\t+\t.\tID=T;Parent=G;biotype=lncRNA\n" + row +
                "exon\t11\t1900\t.\t+\t.\tParent=T\n",
            ">c1\n" + genome + "\n"}
            .open();
    expect_quirk(
        "short_window",
        model,
        "HGVSg,HGVSc,HGVS_OFFSET",
        {{101, "A", {"AA"}, "T", "c1:g.202dup|T:n.1092dup|1000", "c1:g.1300dup|T:n.1290dup|1199"},
         {101, "AA", {"A"}, "T", "c1:g.202del|T:n.1092del|1000", "c1:g.1300del|T:n.1290del|1198"},
         {1300,
          "ACA",
          {"A"},
          "T",
          "c1:g.1400_1401del|T:n.1889_1890del|598",
          "c1:g.1899_1900del|T:n.1889_1890del|598"}});
}

}  // namespace
}  // namespace genostrat::consequence
