// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <nlohmann/json.hpp>

#include <genostrat/consequence/effect_sink.hpp>
#include <genostrat/consequence/effect_table.hpp>

// Layouts by the page "Data formats" of Ensembl VEP 115 (--tab and --json).
namespace genostrat::consequence {
namespace {

using testing::HasSubstr;

std::string table(EffectFormat format, const EffectRow& row, std::string_view csq) {
    EffectTable writer{default_tab_fields(), format};
    std::string text = writer.header();
    writer.append(row, csq, text);
    return text;
}

const std::string_view snv[] = {"A"};
const std::string_view longer[] = {"CTT"};

TEST(EffectTable, writes_vep_s_columns) {
    EXPECT_EQ(
        table(
            EffectFormat::tab,
            {"21", 99, "rs1", "G", snv},
            "A|G1|T1|Transcript|missense_variant&splice_region_variant|9/70|4/27|2/8|A/T|Gct/Act||"
            "MODERATE||1|cds_start_NF&cds_end_NF"),
        "#Uploaded_variation\tLocation\tAllele\tGene\tFeature\tFeature_type\tConsequence\t"
        "cDNA_position\tCDS_position\tProtein_position\tAmino_acids\tCodons\tExisting_variation\t"
        "IMPACT\tDISTANCE\tSTRAND\tFLAGS\n"
        "rs1\t21:100\tA\tG1\tT1\tTranscript\tmissense_variant,splice_region_variant\t9/70\t4/27\t"
        "2/8\tA/T\tGct/Act\t-\tMODERATE\t-\t1\tcds_start_NF,cds_end_NF\n");
}

TEST(EffectTable, tells_where_it_comes_from_and_what_its_columns_mean) {
    const EffectTable writer{parse_csq_fields("Allele,DISTANCE"), EffectFormat::tab};
    const std::vector<std::string> provenance{"genostrat 1.2", "Command: genostrat annotate"};
    const std::string text = writer.header(provenance);
    EXPECT_THAT(text, testing::StartsWith("## genostrat 1.2\n## Command: genostrat annotate\n## "));
    EXPECT_THAT(text, HasSubstr("\n## DISTANCE : bases to the transcript\n"));
    EXPECT_THAT(text, testing::EndsWith("\n#Uploaded_variation\tLocation\tAllele\tDISTANCE\n"));
    EXPECT_EQ(writer.header(), "#Uploaded_variation\tLocation\tAllele\tDISTANCE\n");
    EXPECT_EQ(field_meaning(CsqField::haplotype_copies), "chromosome copies that have them all");
}

TEST(EffectTable, names_rows_without_an_id_by_place) {
    EXPECT_THAT(
        table(EffectFormat::tab, {"21", 99, ".", "C", longer}, "TT|||||||||||||"),
        HasSubstr("21_101_-/TT\t21:100-101\tTT\t-"));
}

// By Parser/VCF.pm and OutputFactory.pm: the place begins behind POS and ends at END, the class is
// the allele. A breakend lies between POS and the next base.
TEST(EffectTable, places_structural_alleles_where_they_are) {
    const test::ToyModel toy;
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=c1,length=500>\n"
        "##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">\n"
        "##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "c1\t19\t.\tG\t<DEL>\t.\t.\tEND=40\n"
        "c1\t20\tsv2\tC\t<DUP>\t.\t.\tSVLEN=5\n"
        "c1\t20\t.\tC\tC[c1:300[\t.\t.\t.\n");
    const std::string call = "annotate --no-version --distance 0 --genes " + toy.files().path() +
                             ' ' + (folder / "in.vcf").string();
    EXPECT_EQ(
        test::genostrat(call + " --tab --fields Allele,Feature").out,
        "#Uploaded_variation\tLocation\tAllele\tFeature\n"
        "c1_20_deletion\tc1:20-40\tdeletion\tT1\n"
        "sv2\tc1:21-25\tduplication\tT1\n"
        "c1_21_chromosome_breakpoint\tc1:20-21\tchromosome_breakpoint\tT1\n");
    const test::CommandResult json = test::genostrat(call + " --json");
    const auto row = nlohmann::json::parse(json.out.substr(0, json.out.find('\n')));
    EXPECT_EQ(row.at("start"), 20);
    EXPECT_EQ(row.at("end"), 40);
    EXPECT_EQ(row.at("allele_string"), "deletion");
}

TEST(EffectTable, writes_json) {
    EXPECT_EQ(
        table(
            EffectFormat::json,
            {"21", 99, "x\"y", "G", snv},
            "A|G1|T1|Transcript|missense_variant|9/70|?-4/27|2/8|A/T|Gct/Act||MODERATE|||,"
            "A||E1|RegulatoryFeature|regulatory_region_variant||||||||||"),
        R"({"id":"x\"y","seq_region_name":"21","start":100,"end":100,)"
        R"("strand":1,"allele_string":"G/A","most_severe_consequence":"missense_variant",)"
        R"("transcript_consequences":[{"variant_allele":"A","gene_id":"G1","transcript_id":"T1",)"
        R"("consequence_terms":["missense_variant"],"cdna_start":9,"cdna_end":9,"cds_end":4,)"
        R"("protein_start":2,"protein_end":2,"amino_acids":"A/T","codons":"Gct/Act",)"
        R"("impact":"MODERATE"}],"regulatory_feature_consequences":[{"variant_allele":"A",)"
        R"("regulatory_feature_id":"E1","consequence_terms":["regulatory_region_variant"]}]})"
        "\n");
}

