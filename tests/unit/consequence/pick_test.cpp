// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include <genostrat/consequence/pick.hpp>
#include <genostrat/core/text.hpp>

// Cases by VEP's documentation of --pick_order
// (https://www.ensembl.org/info/docs/tools/vep/script/vep_other.html#pick).
namespace genostrat::consequence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Four transcripts of two genes on the same bases: a (long, TSL 5), b (canonical), c (MANE Select,
// short), d (gene 2, not coding).
std::string gff() {
    const auto transcript = [](std::string_view id, std::string_view gene, std::string_view more) {
        const std::string place = "\t.\t+\t.\t";
        return "1\tx\ttranscript\t1\t60" + place + "ID=" + std::string{id} +
               ";Parent=" + std::string{gene} + ";" + std::string{more} + "\n1\tx\texon\t1\t60" +
               place + "Parent=" + std::string{id} + "\n";
    };
    return "1\tx\tgene\t1\t60\t.\t+\t.\tID=g1;Name=ONE\n1\tx\tgene\t1\t60\t.\t+\t.\tID=g2;Name="
           "TWO\n" +
           transcript("a", "g1", "biotype=protein_coding;transcript_support_level=5") +
           transcript(
               "b", "g1", "biotype=protein_coding;tag=Ensembl_canonical,appris_principal_2") +
           transcript("c", "g1", "biotype=protein_coding;tag=MANE_Select;ccdsid=C1") +
           transcript("d", "g2", "biotype=lncRNA") +
           "1\tx\tCDS\t1\t60\t.\t+\t0\tParent=a\n1\tx\tCDS\t1\t30\t.\t+\t0\tParent=b\n"
           "1\tx\tCDS\t1\t9\t.\t+\t0\tParent=c\n";
}

std::vector<std::string> picked(PickSettings settings) {
    const test::SmallModel small{gff(), ">1\nATG" + std::string(97, 'C') + "\n"};
    const genes::GeneModel model = small.open();
    const genes::GenomeView genome{model};
    Judge judge{genome, {}, {}};
    RowSplitter splitter;
    const std::vector<std::string_view> alts{"G", "T"};
    const Picker picker{model, std::move(settings)};
    std::vector<Picker::Candidate> candidates;
    std::vector<std::string> texts;
    // Base 20: missense in a and b, after the CDS of c, exonic in d.
    for (const RowVariant& variant : splitter.split(0, 19, "C", alts, {}))
        for (const Effect& effect : judge.judge(variant, genome.find("1")))
            if (picker.passes(effect)) {
                candidates.push_back(picker.candidate(effect));
                texts.push_back(
                    std::string{model.text(model.transcript(effect.transcript).id)} +
                    std::to_string(effect.allele->number));
            }
    picker.pick(candidates);
    std::vector<std::string> result;
    for (std::size_t at = 0; at < candidates.size(); ++at)
        if (candidates[at].picked)
            result.push_back(texts[at]);
    return result;
}

TEST(Picker, follows_vep_s_default_order) {
    EXPECT_THAT(picked({.mode = PickMode::one}), ElementsAre("c1"));
    EXPECT_THAT(picked({.mode = PickMode::per_allele}), ElementsAre("c1", "c2"));
    EXPECT_THAT(picked({.mode = PickMode::per_gene}), ElementsAre("c1", "d1"));
    EXPECT_THAT(picked({.flag_only = true}), ElementsAre("c1"));
}

TEST(Picker, takes_another_order) {
    const auto by = [](std::string_view names) {
        return picked({.mode = PickMode::one, .order = parse_pick_order(names)});
    };
    EXPECT_THAT(by("canonical"), ElementsAre("b1"));
    EXPECT_THAT(by("appris"), ElementsAre("b1"));
    EXPECT_THAT(by("tsl"), ElementsAre("a1"));
    EXPECT_THAT(by("ccds"), ElementsAre("c1"));
    EXPECT_THAT(by("rank"), ElementsAre("a1"));
    EXPECT_THAT(by("rank,canonical"), ElementsAre("b1"));
    EXPECT_THAT(by("length"), ElementsAre("a1"));
    EXPECT_ERROR(parse_pick_order("lenght"), ErrorKind::usage, HasSubstr("'length'"));
}

TEST(Picker, keeps_the_most_severe_of_each_allele) {
    EXPECT_THAT(picked({.mode = PickMode::most_severe}), ElementsAre("a1", "b1", "a2", "b2"));
}

TEST(Picker, filters_transcripts) {
    EXPECT_THAT(picked({.mane_only = true}), ElementsAre("c1", "c2"));
    EXPECT_THAT(picked({.canonical_only = true}), ElementsAre("b1", "b2"));
    EXPECT_THAT(picked({.biotypes = {"lncRNA"}}), ElementsAre("d1", "d2"));
    EXPECT_THAT(picked({.mode = PickMode::one, .genes = {"TWO"}}), ElementsAre("d1"));
    EXPECT_THAT(picked({.mode = PickMode::one, .genes = {"g2", "g2"}}), ElementsAre("d1"));
}

// The same choices as table and as JSON, on a row of two ALTs (see `gff`); VEP's --pick,
// --pick_allele, --per_gene, --flag_pick, --flag_pick_allele and --most_severe.
TEST(Pick, is_the_same_in_tables_and_json) {
    const test::SmallModel small{gff(), ">1\nATG" + std::string(97, 'C') + "\n"};
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=1,length=100>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t20\t.\tC\tG,T\t.\t.\t.\n");
    const auto run = [&](const std::string& options) {
        const test::CommandResult result = test::genostrat(
            "annotate --no-version --fields ALLELE_NUM,Feature_type,Feature,Consequence,PICK "
            "--genes " +
            small.path() + ' ' + options + ' ' + (folder / "in.vcf").string());
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    };
    // Number of the ALT and transcript; `!` where PICK is 1.
    const auto in_table = [&](const std::string& options) {
        std::vector<std::string> found;
        for (const std::string& line : test::lines_of(run("--tab " + options)))
            if (const auto columns = split(line, '\t'); !line.starts_with('#'))
                found.push_back(
                    std::string{columns[2]} + std::string{columns[4]} +
                    (columns[6] == "1" ? "!" : ""));
        return found;
    };
    const auto in_json = [&](const std::string& options) {
        std::vector<std::string> found;
        const auto row = nlohmann::json::parse(run("--json " + options));
        for (const auto& effect : row.at("transcript_consequences"))
            found.push_back(
                std::to_string(effect.at("allele_num").get<int>()) +
                effect.at("transcript_id").get<std::string>() +
                (effect.contains("pick") ? "!" : ""));
        return found;
    };
    const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
        {"--pick", {"1c!"}},
        {"--pick-allele", {"1c!", "2c!"}},
        {"--per-gene", {"1c!", "1d!"}},
        {"--most-severe", {"1a!", "1b!", "2a!", "2b!"}},
        {"--flag-pick", {"1a", "1b", "1c!", "1d", "2a", "2b", "2c", "2d"}},
        {"--flag-pick --pick-allele", {"1a", "1b", "1c!", "1d", "2a", "2b", "2c!", "2d"}},
        {"--flag-pick --per-gene", {"1a", "1b", "1c!", "1d!", "2a", "2b", "2c", "2d"}},
        {"--pick --pick-order canonical", {"1b!"}},
        {"--pick-allele --pick-order tsl,rank", {"1a!", "2a!"}},
        {"--mane", {"1c", "2c"}},
        {"--canonical --pick", {"1b!"}},
        {"--biotype lncRNA --pick-allele", {"1d!", "2d!"}},
        {"--gene-list g2 --flag-pick", {"1d!", "2d"}},
        {"--gene-list ONE,TWO --per-gene", {"1c!", "1d!"}}};
    for (const auto& [options, expected] : cases) {
        EXPECT_EQ(in_table(options), expected) << options;
        EXPECT_EQ(in_json(options), expected) << options;
    }
}

