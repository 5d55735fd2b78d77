// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

// What no recorded row has: mitochondrial code, selenocysteine, mature miRNA, whole transcripts,
// alleles that are none. Worked by hand from the sequence; terms by the definitions of Ensembl VEP
// 115 (Bio::EnsEMBL::Variation::Utils::VariationEffect).
namespace genostrat::consequence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One transcript of one exon, 11..40, CDS from 11 on.
genes::GeneModel one_gene(
    const std::string& contig, const std::string& cds, const std::string& cds_attributes = {}) {
    const std::string end = std::to_string(10 + cds.size());
    const std::string lead = contig + "\tx\t";
    return test::SmallModel{
        lead + "gene\t11\t40\t.\t+\t.\tID=gene:G;Name=ONE\n" + lead +
            "mRNA\t11\t40\t.\t+\t.\tID=transcript:T;Parent=gene:G\n" + lead +
            "exon\t11\t40\t.\t+\t.\tParent=transcript:T\n" + lead + "CDS\t11\t" + end +
            "\t.\t+\t0\tParent=transcript:T;protein_id=P" + cds_attributes + "\n",
        ">" + contig + "\nTTTTTTTTTT" + cds + std::string(60 - cds.size(), 'C') + "\n"}
        .open();
}

std::vector<std::string> terms(
    const genes::GeneModel& model,
    std::int64_t pos1,
    std::string_view ref,
    std::string_view alt,
    std::string_view contig,
    const Rules& rules = {}) {
    return effects_of(model, pos1, ref, {alt}, "Consequence,HGVSp", "T", rules, contig);
}

TEST(Mitochondrion, is_read_by_ncbi_table_2) {
    // M W M A *: TGA codes for Trp, ATA for Met, AGA is a stop.
    const genes::GeneModel model = one_gene("chrM", "ATGTGAATAGCTTAA");
    EXPECT_THAT(
        terms(model, 16, "A", "G", "chrM"), ElementsAre("synonymous_variant|P.1:p.Trp2%3D"));
    EXPECT_THAT(
        terms(model, 19, "A", "G", "chrM"), ElementsAre("synonymous_variant|P.1:p.Met3%3D"));
    EXPECT_THAT(terms(model, 14, "T", "A", "chrM"), ElementsAre("stop_gained|P.1:p.Trp2Ter"));
    // VEP takes the table for a contig named MT only: M * I A becomes M R I A, and the new stop is
    // not behind the four residues that it counts as the protein.
    EXPECT_THAT(
        terms(model, 14, "T", "A", "chrM", Rules::vep115()),
        ElementsAre("stop_lost|P.1:p.Ter2ArgextTer?"));
}

TEST(Selenocysteine, is_a_residue_where_the_annotation_says_so) {
    // M U A *
    const genes::GeneModel model =
        one_gene("c1", "ATGTGAGCTTAA", ";transl_except=(pos:14..16%2Caa:Sec)");
    EXPECT_THAT(terms(model, 16, "A", "T", "c1"), ElementsAre("missense_variant|P.1:p.Sec2Cys"));
    EXPECT_THAT(terms(model, 15, "G", "A", "c1"), ElementsAre("stop_gained|P.1:p.Sec2Ter"));
    EXPECT_THAT(terms(model, 19, "T", "C", "c1"), ElementsAre("synonymous_variant|P.1:p.Ala3%3D"));
    EXPECT_THAT(
        terms(model, 15, "G", "A", "c1", Rules::vep115()),
        ElementsAre("stop_retained_variant|P.1:p.Ter2%3D"));
}

