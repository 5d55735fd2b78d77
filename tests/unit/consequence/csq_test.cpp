// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

namespace genostrat::consequence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseCsqFields, names_the_nearest_field) {
    EXPECT_EQ(
        parse_csq_fields("Allele, HGVSg"),
        (std::vector<CsqField>{CsqField::allele, CsqField::hgvsg}));
    EXPECT_ERROR(parse_csq_fields("Alele"), ErrorKind::usage, HasSubstr("Allele"));
}

TEST(CsqDescription, is_vep_s_layout) {
    // The header of Ensembl VEP 115.2 with --hgvs --hgvsg --numbers --symbol --biotype --protein
    // --total_length --allele_number.
    EXPECT_THAT(
        csq_description(default_csq_fields()),
        HasSubstr(
            "Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|"
            "INTRON|HGVSc|HGVSp|cDNA_position|CDS_position|Protein_position|Amino_acids|"
            "Codons|Existing_variation|ALLELE_NUM|DISTANCE|STRAND|FLAGS|SYMBOL_SOURCE|HGNC_ID|"
            "ENSP|SOURCE|HGVS_OFFSET|HGVSg"));
}

TEST(CsqWriter, writes_facts_of_the_transcript) {
    const test::ToyModel toy;
    EXPECT_THAT(
        effects_of(
            toy.model(),
            19,
            "G",
            {"A"},
            "Allele,IMPACT,SYMBOL,Gene,Feature_type,Feature,BIOTYPE,STRAND,ENSP,SOURCE,PICK",
            "T1"),
        ElementsAre("A|MODERATE|ONE|G1|Transcript|T1|protein_coding|1|P1|small|"));
}

TEST(CsqWriter, leaves_intergenic_rows_short) {
    const test::ToyModel toy;
    EXPECT_THAT(
        effects_of(
            toy.model(), 1, "T", {"C"}, "Allele,Consequence,SYMBOL,Feature,HGVSg", "", {}, "c9"),
        ElementsAre("C|intergenic_variant|||c9:g.1T>C"));
}

TEST(NeededBy, leaves_out_what_nobody_prints) {
    const JudgeOptions terms = needed_by(parse_csq_fields("Allele,Consequence"));
    EXPECT_FALSE(terms.transcript_names || terms.protein_names || terms.genomic_names);
    EXPECT_FALSE(terms.codons);
    EXPECT_TRUE(needed_by(parse_csq_fields("HGVS_OFFSET")).protein_names);
}

}  // namespace
}  // namespace genostrat::consequence
