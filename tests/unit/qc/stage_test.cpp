// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <fmt/core.h>

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/qc/histograms.hpp>
#include <genostrat/qc/king_stage.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/qc/stats_text.hpp>
#include <genostrat/qc/variant_stage.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::qc {
namespace {

using testing::HasSubstr;

constexpr std::string_view variants =
    "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=X>\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"d\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
    "1\t10\t.\tA\tG\t.\t.\t.\tGT:DP\t0/1:4\t0/1:8\n"
    "1\t20\t.\tA\tAT\t.\t.\t.\tGT:DP\t0/0:6\t1/1:.\n"
    "X\t20\t.\tA\tC\t.\t.\t.\tGT\t./.\t0/1\n";

VariantQc count(const std::string& vcf, int threads = 1) {
    const RunResult run = (Pipeline{VcfSource{vcf}} | VariantQcStage{}).run({.threads = threads});
    return *run.results.find<VariantQc>();
}

// The sections that bcftools 1.16 prints for this file with -s -.
TEST(RunQc, writes_what_bcftools_stats_prints) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", variants);
    static_cast<void>(
        run_qc({.path = (folder / "in.vcf").string(), .prefix = (folder / "q").string()}));
    const std::string text = test::read_file(folder / "q.stats.txt");
    for (const std::string_view section :
         {"SN\t0\tnumber of records:\t3\n",
          "SN\t0\tnumber of SNPs:\t2\n",
          "TSTV\t0\t1\t1\t1.00\t1\t1\t1.00\n",
          "SiS\t0\t1\t1\t0\t1\t0\t0\t0\t0\n",
          "AF\t0\t0.000000\t1\t0\t1\t0\t0\t0\t0\nAF\t0\t0.490000\t1\t1\t0\t1\t0\t0\t1\n",
          "QUAL\t0\t.\t2\t1\t1\t1\n",
          "IDD\t0\t1\t1\t0\t.\n",
          "DP\t0\t4\t1\t33.333333\t0\t0.000000\n",
          "PSC\t0\ta\t1\t0\t1\t1\t0\t0\t5.0\t0\t0\t0\t1\n"
          "PSC\t0\tb\t0\t0\t2\t1\t1\t1\t8.0\t2\t0\t0\t0\n",
          "PSI\t0\tb\t0\t0\t0\t0.00\t0\t0\t1\t0\n"})
        EXPECT_THAT(text, HasSubstr(std::string{section}));
}

TEST(RunQc, writes_a_row_a_sample_kinship_and_tables_of_plink2) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", variants);
    static_cast<void>(run_qc(
        {.path = (folder / "in.vcf").string(),
         .prefix = (folder / "q").string(),
         .plink = true,
         .king = true}));
    // Autosomes: both heterozygous at one of two sites, opposite at the other: 0.5 - 4 / 4.
    EXPECT_EQ(
        test::read_file(folder / "q.king.tsv"),
        "#IID1\tIID2\tNSNP\tHETHET\tIBS0\tKINSHIP\nb\ta\t2\t0.5\t0.5\t-0.5\n");
    EXPECT_EQ(
        test::read_file(folder / "q.smiss"),
        "#IID\tMISSING_CT\tOBS_CT\tF_MISS\na\t1\t3\t0.333333\nb\t0\t3\t0\n");
    EXPECT_EQ(
        test::read_file(folder / "q.vmiss"),
        "#CHROM\tID\tMISSING_CT\tOBS_CT\tF_MISS\n1\t.\t0\t2\t0\n1\t.\t0\t2\t0\nX\t.\t1\t2\t0.5\n");
    EXPECT_THAT(test::read_file(folder / "q.samples.tsv"), HasSubstr("\na\tfail\t0.666667\t1\t1"));
    EXPECT_THAT(test::read_file(folder / "q.qc.json"), HasSubstr("\"schema_version\": \"1.0\""));
    EXPECT_THAT(test::read_file(folder / "q.qc_mqc.json"), HasSubstr("\"plot_type\": \"table\""));
}