// OutputFactory/JSON.pm: `input` joins the columns of the input line, those of samples too;
// `assembly_name` is the assembly, told here by the length of the model's contig.
TEST(EffectTable, json_tells_the_whole_input_line_and_the_assembly) {
    const test::TempDir folder;
    test::write_file(
        folder / "genes.gff3",
        "chr21\tx\tmRNA\t11\t40\t.\t+\t.\tID=t\nchr21\tx\texon\t11\t40\t.\t+\t.\tParent=t\n");
    test::write_file(folder / "21.fa", ">chr21\n" + std::string(46'709'983, 'A') + "\n");
    const std::string model = (folder / "m.gsg").string();
    const test::CommandResult built = test::genostrat(
        "genes build --quiet --gff3 " + (folder / "genes.gff3").string() + " --fasta " +
        (folder / "21.fa").string() + " -o " + model);
    ASSERT_EQ(built.exit_code, 0) << built.err;
    const std::vector<std::string> rows{
        "chr21\t20\trs1\tA\tC,G\t9.5\tPASS\tAC=1,2;DB\tGT:DP\t0/1:12\t1/2:3",
        "chr21\t21\t.\tA\tT\t.\t.\t.\tGT\t0/1\t."};
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=chr21>\n"
        "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"\">\n"
        "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"\">\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n"
        "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n" +
            rows[0] + "\r\n" + rows[1]);
    const std::string in = (folder / "in.vcf").string();
    ASSERT_EQ(test::genostrat("view -o " + (folder / "in.bcf").string() + ' ' + in).exit_code, 0);
    for (const std::string& file : {in, (folder / "in.bcf").string()}) {
        const test::CommandResult run =
            test::genostrat("annotate --json --genes " + model + ' ' + file);
        const std::vector<std::string> lines = test::lines_of(run.out);
        ASSERT_EQ(lines.size(), 2U) << run.err;
        for (std::size_t row = 0; row < 2; ++row) {
            const auto json = nlohmann::json::parse(lines[row]);
            EXPECT_EQ(json.at("input"), rows[row]) << file;
            EXPECT_EQ(json.at("assembly_name"), "GRCh38");
        }
    }
}