// One exon, 11..60, 3' UTR CCCC…; +1: base 20 is skipped as in OAZ1, ATG GCT GAA (T) CAT TGG TAA.
TEST(Slippage, skips_a_base) {
    const std::string lead = "c1\tx\t";
    const std::string cds = "\t.\t+\t0\tParent=rna-T;protein_id=P.1;exception=ribosomal slippage\n";
    const genes::GeneModel model =
        test::SmallModel{
            lead + "gene\t11\t60\t.\t+\t.\tID=gene-G;Name=ONE\n" + lead +
                "mRNA\t11\t60\t.\t+\t.\tID=rna-T;Parent=gene-G;transcript_id=T\n" + lead +
                "exon\t11\t60\t.\t+\t.\tParent=rna-T\n" + lead + "CDS\t11\t19" + cds + lead +
                "CDS\t21\t29" + cds,
            ">c1\nTTTTTTTTTTATGGCTGAATCATTGGTAA" + std::string(60, 'C') + "\n"}
            .open();
    const auto told = [&](std::int64_t pos1, const char* ref, const char* alt, Rules rules = {}) {
        const std::string_view fields = "Consequence,HGVSc,HGVSp,CDS_position,Codons";
        return effects_of(model, pos1, ref, {alt}, fields, "T", rules);
    };
    EXPECT_THAT(
        told(21, "C", "A"), ElementsAre("missense_variant|T:c.11C>A|P.1:p.His4Asn|10/18|Cat/Aat"));
    EXPECT_THAT(
        told(26, "G", "A"), ElementsAre("stop_gained|T:c.16G>A|P.1:p.Trp5Ter|15/18|tgG/tgA"));
    EXPECT_THAT(
        told(19, "A", "G"), ElementsAre("synonymous_variant|T:c.9A>G|P.1:p.Glu3%3D|9/18|gaA/gaG"));
    EXPECT_THAT(told(20, "T", "G"), ElementsAre("coding_sequence_variant|T:c.10T>G|||"));
    EXPECT_THAT(  // ATC, written over the slippage, is CAT at its most 3' place
        told(18, "AATC", "A"),
        ElementsAre("coding_sequence_variant|T:c.11_13del|P.1:p.His4del||"));
    EXPECT_THAT(  // CAT GG. TAA: of GG the last; CAT TGT AAC CCC …
        told(24, "TG", "T"),
        ElementsAre("frameshift_variant|T:c.16del|P.1:p.Trp5CysfsTer?|14/18|tGg/tg"));
    EXPECT_THAT(  // VEP reads on: ATG GCT GAA TCA TTG GTA
        told(21, "C", "A", Rules::vep115()),
        ElementsAre("stop_gained|T:c.11C>A|P.1:p.Ser4Ter|11/19|tCa/tAa"));
}

// The minus strand, 60..11; -1: base 9 is read twice as in PEG10, ATG GCT GAA | ACT TGG TAA of
// ATGGCTGAACTTGGTAA.
TEST(Slippage, reads_a_base_twice) {
    const std::string lead = "c1\tx\t";
    const std::string cds = "\t.\t-\t0\tParent=rna-T;protein_id=P.1;exception=ribosomal slippage\n";
    std::string genome;
    genes::append_reverse_complement(
        "ATGGCTGAACTTGGTAA" + std::string(33, 'C') + std::string(10, 'T'), genome);
    const genes::GeneModel model =
        test::SmallModel{
            lead + "gene\t11\t60\t.\t-\t.\tID=gene-G;Name=ONE\n" + lead +
                "mRNA\t11\t60\t.\t-\t.\tID=rna-T;Parent=gene-G;transcript_id=T\n" + lead +
                "exon\t11\t60\t.\t-\t.\tParent=rna-T\n" + lead + "CDS\t52\t60" + cds + lead +
                "CDS\t44\t52" + cds,
            ">c1\n" + genome + std::string(40, 'A') + "\n"}
            .open();
    const auto told = [&](std::int64_t base, const char* ref, const char* alt) {
        const std::string_view fields = "Consequence,HGVSc,HGVSp,CDS_position";
        return effects_of(model, 61 - base, ref, {alt}, fields, "T");
    };
    EXPECT_THAT(told(10, "G", "C"), ElementsAre("missense_variant|T:c.10C>G|P.1:p.Thr4Ser|11/18"));
    EXPECT_THAT(told(14, "C", "T"), ElementsAre("stop_gained|T:c.14G>A|P.1:p.Trp5Ter|15/18"));
    EXPECT_THAT(told(9, "T", "C"), ElementsAre("coding_sequence_variant|T:c.9A>G||"));
    EXPECT_THAT(told(8, "T", "C"), ElementsAre("missense_variant|T:c.8A>G|P.1:p.Glu3Gly|8/18"));
}

