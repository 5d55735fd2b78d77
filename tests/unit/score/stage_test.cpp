// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/score/stage.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::score {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view header =
    "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n##contig=<ID=chrX>\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"E\">\n"
    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Q\">\n"
    "##FORMAT=<ID=DS,Number=A,Type=Float,Description=\"D\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";

class ScoreStageTest : public testing::Test {
protected:
    ScoreTable run(std::string_view rows, std::string_view weights, ScoreOptions options = {}) {
        test::write_file(folder_ / "in.vcf", std::string{header} + std::string{rows});
        test::write_file(folder_ / "w.txt", weights);
        options.weights = {(folder_ / "w.txt").string()};
        RunResult result =
            (Pipeline{VcfSource{(folder_ / "in.vcf").string()}} | PolygenicScore{options}).run();
        return *result.results.find<ScoreTable>();
    }

    test::TempDir folder_;
};

constexpr std::string_view weights =
    "chr_name\tchr_position\teffect_allele\tother_allele\t"
    "effect_weight\n1\t5\tG\tA\t2\n1\t6\tC\tT\t0.25\nX\t9\tA\tC\t1\n";

TEST_F(ScoreStageTest, counts_alt_and_ref_alleles_of_every_alt) {
    const ScoreTable table =
        run("chr1\t5\t.\tA\tC,G\t.\t.\t.\tGT\t0/2\t2|2\n"
            "chr1\t6\t.\tC\tT\t.\t.\t.\tGT\t0/0\t0/1\n",
            weights);
    EXPECT_EQ(table.sums, (std::vector<double>{2.5, 4.25}));
    EXPECT_EQ(table.build, "GRCh38");
    EXPECT_EQ(table.n_variants, 2);
}

TEST_F(ScoreStageTest, tells_an_insertion_from_a_deletion_at_its_place_by_the_id) {
    // AT is the ALT of the first row and the REF of the second.
    const std::string_view rows = "chr1\t5\tins\tA\tAT\t.\t.\t.\tGT\t0/0\t0/1\n"
                                  "chr1\t5\tdel\tAT\tA\t.\t.\t.\tGT\t0/1\t1/1\n";
    EXPECT_EQ(run(rows, "ID\tA1\tBETA\n1:5:A:AT\tAT\t1\n").sums, (std::vector<double>{0.0, 1.0}));
    EXPECT_EQ(run(rows, "ID\tA1\tBETA\n1:5:AT:A\tAT\t1\n").sums, (std::vector<double>{1.0, 0.0}));
    const std::string head = "rsID\tchr_name\tchr_position\teffect_allele\tother_allele\t"
                             "effect_weight\n";
    EXPECT_EQ(run(rows, head + "ins\t1\t5\tAT\tA\t1\n").sums, (std::vector<double>{0.0, 1.0}));
    EXPECT_EQ(run(rows, head + "rs1\t1\t5\tAT\tA\t1\n").sums, (std::vector<double>{1.0, 0.0}));
}

TEST_F(ScoreStageTest, females_have_no_y) {
    const std::string head = "##fileformat=VCFv4.3\n##contig=<ID=chrY,length=57227415>\n"
                             "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
                             "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\n";
    test::write_file(folder_ / "in.vcf", head + "chrY\t9\t.\tA\tC\t.\t.\t.\tGT\t1\t.\t1\n");
    test::write_file(
        folder_ / "w.txt",
        "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\nY\t9\tC\tA\t3\n");
    test::write_file(folder_ / "s.psam", "#IID\tSEX\na\t1\nb\t2\nc\t2\n");
    ScoreOptions options{
        .weights = {(folder_ / "w.txt").string()}, .samples_file = (folder_ / "s.psam").string()};
    options.collecting.minimum_cohort = 1;
    const RunResult result =
        (Pipeline{VcfSource{(folder_ / "in.vcf").string()}} | PolygenicScore{options}).run();
    const ScoreTable& table = *result.results.find<ScoreTable>();
    EXPECT_EQ(table.sums, (std::vector<double>{3.0, 0.0, 0.0}));
    EXPECT_EQ(table.denominators, (std::vector<std::int64_t>{1, 0, 0}));
    EXPECT_EQ(table.n_missing, (std::vector<std::int32_t>{0, 0, 0}));
}

TEST_F(ScoreStageTest, standardises_haploid_genotypes_by_the_variance_of_one_allele) {
    ScoreOptions options;
    options.collecting.minimum_cohort = 1;
    options.collecting.scaling = Scaling::variance_standardize;
    const ScoreTable table =
        run("chrM\t9\t.\tA\tC\t.\t.\t.\tGT\t1\t0\n",
            "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\nMT\t9\tC\tA\t3\n",
            options);
    EXPECT_EQ(table.sums, (std::vector<double>{3.0, -3.0}));  // (1 - 0.5) / sqrt(0.25)
}

TEST_F(ScoreStageTest, reads_dosages_where_there_is_no_gt) {
    const ScoreTable table = run("chr1\t5\t.\tA\tG\t.\t.\t.\tDS\t0.5\t2\n", weights);
    EXPECT_EQ(table.sums, (std::vector<double>{1.0, 4.0}));
}

