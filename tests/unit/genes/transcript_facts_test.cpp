// SPDX-License-Identifier: MIT
#include "genes/transcript_facts.hpp"
#include "test_support.hpp"

#include <genostrat/genes/gene_model.hpp>

namespace genostrat::genes {
namespace {

using testing::ElementsAre;

TEST(ReadTranscriptFacts, takes_the_biotype_where_it_finds_it) {
    const auto biotype = [](std::string_view type, std::string_view attributes) {
        RawTranscript transcript;
        RawGene gene;
        static_cast<void>(
            read_transcript_facts({.type = type, .attributes = attributes}, transcript, gene));
        return transcript.biotype;
    };
    EXPECT_EQ(biotype("mRNA", "ID=t;biotype=TEC"), "TEC");
    EXPECT_EQ(biotype("mRNA", "ID=t"), "protein_coding");
    EXPECT_EQ(biotype("V_gene_segment", "ID=t"), "IG_V_gene");
    EXPECT_EQ(biotype("ncRNA", "ID=t;ncrna_class=scRNA"), "scRNA");
    EXPECT_EQ(biotype("transcript", "ID=t;gbkey=misc_RNA"), "misc_RNA");
    EXPECT_EQ(biotype("transcript", "ID=t"), "");
    EXPECT_EQ(biotype("transcript", "ID=t;transcript_biotype=mRNA"), "protein_coding");
}

TEST(ReadTranscriptFacts, reads_tags_and_names) {
    RawTranscript transcript;
    RawGene gene;
    ASSERT_TRUE(read_transcript_facts(
        {.type = "mRNA",
         .attributes = "ID=transcript:ENST1;version=4;tag=basic,Ensembl_canonical,cds_end_NF,"
                       "appris_principal_1;ccdsid=CCDS1.1;transcript_support_level=1 (assigned)",
         .gene_attributes = "ID=gene:ENSG1;version=12;Name=AB%2DC;description=x [Source:HGNC "
                            "Symbol%3BAcc:HGNC:42]"},
        transcript,
        gene));
    EXPECT_EQ(transcript.id, "ENST1");
    EXPECT_EQ(transcript.version, "4");
    EXPECT_EQ(transcript.appris, "P1");
    EXPECT_EQ(transcript.ccds, "CCDS1.1");
    EXPECT_EQ(transcript.support_level, 1);
    EXPECT_EQ(
        transcript.flags,
        flag_protein_coding | flag_gencode_basic | flag_canonical | flag_cds_end_nf);
    EXPECT_EQ(gene.id, "ENSG1");
    EXPECT_EQ(gene.version, "12");
    EXPECT_EQ(gene.symbol, "AB-C");
    EXPECT_EQ(gene.hgnc, "HGNC:42");
}

TEST(ReadTranscriptFacts, prints_appris_as_vep_does) {
    const auto appris = [](std::string_view tag) {
        RawTranscript transcript;
        RawGene gene;
        const std::string attributes = "ID=t;biotype=x;tag=" + std::string{tag};
        static_cast<void>(
            read_transcript_facts({.type = "mRNA", .attributes = attributes}, transcript, gene));
        return transcript.appris;
    };
    EXPECT_EQ(appris("basic,appris_principal_3,CCDS"), "P3");
    EXPECT_EQ(appris("appris_alternative_2"), "A2");
    EXPECT_EQ(appris("appris_principal"), "P");  // releases before GENCODE 23
    EXPECT_EQ(appris("appris_candidate_longest"), "candidate_longest");
}

TEST(CrossReference, finds_the_id_of_a_database) {
    EXPECT_EQ(
        cross_reference("ID=x;Dbxref=GeneID:79501,HGNC:HGNC:14825,MIM:1", GffDialect::gff3, "HGNC"),
        "HGNC:14825");
    EXPECT_EQ(
        cross_reference(
            "gene_id \"A\"; db_xref \"GeneID:7\"; db_xref \"HGNC:HGNC:5\";",
            GffDialect::gtf,
            "HGNC"),
        "HGNC:5");
    EXPECT_EQ(cross_reference("ID=x;Dbxref=GenBank:NM_1.1", GffDialect::gff3, "Gen"), "");
}

TEST(AppendSelenocysteines, reads_refseq_exceptions) {
    std::vector<Interval> spans;
    append_selenocysteines(
        "(pos:complement(101..103)%2Caa:Sec),(pos:11..13,aa:Sec),(pos:20,aa:TERM)", spans);
    EXPECT_THAT(spans, ElementsAre(Interval{100, 103}, Interval{10, 13}));
}

}  // namespace
}  // namespace genostrat::genes