// Lists of laboratories hold Ensembl ids without their version, or HGNC ids; models of GENCODE have
// the version in the id, those of Ensembl apart from it.
TEST(GeneList, takes_ids_of_all_kinds_and_names_the_unknown) {
    const std::string gff =
        "1\tx\tgene\t1\t60\t.\t+\t.\tID=g1;gene_id=ENSG1.4;gene_name=ONE;hgnc_id=HGNC:5\n"
        "1\tx\ttranscript\t1\t60\t.\t+\t.\tID=t1;Parent=g1;gene_id=ENSG1.4;gene_name=ONE;"
        "biotype=protein_coding\n1\tx\texon\t1\t60\t.\t+\t.\tParent=t1\n"
        "1\tx\tgene\t1\t60\t.\t+\t.\tID=gene:ENSG2;gene_id=ENSG2;Name=TWO;version=3\n"
        "1\tx\tmRNA\t1\t60\t.\t+\t.\tID=t2;Parent=gene:ENSG2\n"
        "1\tx\texon\t1\t60\t.\t+\t.\tParent=t2\n";
    const test::SmallModel small{gff, ">1\n" + std::string(100, 'C') + "\n"};
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=1,length=100>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t20\t.\tC\tA\t.\t.\t.\n");
    const auto features_of = [&](const std::string& options) {
        const test::CommandResult run = test::genostrat(
            "annotate --no-version --tab --fields Feature --genes " + small.path() + ' ' + options +
            ' ' + (folder / "in.vcf").string());
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return run;
    };
    for (const std::string one : {"ENSG1.4", "ENSG1", "ONE", "HGNC:5"}) {
        const test::CommandResult run = features_of("--gene-list " + one);
        EXPECT_THAT(run.out, testing::EndsWith("\tt1\n")) << one;
        EXPECT_THAT(run.out, testing::Not(HasSubstr("t2"))) << one;
        EXPECT_EQ(run.err, "") << one;
    }
    for (const std::string two : {"ENSG2", "ENSG2.3", "TWO"})
        EXPECT_THAT(features_of("--gene-list " + two).out, testing::EndsWith("\tt2\n")) << two;
    EXPECT_THAT(
        features_of("--gene-list ONE,TWOO,nobody,TWOO").err,
        HasSubstr("--gene-list: the gene model does not have 'TWOO' (did you mean 'TWO'?), nor 1 "
                  "other"));
    test::write_file(folder / "empty.txt", "# none\n\n");
    test::write_file(folder / "list.txt", "# panel\r\nENSG2\tconfirmed\r\n\r\n");
    EXPECT_THAT(
        features_of("--gene-list " + (folder / "list.txt").string()).out,
        testing::EndsWith("\tt2\n"));
    for (const std::string& none : {(folder / "empty.txt").string(), std::string{","}}) {
        const test::CommandResult run = test::genostrat(
            "annotate --genes " + small.path() + " --gene-list " + none + ' ' +
            (folder / "in.vcf").string());
        EXPECT_EQ(run.exit_code, 2) << none;
        EXPECT_THAT(run.err, HasSubstr("has no gene")) << none;
    }
    EXPECT_THAT(
        features_of("--biotype protein-coding").err,
        HasSubstr("--biotype: the gene model does not have 'protein-coding' (did you mean "
                  "'protein_coding'?)"));
}