TEST_F(ScoreStageTest, scores_haplotypes_apart) {
    const ScoreTable table =
        run("chr1\t5\t.\tA\tG\t.\t.\t.\tGT\t0|1\t1/1\n"
            "chr1\t6\t.\tC\tT\t.\t.\t.\tGT\t0|1\t0/1\n"
            "chrX\t9\t.\tA\tC\t.\t.\t.\tGT\t1\t1|0\n",
            weights,
            {.haplotypes = true});
    EXPECT_EQ(table.samples, (std::vector<std::string>{"a_hap1", "a_hap2", "b_hap1", "b_hap2"}));
    EXPECT_EQ(table.sums, (std::vector<double>{0.25, 2.0, 2.0, 3.0}));
    EXPECT_EQ(table.denominators, (std::vector<std::int64_t>{3, 2, 2, 2}));
    EXPECT_EQ(table.n_missing, (std::vector<std::int32_t>{0, 0, 1, 1}));
}

TEST_F(ScoreStageTest, refuses_haplotypes_of_dosages) {
    EXPECT_ERROR(
        run("", weights, {.dosages = DosageField::ds, .haplotypes = true}),
        ErrorKind::usage,
        HasSubstr("phased GT only"));
}

TEST_F(ScoreStageTest, prefers_ds_when_asked) {
    const ScoreTable table =
        run("chr1\t5\t.\tA\tG\t.\t.\t.\tGT:DS\t0/0:0.5\t0/0:.\n",
            weights,
            {.dosages = DosageField::ds});
    EXPECT_EQ(table.sums, (std::vector<double>{1.0, 0.0}));
    EXPECT_EQ(table.n_missing[1], 1);
}

TEST_F(ScoreStageTest, counts_haploid_genotypes_once) {
    const ScoreTable table = run("chrX\t9\t.\tC\tA\t.\t.\t.\tGT\t1\t0/1\n", weights);
    EXPECT_EQ(table.sums, (std::vector<double>{1.0, 1.0}));
    EXPECT_EQ(table.denominators, (std::vector<std::int64_t>{1, 2}));
}

TEST_F(ScoreStageTest, matches_by_id_where_weights_have_no_place) {
    const ScoreTable table =
        run("chr1\t5\trs1;rs2\tA\tG\t.\t.\t.\tGT\t0/1\t1/1\n", "ID\tA1\tBETA\nrs2\tG\t3\n");
    EXPECT_EQ(table.sums, (std::vector<double>{3.0, 6.0}));
}

TEST_F(ScoreStageTest, refuses_weights_of_another_build) {
    const std::string old = "#genome_build=GRCh37\n" + std::string{weights};
    EXPECT_ERROR(
        run("", old), ErrorKind::bad_data, AllOf(HasSubstr("GRCh37"), HasSubstr("GRCh38")));
    EXPECT_EQ(run("", old, {.build = "hg19"}).build, "GRCh37");
}

TEST_F(ScoreStageTest, refuses_weights_that_match_nothing) {
    EXPECT_ERROR(
        run("chr1\t77\t.\tA\tG\t.\t.\t.\tGT\t0/1\t1/1\n", weights),
        ErrorKind::bad_data,
        HasSubstr("no row of the weights matches any of the 1 variants"));
}

TEST_F(ScoreStageTest, refuses_genomes_whose_alleles_differ_at_most_places) {
    std::string rows;
    std::string table = "chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\n";
    for (int site = 0; site < 20; ++site) {
        const std::string pos = std::to_string(100 + site);
        rows += "chr1\t" + pos + "\t.\tA\tG\t.\t.\t.\tGT\t0/1\t1/1\n";
        table += "1\t" + pos + (site < 9 ? "\tG\tA\t1\n" : "\tC\tA\t1\n");
    }
    EXPECT_ERROR(run(rows, table), ErrorKind::bad_data, HasSubstr("at 11 of 20 places"));
}

TEST_F(ScoreStageTest, scores_only_the_extracted_ids) {
    const test::TempDir folder;
    test::write_file(folder / "ids.txt", "rs2\n");
    const ScoreTable table =
        run("chr1\t5\trs1\tA\tG\t.\t.\t.\tGT\t0/1\t1/1\n"
            "chr1\t6\trs2\tC\tT\t.\t.\t.\tGT\t0/0\t0/1\n",
            weights,
            {.extract_file = (folder / "ids.txt").string()});
    EXPECT_EQ(table.sums, (std::vector<double>{0.5, 0.25}));
}