// Names and types of t/OutputFactory_JSON.t of Ensembl VEP (its case "everything"), and of
// OutputFactory/JSON.pm for what that case does not have (pick, flags, mane, overlaps).
TEST(EffectTable, json_has_vep_s_names_and_types) {
    EffectTable writer{
        parse_csq_fields(
            "Allele,Consequence,IMPACT,SYMBOL,Gene,Feature_type,Feature,BIOTYPE,EXON,INTRON,HGVSc,"
            "HGVSp,cDNA_position,CDS_position,Protein_position,Amino_acids,Codons,ALLELE_NUM,"
            "DISTANCE,STRAND,FLAGS,PICK,SYMBOL_SOURCE,HGNC_ID,MANE_SELECT,CANONICAL,TSL,APPRIS,"
            "CCDS,ENSP,SOURCE,HGVS_OFFSET,HGVSg,OverlapBP,OverlapPC"),
        EffectFormat::json};
    std::string line;
    writer.append(
        {"21", 25585732, "rs142513484", "C", snv},
        "T|missense_variant&splice_region_variant|MODERATE|MRPL39|ENSG1|Transcript|ENST1|"
        "protein_coding|10/10|1/9|ENST1.8:c.991G>A|ENSP1.6:p.Ala331%3D|1033/1200|991-993/1017|"
        "331/338|A/T|Gca/Aca|1|2407|-1|cds_start_NF&cds_end_NF|1|HGNC|HGNC:14027|NM_1.2|YES|5|A2|"
        "CCDS1.1|ENSP1|label|-3|21:g.25585733C>T|12|3.50,"
        "T|regulatory_region_variant|MODIFIER|||RegulatoryFeature|ENSR1|TF_binding_site|||||||||||"
        "|||||||||||||||||",
        line);
    const auto row = nlohmann::json::parse(line);
    const nlohmann::json expected = {
        {"variant_allele", "T"},
        {"consequence_terms", {"missense_variant", "splice_region_variant"}},
        {"impact", "MODERATE"},
        {"gene_symbol", "MRPL39"},
        {"gene_id", "ENSG1"},
        {"transcript_id", "ENST1"},
        {"biotype", "protein_coding"},
        {"exon", "10/10"},
        {"intron", "1/9"},
        {"hgvsc", "ENST1.8:c.991G>A"},
        {"hgvsp", "ENSP1.6:p.Ala331="},
        {"cdna_start", 1033},
        {"cdna_end", 1033},
        {"cds_start", 991},
        {"cds_end", 993},
        {"protein_start", 331},
        {"protein_end", 331},
        {"amino_acids", "A/T"},
        {"codons", "Gca/Aca"},
        {"allele_num", 1},
        {"distance", 2407},
        {"strand", -1},
        {"flags", {"cds_start_NF", "cds_end_NF"}},
        {"pick", 1},
        {"gene_symbol_source", "HGNC"},
        {"hgnc_id", "HGNC:14027"},
        {"mane_select", "NM_1.2"},
        {"canonical", 1},  // YES is 1 in JSON
        {"tsl", 5},
        {"appris", "A2"},
        {"ccds", "CCDS1.1"},
        {"protein_id", "ENSP1"},
        {"source", "label"},
        {"hgvs_offset", -3},
        {"hgvsg", "21:g.25585733C>T"},
        {"bp_overlap", 12},
        {"percentage_overlap", 3.5}};
    EXPECT_EQ(row.at("transcript_consequences").at(0), expected);
    EXPECT_EQ(
        row.at("regulatory_feature_consequences").at(0),
        nlohmann::json(
            {{"variant_allele", "T"},
             {"consequence_terms", {"regulatory_region_variant"}},
             {"impact", "MODIFIER"},
             {"regulatory_feature_id", "ENSR1"},
             {"biotype", "TF_binding_site"}}));
    EXPECT_EQ(row.at("seq_region_name"), "21");
    EXPECT_EQ(row.at("start"), 25585733);
    EXPECT_EQ(row.at("strand"), 1);
    EXPECT_EQ(row.at("most_severe_consequence"), "missense_variant");
}

// OutputFactory/JSON.pm: an end that is no number is the start; a start that is none has no key.
TEST(EffectTable, json_repeats_the_start_for_an_unknown_end) {
    EffectTable writer{parse_csq_fields("cDNA_position,CDS_position"), EffectFormat::json};
    std::string line;
    writer.append({"21", 99, ".", "G", snv}, "12-?/40|", line);
    const auto row = nlohmann::json::parse(line);
    const nlohmann::json first = {{"cdna_start", 12}, {"cdna_end", 12}};
    EXPECT_EQ(row.at("transcript_consequences").at(0), first);
    line.clear();
    writer.append({"21", 99, ".", "G", snv}, "?-14/40|?-4/27", line);
    const nlohmann::json second = {{"cdna_end", 14}, {"cds_end", 4}};
    EXPECT_EQ(nlohmann::json::parse(line).at("transcript_consequences").at(0), second);
}

TEST(EffectTable, leaves_out_rows_without_effects) {
    EXPECT_EQ(table(EffectFormat::json, {"21", 99, ".", "G", snv}, ""), "");
}

TEST(EffectSink, takes_the_place_of_vcf) {
    const test::ToyModel toy;
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=c1,length=500>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nc1\t19\t.\tG\tA\t.\t.\t.\n");
    const std::string call = "annotate --no-version --distance 0 --genes " + toy.files().path() +
                             ' ' + (folder / "in.vcf").string();
    EXPECT_THAT(
        test::genostrat(call + " --tab").out,
        HasSubstr("\nc1_19_G/A\tc1:19\tA\tG1\tT1\tTranscript\tmissense_variant\t9/50\t4/27\t2/8\t"
                  "A/T\tGct/Act\t-\tMODERATE\t-\t1\t-\n"));
    const std::string with_version = "annotate --genes " + toy.files().path() + ' ' +
                                     (folder / "in.vcf").string() + " --tab --fields Allele";
    EXPECT_THAT(
        test::genostrat(with_version).out,
        testing::MatchesRegex("## genostrat .*\n## Command: genostrat annotate .*\n## Columns:\n.*"
                              "\n#Uploaded_variation\tLocation\tAllele\n.*"));
    EXPECT_THAT(test::genostrat(call + " --json").out, HasSubstr("\"hgvsp\":\"P1.1:p.Ala2Thr\""));
    EXPECT_THAT(test::genostrat(call + " --json").out, testing::Not(HasSubstr("assembly_name")));
    EXPECT_EQ(test::genostrat(call + " --json --format bcsq").exit_code, 2);
}

}  // namespace
}  // namespace genostrat::consequence