// Rows on the toy gene model with regulatory features at 301..320, 406..415 and 16..25; no features
// of neighbours.
std::string annotate(
    const std::string& row,
    const std::string& options,
    const std::string& fields = "Allele,Consequence,Feature,PICK") {
    const test::ToyModel toy;
    const test::TempDir folder;
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=c1,length=500>\n"
        "##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n" +
            row + "\n");
    test::write_file(folder / "r.bed", "c1\t15\t25\tR1\nc1\t300\t320\tR2\nc1\t405\t415\tR3\n");
    const test::CommandResult result = test::genostrat(
        "annotate --no-version --distance 0 --fields " + fields + " --regulatory " +
        (folder / "r.bed").string() + " --genes " + toy.files().path() + ' ' + options + ' ' +
        (folder / "in.vcf").string());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const std::size_t at = result.out.rfind("CSQ=");
    return at == std::string::npos ? result.out : result.out.substr(at + 4);
}

const std::string between_genes = "c1\t306\t.\tA\tG,T\t.\t.\t.";
const std::string in_gene = "c1\t19\t.\tG\tA\t.\t.\t.";
const std::string in_lncrna = "c1\t410\t.\tA\tG,T\t.\t.\t.";
const std::string over_two_genes = "c1\t5\t.\tT\t<DEL>\t.\t.\tEND=295";

