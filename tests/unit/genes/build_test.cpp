// SPDX-License-Identifier: MIT
#include "small_model.hpp"

namespace genostrat::genes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string fasta = ">1\n" + std::string(100, 'A') + "\n";

std::string transcript(std::string_view id, std::string_view rest) {
    return "1\tx\tgene\t11\t40\t.\t+\t.\tID=g" + std::string{id} +
           "\n1\tx\tmRNA\t11\t40\t.\t+\t.\tID=" + std::string{id} + ";Parent=g" + std::string{id} +
           "\n" + std::string{rest};
}

const std::string sound = transcript("good", "1\tx\texon\t11\t40\t.\t+\t.\tParent=good\n");

std::vector<std::string> problems_of(const std::string& gff) {
    std::vector<std::string> found;
    for (const BuildProblem& problem : test::SmallModel{sound + gff, fasta}.report.problems)
        found.push_back(problem.what + ": " + problem.first);
    return found;
}

TEST(BuildGeneModel, names_what_it_skips) {
    EXPECT_THAT(
        problems_of(transcript("t", "1\tx\texon\t9\t20\t.\t+\t.\tParent=t\n")),
        ElementsAre(HasSubstr("exon outside its transcript: t (small: 1:11)")));
    EXPECT_THAT(
        problems_of("1\tx\texon\t9\t20\t.\t+\t.\tParent=nobody\n"),
        ElementsAre(HasSubstr("parent missing: nobody")));
    EXPECT_THAT(
        problems_of("1\tx\tmRNA\t11\t40\t.\t+\t.\tID=good;Parent=ggood\n"),
        ElementsAre(HasSubstr("duplicate id: good")));
    EXPECT_THAT(
        problems_of(transcript("t", "")), ElementsAre(HasSubstr("transcript without exons: t")));
    EXPECT_THAT(
        problems_of(transcript(
            "t", "1\tx\texon\t11\t20\t.\t+\t.\tParent=t\n1\tx\texon\t20\t30\t.\t+\t.\tParent=t\n")),
        ElementsAre(HasSubstr("exons overlap: t")));
    EXPECT_THAT(
        problems_of(transcript(
            "t", "1\tx\texon\t11\t20\t.\t+\t.\tParent=t\n1\tx\tCDS\t18\t22\t.\t+\t0\tParent=t\n")),
        ElementsAre(HasSubstr("CDS outside the exons of its transcript: t")));
    EXPECT_THAT(
        problems_of(transcript(
            "t",
            "1\tx\texon\t11\t14\t.\t+\t.\tParent=t\n1\tx\texon\t20\t30\t.\t+\t.\tParent=t\n"
            "1\tx\tCDS\t11\t14\t.\t+\t0\tParent=t\n1\tx\tCDS\t20\t30\t.\t+\t0\tParent=t\n")),
        ElementsAre(HasSubstr("CDS not in frame: t")));
    EXPECT_THAT(
        problems_of("2\tx\tmRNA\t1\t9\t.\t+\t.\tID=t\n2\tx\texon\t1\t9\t.\t+\t.\tParent=t\n"),
        ElementsAre(HasSubstr("the FASTA has no such contig: t")));
    EXPECT_THAT(
        problems_of("1\tx\tmRNA\t90\t101\t.\t+\t.\tID=t\n1\tx\texon\t90\t101\t.\t+\t.\tParent=t\n"),
        ElementsAre(HasSubstr("transcript ends after the contig of the FASTA: t")));
}

TEST(BuildGeneModel, refuses_them_when_strict) {
    EXPECT_ERROR(
        (test::SmallModel{transcript("t", "1\tx\texon\t9\t20\t.\t+\t.\tParent=t\n"), fasta, true}),
        ErrorKind::bad_data,
        HasSubstr("exon outside its transcript: t"));
}

TEST(BuildGeneModel, names_the_line_that_is_no_gff) {
    EXPECT_ERROR(
        (test::SmallModel{sound + "1\tx\texon\t40\t30\t.\t+\t.\tParent=good\n", fasta}),
        ErrorKind::bad_data,
        HasSubstr("genes.gff3:4: end 30 lies before start 40"));
}

TEST(BuildGeneModel, wants_at_least_one_transcript) {
    EXPECT_ERROR(
        (test::SmallModel{"##gff-version 3\n", fasta}),
        ErrorKind::bad_data,
        HasSubstr("no transcript"));
}