TEST(MatureMirna, is_told_from_the_rest_of_its_precursor) {
    const genes::GeneModel model =
        test::SmallModel{
            "c1\tR\tgene\t11\t40\t.\t+\t.\tID=gene-M;Name=MIR;Dbxref=GeneID:7\n"
            "c1\tR\tprimary_transcript\t11\t40\t.\t+\t.\tID=rna-T;Parent=gene-M;"
            "gbkey=precursor_RNA;transcript_id=T\n"
            "c1\tR\texon\t11\t40\t.\t+\t.\tParent=rna-T\n"
            "c1\tR\tmiRNA\t15\t20\t.\t+\t.\tID=rna-m;Parent=rna-T\n"
            "c1\tR\texon\t15\t20\t.\t+\t.\tParent=rna-m\n",
            ">c1\n" + std::string(60, 'A') + "\n"}
            .open();
    EXPECT_THAT(terms(model, 15, "A", "C", "c1"), ElementsAre("mature_miRNA_variant|"));
    EXPECT_THAT(terms(model, 20, "A", "C", "c1"), ElementsAre("mature_miRNA_variant|"));
    EXPECT_THAT(
        terms(model, 21, "A", "C", "c1"), ElementsAre("non_coding_transcript_exon_variant|"));
    EXPECT_THAT(
        terms(model, 15, "A", "C", "c1", Rules::vep115()),
        ElementsAre("non_coding_transcript_exon_variant|"));
}

TEST(WholeTranscript, is_ablated_by_a_deletion_and_amplified_by_a_duplication) {
    const test::ToyModel toy;
    const std::string genome = test::ToyModel::genome();
    const auto told = [&](std::int64_t pos1, std::int64_t length, const std::string& alt) {
        const std::string ref =
            genome.substr(static_cast<std::size_t>(pos1 - 1), static_cast<std::size_t>(length));
        return effects_of(toy.model(), pos1, ref, {alt}, "Consequence,IMPACT", "T3");
    };
    EXPECT_THAT(told(400, 42, "A"), ElementsAre("transcript_ablation|HIGH"));
    EXPECT_THAT(told(399, 60, "A"), ElementsAre("transcript_ablation|HIGH"));
    EXPECT_THAT(
        told(400, 41, "A"), ElementsAre("transcript_ablation|HIGH"));  // 401..440 and no more
    EXPECT_THAT(
        told(400, 40, "A"),
        ElementsAre("non_coding_transcript_exon_variant|MODIFIER"));  // one base is left
}

TEST(OverlappedAllele, has_no_effect_but_keeps_its_number) {
    const test::ToyModel toy;
    const std::string_view fields = "Allele,ALLELE_NUM,Consequence";
    EXPECT_THAT(effects_of(toy.model(), 19, "G", {"*"}, fields, "T1"), IsEmpty());
    EXPECT_THAT(
        effects_of(toy.model(), 19, "G", {"*", "A"}, fields, "T1"),
        ElementsAre("A|2|missense_variant"));
    EXPECT_THAT(
        effects_of(toy.model(), 19, "G", {"A", "*"}, fields, "T1", Rules::vep115()),
        ElementsAre("A|1|missense_variant"));
    EXPECT_THAT(effects_of(toy.model(), 19, "G", {"<NON_REF>"}, fields, "T1"), IsEmpty());
}

TEST(AmbiguousAllele, has_places_and_codons_but_no_residues) {
    const test::ToyModel toy;
    EXPECT_THAT(
        effects_of(toy.model(), 22, "G", {"N"}, "Consequence,Codons,Amino_acids,HGVSc,HGVSp", "T1"),
        ElementsAre("coding_sequence_variant|Gaa/Naa|||"));
    const auto block = [&](const Rules& rules) {
        return effects_of(toy.model(), 22, "GAA", {"GRA"}, "Codons,Amino_acids,HGVSp", "T1", rules);
    };
    EXPECT_THAT(block({}), ElementsAre("gAa/gRa||"));
    EXPECT_THAT(block(Rules::vep115()), ElementsAre("GAA/GRA||"));
}

TEST(AmbiguousAllele, has_the_place_of_any_other_allele) {
    const test::ToyModel toy;
    EXPECT_THAT(
        effects_of(toy.model(), 80, "C", {"N"}, "Consequence,HGVSc", "T1"),
        ElementsAre("3_prime_UTR_variant|"));
    EXPECT_THAT(
        effects_of(toy.model(), 420, "C", {"R"}, "Consequence,HGVSc", "T3"),
        ElementsAre("non_coding_transcript_exon_variant|"));
    EXPECT_THAT(
        effects_of(toy.model(), 31, "G", {"Y"}, "Consequence,HGVSc", "T1"),
        ElementsAre("splice_donor_variant|"));
}