TEST(VariantQcStage, is_the_same_for_any_number_of_threads_and_samples_of_a_line) {
    const test::TempDir folder;
    std::string text = "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                       "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n"
                       "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"x\">\n"
                       "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
                       "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"d\">\n"
                       "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n";
    for (int row = 0; row < 20'000; ++row)
        text += "1\t" + std::to_string(row + 1) + "\t.\tA\t" + (row % 7 == 0 ? "AT" : "G") +
                "\t9.5\tPASS\tLONG_KEY=" + std::string(row % 40, 'x') +
                ";AC=1;AN=2\tGT:AD\t0/1:" + std::to_string(row % 30) + ",20\n";
    test::write_file(folder / "in.vcf", text);
    const VariantQc one = count((folder / "in.vcf").string());
    EXPECT_EQ(stats_text(one), stats_text(count((folder / "in.vcf").string(), 2)));
    EXPECT_EQ(one.sites.counters.rows, 20'000);
    EXPECT_EQ(one.totals()[0].insertion_het, 20'000 / 7 + 1);
    EXPECT_EQ(one.sites.by_frequency[0][3], 20'000 / 7 + 1);  // AC=1 is a singleton
    EXPECT_EQ(one.depths[0].n_depths, 20'000);
}

// Lines of one sample are read by a way of their own; packed rows go through the batch.
TEST(VariantQcStage, counts_a_line_of_one_sample_as_its_packed_row) {
    const test::TempDir folder;
    const auto text = (folder / "in.vcf").string();
    const auto packed = (folder / "in.bcf").string();
    for (const std::string_view columns :
         {"A\tG\t1234.56\tPASS\tAC=1;AF=0.5;AN=2;DP=9\tGT:AD:DP:GQ:PL\t0/1:4,5:9:99:9,0,9",
          "A\tG\t50\t.\tFLAG;DPX=3;AFR=1;DP=12;AN=2;A=1;AC=2\tDP:GT:GQ\t12:1|1:7",
          "A\tAT,C\t.\tPASS\tAC=1,1;AF=0.5,0.5;AN=2\tGT:AD\t1/2:0,3,.",
          "A\tG\t1e3\tPASS\tAC=.;AN=2;AF=.\tGT:AD:DP:GQ\t0/1:.:.:.",
          "a\tc\t0\tPASS\tAN=.;DP=.\tGT:PL:AD\t./1",
          "A\tG\t.\tPASS\t.\tGQ:DP\t3",
          "A\tG\t.\tPASS\tAC=1;AN=2\tGT:GQ:DP\t10/1:2147483647:0",
          "A\t<DEL>\t.\tPASS\tDP=100000\tGT:AD\t0/0/1:7"}) {
        test::write_file(
            text,
            fmt::format(
                "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n"
                "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"
                "##INFO=<ID=AFR,Number=A,Type=Float,Description=\"x\">\n"
                "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"x\">\n"
                "##INFO=<ID=A,Number=1,Type=Integer,Description=\"x\">\n"
                "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
                "##INFO=<ID=DPX,Number=1,Type=Integer,Description=\"x\">\n"
                "##INFO=<ID=FLAG,Number=0,Type=Flag,Description=\"x\">\n"
                "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
                "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
                "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"
                "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"x\">\n"
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n"
                "1\t10\t.\t{}\n",
                columns));
        static_cast<void>(
            (Pipeline{VcfSource{text}} | VcfSink{packed, {.format = VcfFormat::bcf}}).run({}));
        const VariantQc line = count(text);
        VariantQc row = count(packed);
        row.path = line.path;
        EXPECT_EQ(stats_text(line), stats_text(row)) << columns;
        EXPECT_EQ(histograms_table(line.sites.counters), histograms_table(row.sites.counters))
            << columns;
    }
}

TEST(VariantQcStage, names_a_damaged_number_with_its_place) {
    const test::TempDir folder;
    std::string text{variants};
    text.replace(text.find("0/0:6"), 5, "0/0:x");
    test::write_file(folder / "in.vcf", text);
    EXPECT_ERROR(count((folder / "in.vcf").string()), ErrorKind::bad_data, HasSubstr("1:20"));
    const std::string one = "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                            "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
                            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n"
                            "1\t7\t.\tA\tG\t.\t.\tDP=many\tGT\t0/1\n";
    test::write_file(folder / "one.vcf", one);
    EXPECT_ERROR(count((folder / "one.vcf").string()), ErrorKind::bad_data, HasSubstr("1:7"));
}

TEST(VariantQcStage, counts_files_without_samples_or_rows) {
    const test::TempDir folder;
    const std::string header =
        "##fileformat=VCFv4.2\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    test::write_file(folder / "empty.vcf", header);
    EXPECT_EQ(count((folder / "empty.vcf").string()).sites.counters.rows, 0);
    test::write_file(folder / "sites.vcf", header + "1\t5\t.\tA\tG\t.\t.\t.\n");
    const VariantQc sites = count((folder / "sites.vcf").string());
    EXPECT_THAT(stats_text(sites), HasSubstr("number of SNPs:\t1\n"));
    EXPECT_THAT(stats_text(sites), testing::Not(HasSubstr("# PSC")));
}

TEST(RunQc, refuses_a_frequency_column_that_is_not_there) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", variants);
    EXPECT_ERROR(
        run_qc(
            {.path = (folder / "in.vcf").string(),
             .prefix = (folder / "q").string(),
             .frequency = "AF_none"}),
        ErrorKind::usage,
        HasSubstr("AF_none"));
}

TEST(RunQc, counts_flags_of_reads) {
    const test::TempDir folder;
    test::write_bam(
        folder / "in.bam",
        test::sam("@SQ SN:c1 LN:100\na 0 c1 1 60 2M * 0 0 AC AB\nb 4 * 0 0 * * 0 0 AC AB\n"),
        false);
    static_cast<void>(
        run_qc({.path = (folder / "in.bam").string(), .prefix = (folder / "q").string()}));
    EXPECT_THAT(
        test::read_file(folder / "q.flagstat.txt"), HasSubstr("1 + 0 mapped (50.00% : N/A)\n"));
}

TEST(RunQc, names_a_missing_file) {
    EXPECT_ERROR(
        run_qc({.path = "none.vcf", .prefix = "x"}),
        ErrorKind::missing_input,
        HasSubstr("none.vcf"));
}

/// Sixty SNVs of two people who agree at every third.
std::string two_people(std::string_view first, std::string_view second) {
    std::string text = fmt::format(
        "##fileformat=VCFv4.3\n##contig=<ID=1>\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{}\t{}\n",
        first,
        second);
    for (int row = 0; row < 60; ++row)
        text += fmt::format(
            "1\t{}\t.\tA\tG\t.\t.\t.\tGT\t0/1\t{}\n", 1000 + row, row % 3 == 0 ? "0/1" : "1/1");
    return text;
}

TEST(RunQc, finds_swapped_samples_in_another_file) {
    const test::TempDir folder;
    test::write_file(folder / "ours.vcf", two_people("a", "b"));
    test::write_file(folder / "theirs.vcf", two_people("b", "a"));
    QcOptions options;
    options.path = (folder / "ours.vcf").string();
    options.prefix = (folder / "out").string();
    options.compare = (folder / "theirs.vcf").string();
    const QcVerdicts verdicts = run_qc(options);
    EXPECT_EQ(
        test::read_file(folder / "out.identity.tsv"),
        "sample\tverdict\tbest_match\tsites\tconcordance\tsites_own_name\t"
        "concordance_own_name\na\tswapped\tb\t60\t1.0000\t60\t0.3333\n"
        "b\tswapped\ta\t60\t1.0000\t60\t0.3333\n");
    EXPECT_EQ(verdicts.samples.at(0).verdict, Verdict::fail);
}

/// Ten reads of a base at each of the sixty SNVs, of the second of the two people: five or all of
/// them show G.
std::string reads_of_second(std::string_view sample) {
    std::string text =
        fmt::format("@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:1\tLN:5000\n@RG\tID:g\tSM:{}\n", sample);
    for (int row = 0; row < 60; ++row)
        for (int read = 0; read < 10; ++read)
            text += fmt::format(
                "r{}_{}\t0\t1\t{}\t60\t1M\t*\t0\t0\t{}\tI\tRG:Z:g\n",
                row,
                read,
                1000 + row,
                row % 3 == 0 && read < 5 ? "A" : "G");
    return text;
}

TEST(RunQc, knows_a_sample_of_reads_in_a_file_of_variants) {
    const test::TempDir folder;
    test::write_file(folder / "theirs.vcf", two_people("a", "b"));

    struct Case {
        std::string_view sample;
        Verdict verdict;
        std::string_view row;
    };

    for (const auto& [sample, verdict, row] :
         {Case{"b", Verdict::pass, "b\tsame\tb\t60\t1.0000\t60\t1.0000\n"},
          Case{"a", Verdict::fail, "a\tswapped\tb\t60\t1.0000\t60\t0.3333\n"}}) {
        test::write_bam(folder / "in.bam", reads_of_second(sample));
        QcOptions options;
        options.path = (folder / "in.bam").string();
        options.prefix = (folder / "out").string();
        options.compare = (folder / "theirs.vcf").string();
        const QcVerdicts verdicts = run_qc(options);
        EXPECT_THAT(test::read_file(folder / "out.identity.tsv"), testing::EndsWith(row));
        EXPECT_EQ(verdicts.samples.at(0).verdict, verdict);
        options.least_identity_sites = 61;
        EXPECT_EQ(run_qc(options).samples.at(0).verdict, Verdict::warn);
        EXPECT_THAT(
            test::read_file(folder / "out.identity.tsv"),
            HasSubstr("\n" + std::string{sample} + "\tunclear\t"));
    }
}

TEST(RunQc, does_not_judge_a_pair_with_few_common_sites) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", two_people("child", "mother"));
    test::write_file(folder / "people.ped", "F child 0 mother 1 1\nF mother 0 0 2 1\n");
    QcOptions options;
    options.path = (folder / "in.vcf").string();
    options.prefix = (folder / "out").string();
    options.people = (folder / "people.ped").string();
    options.king = true;
    static_cast<void>(run_qc(options));  // 60 sites, 500 are needed
    const auto row_of_pair = [&] {
        return test::lines_of(test::read_file(folder / "out.relatives.tsv")).at(1);
    };
    const std::string unknown = row_of_pair();
    EXPECT_THAT(unknown, HasSubstr("\t60\t"));
    EXPECT_THAT(unknown, HasSubstr("\t.\tparent_child\tno"));
    options.least_sites = 60;
    static_cast<void>(run_qc(options));
    EXPECT_THAT(row_of_pair(), testing::Not(HasSubstr("\t.\tparent_child\tno")));
}

TEST(RunQc, counts_the_chosen_samples_only) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", two_people("a", "b"));
    QcOptions options;
    options.path = (folder / "in.vcf").string();
    options.prefix = (folder / "out").string();
    options.samples.names = {"b"};
    const QcVerdicts verdicts = run_qc(options);
    ASSERT_EQ(verdicts.samples.size(), 1U);
    EXPECT_EQ(verdicts.samples[0].sample, "b");
    EXPECT_THAT(
        test::read_file(folder / "out.histograms.tsv"),
        testing::HasSubstr("substitution\tA>G\t60"));
}

}  // namespace
}  // namespace genostrat::qc