TEST(BuildGeneModel, reads_gtf_with_its_stop_codon) {
    const std::string gtf =
        "1\tx\tgene\t11\t40\t.\t-\t.\tgene_id \"G\"; gene_name \"SYM\";\n"
        "1\tx\ttranscript\t11\t40\t.\t-\t.\tgene_id \"G\"; transcript_id \"T\"; "
        "transcript_type \"protein_coding\"; gene_name \"SYM\"; tag \"basic\"; "
        "tag \"cds_start_NF\"; transcript_support_level \"2\";\n"
        "1\tx\texon\t11\t40\t.\t-\t.\tgene_id \"G\"; transcript_id \"T\";\n"
        "1\tx\tCDS\t17\t29\t.\t-\t1\tgene_id \"G\"; transcript_id \"T\"; protein_id \"P\";\n"
        "1\tx\tstop_codon\t14\t16\t.\t-\t0\tgene_id \"G\"; transcript_id \"T\";\n";
    const GeneModel model = test::SmallModel{gtf, fasta}.open();
    const TranscriptRow& row = model.transcript(0);
    EXPECT_EQ(row.cds_begin, 13);
    EXPECT_EQ(row.cds_end, 29);
    EXPECT_EQ(row.coding_begin, 11);
    EXPECT_EQ(row.padding, 2);  // GFF phase 1: two bases of the first codon are missing
    EXPECT_EQ(row.cds_length, 18);
    EXPECT_TRUE(row.has(flag_cds_start_nf));
    EXPECT_TRUE(row.has(flag_gencode_basic));
    EXPECT_EQ(row.support_level, 2);
    EXPECT_EQ(model.text(model.gene(row.gene).symbol), "SYM");
    EXPECT_EQ(model.text(row.protein_id), "P");
}

TEST(BuildGeneModel, does_not_read_a_stop_codon_twice) {
    const std::string of_t = "gene_id \"G\"; transcript_id \"T\";\n";
    const GeneModel model =
        test::SmallModel{
            "1\tx\ttranscript\t11\t40\t.\t+\t.\tgene_id \"G\"; transcript_id \"T\"; "
            "transcript_type \"protein_coding\";\n"
            "1\tx\texon\t11\t40\t.\t+\t.\t" +
                of_t + "1\tx\tCDS\t14\t25\t.\t+\t0\t" + of_t +
                "1\tx\tstop_codon\t23\t25\t.\t+\t0\t" + of_t,
            fasta}
            .open();
    const TranscriptRow& row = model.transcript(0);
    EXPECT_EQ(row.cds_length, 12);
    EXPECT_FALSE(row.has(flag_slippage));
}

TEST(BuildGeneModel, knows_refseq_rows) {
    const std::string gff =
        "NC_012920.1\tR\tgene\t1\t9\t.\t+\t.\tID=gene-ND;Name=ND;Dbxref=GeneID:77,HGNC:HGNC:12;"
        "gene_biotype=protein_coding\n"
        "NC_012920.1\tR\tCDS\t1\t9\t.\t+\t0\tID=cds-ND;Parent=gene-ND;protein_id=YP_1.1\n"
        "NC_012920.1\tR\tgene\t20\t60\t.\t+\t.\tID=gene-MIR;Name=MIR;Dbxref=GeneID:78\n"
        "NC_012920.1\tR\tprimary_transcript\t20\t60\t.\t+\t.\tID=rna-NR_1.1;Parent=gene-MIR;"
        "gbkey=precursor_RNA;transcript_id=NR_1.1\n"
        "NC_012920.1\tR\texon\t20\t60\t.\t+\t.\tID=e1;Parent=rna-NR_1.1\n"
        "NC_012920.1\tR\tmiRNA\t25\t45\t.\t+\t.\tID=rna-MIR1;Parent=rna-NR_1.1\n"
        "NC_012920.1\tR\texon\t25\t45\t.\t+\t.\tID=e2;Parent=rna-MIR1\n";
    const test::SmallModel small{gff, ">chrM\nATGTGAAGA" + std::string(91, 'A') + "\n"};
    EXPECT_TRUE(small.report.problems.empty());
    const GeneModel model = small.open();
    ASSERT_EQ(model.transcripts().size(), 2U);
    const TranscriptRow& coding = model.transcript(0);
    EXPECT_EQ(model.text(coding.id), "gene-ND");
    EXPECT_EQ(model.text(model.gene(coding.gene).id), "77");
    EXPECT_EQ(model.text(model.gene(coding.gene).hgnc), "HGNC:12");
    EXPECT_TRUE(coding.has(flag_mitochondrial));
    EXPECT_TRUE(coding.has(flag_not_in_vep));
    EXPECT_EQ(coding.peptide_length, 2);  // M W, AGA is a stop in table 2
    const TranscriptRow& primary = model.transcript(1);
    EXPECT_EQ(model.text(primary.biotype), "precursor_RNA");
    ASSERT_EQ(model.special_sites(primary).size(), 1U);
    EXPECT_EQ(model.special_sites(primary)[0].kind, SpecialSite::Kind::mature_mirna);
    EXPECT_EQ(model.special_sites(primary)[0].begin, 24);
    EXPECT_EQ(model.special_sites(primary)[0].end, 45);
}

}  // namespace
}  // namespace genostrat::genes