// NCBI's GFF3: names carry their version, genes are numbered by Dbxref, MANE is a tag. ATG GCT GAA
// TAA is 14..25.
TEST(RefSeq, rows_have_names_of_ncbi) {
    const std::string lead = "NC_000021.9\tBestRefSeq\t";
    const genes::GeneModel model =
        test::SmallModel{
            lead +
                "gene\t11\t40\t.\t+\t.\tID=gene-ABC;Dbxref=GeneID:42,HGNC:HGNC:7;gene=ABC;Name="
                "ABC\n" +
                lead +
                "mRNA\t11\t40\t.\t+\t.\tID=rna-NM_001.2;Parent=gene-ABC;Dbxref=GeneID:42;"
                "gbkey=mRNA;gene=ABC;tag=MANE Select;transcript_id=NM_001.2\n" +
                lead + "exon\t11\t40\t.\t+\t.\tID=exon-NM_001.2-1;Parent=rna-NM_001.2\n" + lead +
                "CDS\t14\t25\t.\t+\t0\tID=cds-NP_001.1;Parent=rna-NM_001.2;protein_id=NP_001.1\n" +
                lead +
                "transcript\t11\t40\t.\t+\t.\tID=rna-NR_002.1;Parent=gene-ABC;Dbxref=GeneID:42;"
                "gbkey=misc_RNA;gene=ABC;transcript_id=NR_002.1\n" +
                lead + "exon\t11\t40\t.\t+\t.\tID=exon-NR_002.1-1;Parent=rna-NR_002.1\n",
            ">NC_000021.9\n" + std::string(13, 'T') + "ATGGCTGAATAA" + std::string(40, 'C') + "\n"}
            .open();
    const auto told = [&](std::int64_t pos1, const char* ref, const char* alt, const char* of) {
        const std::string_view fields = "Consequence,SYMBOL,Gene,HGNC_ID,HGVSc,HGVSp,MANE_SELECT";
        return effects_of(model, pos1, ref, {alt}, fields, of, {}, "chr21");
    };
    EXPECT_THAT(
        told(17, "G", "A", "NM_001.2"),
        ElementsAre("missense_variant|ABC|42|HGNC:7|NM_001.2:c.4G>A|NP_001.1:p.Ala2Thr|NM_001.2"));
    EXPECT_THAT(
        told(20, "G", "T", "NM_001.2"),
        ElementsAre("stop_gained|ABC|42|HGNC:7|NM_001.2:c.7G>T|NP_001.1:p.Glu3Ter|NM_001.2"));
    EXPECT_THAT(
        told(30, "C", "G", "NM_001.2"),
        ElementsAre("3_prime_UTR_variant|ABC|42|HGNC:7|NM_001.2:c.*5C>G||NM_001.2"));
    EXPECT_THAT(
        told(17, "G", "A", "NR_002.1"),
        ElementsAre("non_coding_transcript_exon_variant|ABC|42|HGNC:7|NR_002.1:n.7G>A||"));
}

// Bases 17..20 TGGC -> TGAC: the start codon is 16..18.
TEST(StartCodon, is_not_lost_by_a_block_that_leaves_it_as_it_was) {
    const test::ToyModel toy;
    const std::string_view fields = "Consequence,HGVSc,HGVSp";
    EXPECT_THAT(
        effects_of(toy.model(), 17, "TGGC", {"TGAC"}, fields, "T1"),
        ElementsAre("missense_variant|T1.2:c.4G>A|P1.1:p.Ala2Thr"));
    EXPECT_THAT(
        effects_of(
            toy.model(),
            17,
            "TGGC",
            {"TGAC"},
            fields,
            "T1",
            *find_rules("default+untrimmed_block")),
        ElementsAre("missense_variant&start_retained_variant|T1.2:c.4G>A|P1.1:p.Ala2Thr"));
    EXPECT_THAT(
        effects_of(toy.model(), 17, "TGGC", {"TGAC"}, "Consequence", "T1", Rules::vep115()),
        ElementsAre("start_lost&start_retained_variant"));
    EXPECT_THAT(
        effects_of(toy.model(), 17, "TGGC", {"CGGA"}, "Consequence", "T1"),
        ElementsAre("start_lost"));
}