TEST_F(ScoreStageTest, infers_what_no_row_names_where_it_is_callable) {
    const test::TempDir folder;
    // Position 5 is A, position 6 is C: the effect allele C counts twice, G not at all.
    test::write_file(folder / "r.fa", ">chr1\nTTTTACTTTT\n");
    test::write_file(folder / "c.bed", "chr1\t0\t6\n");
    const std::string reference = (folder / "r.fa").string();
    constexpr std::string_view row = "chr1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0\n";
    const ScoreTable callable =
        run(row,
            weights,
            {.inference = {.reference = reference, .callable = (folder / "c.bed").string()}});
    EXPECT_EQ(callable.sums, (std::vector<double>{0.5, 0.5}));
    EXPECT_EQ(callable.scores[0].inferred.n, 2);
    EXPECT_EQ(callable.n_inferred, (std::vector<std::int32_t>{2, 2}));
    EXPECT_EQ(callable.rows[1].known_by, evidence::KnownBy::callable);
    const ScoreTable assumed =
        run(row, weights, {.inference = {.reference = reference, .assume_reference = true}});
    EXPECT_EQ(assumed.sums, callable.sums);
    EXPECT_EQ(assumed.rows[1].known_by, evidence::KnownBy::assumed);
    EXPECT_ERROR(
        run(row, weights, {.inference = {.assume_reference = true}}),
        ErrorKind::usage,
        HasSubstr("--reference"));
}

TEST_F(ScoreStageTest, a_later_variant_overrules_a_block) {
    const ScoreTable table =
        run("chr1\t3\t.\tT\t<NON_REF>\t.\t.\tEND=6\tGT:GQ\t0/0:50\t0/0:50\n"
            "chr1\t5\t.\tA\tG,<NON_REF>\t.\t.\t.\tGT:GQ\t0/1:50\t1/1:50\n"
            "chr1\t6\t.\tC\t<NON_REF>\t.\t.\tEND=6\tGT:GQ\t0/0:50\t0/0:20\n",
            weights);
    EXPECT_EQ(table.sums, (std::vector<double>{2.5, 4.0}));
    EXPECT_EQ(table.scores[0].inferred.n, 1);
    EXPECT_EQ(table.n_inferred, (std::vector<std::int32_t>{1, 0}));
    EXPECT_EQ(table.n_missing, (std::vector<std::int32_t>{0, 1}));
}

TEST_F(ScoreStageTest, refuses_a_fasta_with_other_bases) {
    const test::TempDir folder;
    test::write_file(folder / "r.fa", ">chr1\nTTTTTTTTTT\n");
    EXPECT_ERROR(
        run("chr1\t5\t.\tA\tG\t.\t.\t.\tGT\t0/1\t1/1\n"
            "chr1\t6\t.\tC\tT\t.\t.\t.\tGT\t0/0\t0/1\n",
            weights,
            {.inference = {.reference = (folder / "r.fa").string()}}),
        ErrorKind::bad_data,
        HasSubstr("first at chr1:5"));
}

TEST(PolygenicScore, gives_the_same_bytes_for_any_number_of_threads) {
    constexpr int n_samples = 300;
    constexpr int n_variants = 1500;
    const test::TempDir folder;
    std::string vcf = "##fileformat=VCFv4.3\n##contig=<ID=1>\n"
                      "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    std::string table = "ID\tA1";
    for (int sample = 0; sample < n_samples; ++sample)
        vcf += "\ts" + std::to_string(sample);
    for (int score = 0; score < 20; ++score)
        table += "\tS" + std::to_string(score);
    for (int variant = 0; variant < n_variants; ++variant) {
        const std::string pos = std::to_string(100 + variant);
        vcf += "\n1\t" + pos + "\t.\tA\tG\t.\t.\t.\tGT";
        for (int sample = 0; sample < n_samples; ++sample) {
            static constexpr const char* calls[] = {"0|0", "0|1", "1|1", ".|.", "0|0"};
            vcf += std::string{"\t"} + calls[(variant * 31 + sample * sample * 7) % 5];
        }
        table += "\n1:" + pos + ":A:G\t" + (variant % 2 == 0 ? "A" : "G");
        for (int score = 0; score < 20; ++score)
            table += "\t0." + std::to_string((variant * 13 + score * 101) % 997 + 1);
    }
    test::write_file(folder / "in.vcf", vcf + "\n");
    test::write_file(folder / "w.txt", table + "\n");
    const auto run = [&](int threads) {
        ScoreOptions options;
        options.weights = {(folder / "w.txt").string()};
        RunResult result =
            (Pipeline{VcfSource{(folder / "in.vcf").string()}} | PolygenicScore{options})
                .run({.threads = threads});
        return *result.results.find<ScoreTable>();
    };
    const ScoreTable one = run(1);
    const ScoreTable four = run(4);
    EXPECT_EQ(one.scores[0].matched.n, n_variants);
    EXPECT_EQ(one.sums, four.sums);
    EXPECT_EQ(one.denominators, four.denominators);
    EXPECT_NE(one.sums[0], one.sums[1]);
}

TEST(BuildOfHeader, reads_the_reference_line) {
    EXPECT_EQ(
        build_of_header(Schema::parse(
            "##fileformat=VCFv4.2\n##reference=file:///ref/hs37d5.fa\n"
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
            "x")),
        "GRCh37");
    EXPECT_EQ(build_of_header(Schema{}), "");
}

}  // namespace
}  // namespace genostrat::score
