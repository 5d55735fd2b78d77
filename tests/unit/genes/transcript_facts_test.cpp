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
}

TEST(ReadTranscriptFacts, reads_tags_and_names) {
    RawTranscript transcript;
    RawGene gene;
    ASSERT_TRUE(read_transcript_facts(
        {.type = "mRNA",
         .attributes = "ID=transcript:ENST1;version=4;tag=basic,Ensembl_canonical,cds_end_NF,"
                       "appris_principal_1;ccdsid=CCDS1.1;transcript_support_level=1 (assigned)",
         .gene_attributes = "ID=gene:ENSG1;Name=AB%2DC;description=x [Source:HGNC "
                            "Symbol%3BAcc:HGNC:42]"},
        transcript,
        gene));
    EXPECT_EQ(transcript.id, "ENST1");
    EXPECT_EQ(transcript.version, "4");
    EXPECT_EQ(transcript.appris, "principal_1");
    EXPECT_EQ(transcript.ccds, "CCDS1.1");
    EXPECT_EQ(transcript.support_level, 1);
    EXPECT_EQ(
        transcript.flags,
        flag_protein_coding | flag_gencode_basic | flag_canonical | flag_cds_end_nf);
    EXPECT_EQ(gene.id, "ENSG1");
    EXPECT_EQ(gene.symbol, "AB-C");
    EXPECT_EQ(gene.hgnc, "HGNC:42");
}

TEST(AppendSelenocysteines, reads_refseq_exceptions) {
    std::vector<Interval> spans;
    append_selenocysteines(
        "(pos:complement(101..103)%2Caa:Sec),(pos:11..13,aa:Sec),(pos:20,aa:TERM)", spans);
    EXPECT_THAT(spans, ElementsAre(Interval{100, 103}, Interval{10, 13}));
}

}  // namespace
}  // namespace genostrat::genes