// Bases 101..1300 are A, in an exon 11..1400 that does not code: one A less or more is named at the
// last of them, n.1290. VEP looks at 100 bases behind the change for HGVSg (one deleted A moves 100
// bases, from 102 to 202) and at 1,000 for HGVSc (to 1102, n.1092).
TEST(LongRepeat, is_walked_to_its_end) {
    const std::string lead = "c1\tx\t";
    const genes::GeneModel model =
        test::SmallModel{
            lead + "gene\t11\t1400\t.\t+\t.\tID=gene:G;Name=ONE\n" + lead +
                "transcript\t11\t1400\t.\t+\t.\tID=transcript:T;Parent=gene:G;biotype=lncRNA\n" +
                lead + "exon\t11\t1400\t.\t+\t.\tParent=transcript:T\n",
            ">c1\n" + std::string(100, 'C') + std::string(1200, 'A') + std::string(200, 'C') + "\n"}
            .open();
    const auto told = [&](const char* ref, const char* alt, const Rules& rules) {
        return effects_of(model, 101, ref, {alt}, "HGVSg,HGVSc,HGVS_OFFSET", "T", rules, "c1");
    };
    EXPECT_THAT(told("AA", "A", {}), ElementsAre("c1:g.1300del|T:n.1290del|1198"));
    EXPECT_THAT(told("A", "AA", {}), ElementsAre("c1:g.1300dup|T:n.1290dup|1199"));
    EXPECT_THAT(told("AA", "A", Rules::vep115()), ElementsAre("c1:g.202del|T:n.1092del|1000"));
}

// Bases 29..32 are GT|GT, 31 the first of the intron; 15 is the last before the start codon. Only
// one base of each block differs: GTG -> GAG is c.15T>A (GGT, GGA: Gly), CA -> CG c.1A>G, TGTA ->
// TGTC c.15+3A>C. The second ALT of a row is judged likewise.
TEST(Block, is_judged_by_the_bases_that_differ) {
    const test::ToyModel toy;
    const auto told = [&](std::int64_t pos1,
                          std::string_view ref,
                          const std::vector<std::string_view>& alts,
                          const Rules& rules) {
        return effects_of(
                   toy.model(),
                   pos1,
                   ref,
                   alts,
                   "Allele,Consequence,CDS_position,HGVSp",
                   "T1",
                   rules)
            .back();
    };
    const std::string synonymous =
        "A|splice_region_variant&synonymous_variant|15/27|P1.1:p.Gly5%3D";
    EXPECT_EQ(told(29, "GTG", {"GAG"}, {}), synonymous);
    EXPECT_EQ(told(29, "GTG", {"G", "GAG"}, {}), synonymous);
    EXPECT_EQ(
        told(29, "GTG", {"GAG"}, Rules::vep115()),
        "GAG|splice_region_variant&coding_sequence_variant|14-?/27|");
    EXPECT_EQ(told(15, "CA", {"CG"}, {}), "G|start_lost|1/27|P1.1:p.Met1?");
    EXPECT_EQ(told(30, "TGTA", {"TGTC"}, {}), "C|splice_donor_region_variant&intron_variant||");
}

// Bases 23..27 of the toy gene are A; 25 is c.10 of T1.
TEST(Inversion, is_told_whatever_stands_around_it) {
    const test::ToyModel toy;
    const auto told = [&](std::int64_t pos1, const char* ref, const char* alt, Rules rules = {}) {
        return effects_of(toy.model(), pos1, ref, {alt}, "HGVSg,HGVSc", "T1", rules);
    };
    EXPECT_THAT(told(25, "AA", "TT"), ElementsAre("c1:g.25_26inv|T1.2:c.10_11inv"));
    EXPECT_THAT(told(24, "AAAA", "ATTA"), ElementsAre("c1:g.25_26inv|T1.2:c.10_11inv"));
    EXPECT_THAT(
        told(24, "AAA", "ATT", Rules::vep115()),
        ElementsAre("c1:g.25_26delinsTT|T1.2:c.10_11delinsTT"));
}

// What an allele of a row leaves to the next under VEP's rules may have residues and no place.
TEST(LeakedState, does_not_end_the_run) {
    const test::ToyModel toy;
    for (const std::int64_t pos1 : {30, 60, 70, 71, 72})
        for (const char* second : {"C", "CG", "CGT", "GTG", "AAGTG", "CATCAT"}) {
            const std::string ref =
                test::ToyModel::genome().substr(static_cast<std::size_t>(pos1 - 1), 1);
            const std::string longer = ref + ref;
            const std::string other = ref + second;
            EXPECT_EQ(
                effects_of(
                    toy.model(),
                    pos1,
                    ref,
                    {longer, other, "AA"},
                    "Consequence",
                    "T1",
                    Rules::vep115())
                    .size(),
                3U);
        }
}

}  // namespace
}  // namespace genostrat::consequence