// VEP, OutputFactory.pm, pick_worst_VariationFeatureOverlapAllele: what is no transcript has mane,
// canonical, biotype and ccds 1, tsl and appris 100 and length 0, and its own rank.
TEST(Pick, compares_regulatory_features_by_rank_where_nothing_else_tells) {
    EXPECT_EQ(annotate(between_genes, "--pick"), "G|regulatory_region_variant|R2|1\n");
    EXPECT_EQ(
        annotate(between_genes, "--pick-allele"),
        "G|regulatory_region_variant|R2|1,T|regulatory_region_variant|R2|1\n");
    EXPECT_EQ(annotate(in_gene, "--pick"), "A|missense_variant|T1|1\n");  // by biotype
    EXPECT_EQ(
        annotate(in_lncrna, "--pick"), "G|non_coding_transcript_exon_variant|T3|1\n");  // by rank
    EXPECT_EQ(
        annotate(in_lncrna, "--pick --pick-order biotype,ccds"),  // equal: the first
        "G|non_coding_transcript_exon_variant|T3|1\n");
}

// pick_VariationFeatureOverlapAllele_per_gene: what is no transcript is returned as it is.
TEST(PerGene, keeps_what_is_on_no_transcript) {
    EXPECT_EQ(
        annotate(between_genes, "--per-gene"),
        "G|intergenic_variant||1,T|intergenic_variant||1,"
        "G|regulatory_region_variant|R2|1,T|regulatory_region_variant|R2|1\n");
    EXPECT_EQ(
        annotate(in_lncrna, "--per-gene"),
        "G|non_coding_transcript_exon_variant|T3|1,"
        "G|regulatory_region_variant|R3|1,T|regulatory_region_variant|R3|1\n");
    EXPECT_EQ(
        annotate(in_gene, "--per-gene"),
        "A|missense_variant|T1|1,A|regulatory_region_variant|R1|1\n");
}

// filter_StructuralVariationOverlapAlleles: the same for structural alleles.
TEST(Pick, takes_one_row_of_a_structural_allele) {
    EXPECT_EQ(annotate(over_two_genes, "--pick"), "deletion|transcript_ablation|T1|1\n");
    EXPECT_EQ(
        annotate(over_two_genes, "--per-gene"),
        "deletion|transcript_ablation|T1|1,deletion|transcript_ablation|T2|1,"
        "deletion|regulatory_region_ablation|R1|1\n");
    EXPECT_EQ(
        annotate("c1\t300\t.\tA\t<DEL>\t.\t.\tEND=330", "--pick"),
        "deletion|regulatory_region_ablation|R2|1\n");
}

// --flag_pick: all rows, PICK=1 on the one that --pick prints.
TEST(FlagPick, marks_what_pick_takes) {
    EXPECT_EQ(
        annotate("c1\t306\t.\tA\tG\t.\t.\t.", "--flag-pick"),
        "G|intergenic_variant||,G|regulatory_region_variant|R2|1\n");
    EXPECT_EQ(
        annotate(in_gene, "--flag-pick"),
        "A|missense_variant|T1|1,A|regulatory_region_variant|R1|\n");
    EXPECT_EQ(
        annotate(over_two_genes, "--flag-pick"),
        "deletion|transcript_ablation|T1|1,deletion|transcript_ablation|T2|,"
        "deletion|regulatory_region_ablation|R1|\n");
}

// --most_severe: display_consequence goes over all features.
TEST(MostSevere, looks_at_all_features) {
    EXPECT_EQ(
        annotate(between_genes, "--most-severe", "Allele,Consequence"),
        "G|regulatory_region_variant,T|regulatory_region_variant\n");
    EXPECT_EQ(annotate(in_gene, "--most-severe", "Allele,Consequence"), "A|missense_variant\n");
    EXPECT_EQ(
        annotate(over_two_genes, "--most-severe", "Allele,Consequence"),
        "deletion|transcript_ablation,deletion|transcript_ablation\n");
}

TEST(TranscriptFilters, leave_out_regulatory_features) {
    EXPECT_EQ(
        annotate("c1\t410\t.\tA\tG\t.\t.\t.", "--biotype lncRNA"),
        "G|non_coding_transcript_exon_variant|T3|\n");
    EXPECT_EQ(annotate(in_gene, "--gene-list ONE"), "A|missense_variant|T1|\n");
    EXPECT_EQ(annotate(in_gene, "--gene-list G1 --pick"), "A|missense_variant|T1|1\n");
}

}  // namespace
}  // namespace genostrat::consequence
