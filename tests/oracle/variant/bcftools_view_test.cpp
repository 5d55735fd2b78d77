// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <fmt/core.h>

// The options of `view` mean what they mean in bcftools: on real files of many kinds the same rows
// come out, whatever the format. Both outputs are read by bcftools, which prints floats its way.
namespace genostrat {
namespace {

struct RealFile {
    const char* path;
    const char* sample;   ///< one of its samples
    const char* samples;  ///< two or more, in another order than the header's
    const char* region;   ///< begins or ends within a row
};

// A trio's structural variants, sites of 156 and 189 samples, haploid X, mitochondria,
// breakends, a gVCF in BCF.
constexpr RealFile real_files[] = {
    {"clinical/scout_demo_trio.sv.vcf.gz",
     "ADM1059A1",
     "ADM1059A3,ADM1059A1",
     "1:7889980-100000000"},
    {"sv/1kg_ref_panel.sv_cleaned.chr22_chrY.156s.vcf.gz",
     "HG00129",
     "HG00150,HG00096",
     "chr22:10852300-12603250"},
    {"vcf/cyvcf2.189s.b37.vcf.gz", "100231-100231", "100232-100232,101976-101976", "1:10175-15273"},
    {"vcf/haploidX.vcf.gz", "37165", "38008,37150", "chrX:3240343-19482476"},
    {"vcf/1kg_2020_chrM.vcf.gz", "HG00097", "HG00099,HG00096", "chrM:30-700"},
    {"sv/truvari_bnd.base.vcf.gz", "HG008-T", "HG008-T", "chr3:1-192188390"},
    {"vcf/CEUTrio.20.21.gvcf.bcf", "NA12878", "NA12878", "20:9999000-9999996"},
};

std::vector<std::string> option_sets(const RealFile& file) {
    const std::string one = file.sample;
    const std::string some = file.samples;
    const std::string region = file.region;
    const std::string contig = region.substr(0, region.find(':'));
    std::vector<std::string> sets{
        "",
        "-G",
        "-s " + one,
        "-s " + some,
        "-I -s " + some,
        "-G -s " + one,
        "-G -I -s " + some,
        "-s " + one + ",no_such --force-samples",
        "-t " + contig,
        "-t ^" + region,
        "-r " + contig + ":1- -s " + one,
        "-r " + region + "," + contig + ":1-20000000," + region};
    if (some != one)
        sets.push_back("-s ^" + one);
    for (const char* rule : {"0", "1", "2"}) {
        sets.push_back(std::string{"--regions-overlap "} + rule + " -r " + region);
        sets.push_back(std::string{"--targets-overlap "} + rule + " -t " + region);
    }
    return sets;
}

class BcftoolsView : public testing::TestWithParam<RealFile> {};

TEST_P(BcftoolsView, keeps_the_same_rows_and_values) {
    const auto path = test::shared("data") / GetParam().path;
    GENOSTRAT_NEEDS(path);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    int n_sets = 0;
    int n_with_rows = 0;
    for (const std::string& options : option_sets(GetParam())) {
        const std::string arguments = "view --no-version " + options + " " + path.string();
        const std::string reads = " 2>/dev/null | bcftools view -H 2>/dev/null";
        const std::string expected = test::run_command("bcftools " + arguments + reads).out;
        const std::string format = n_sets++ % 2 == 0 ? " -O v" : " -O u";
        const std::string found =
            test::run_command(test::program() + " " + arguments + format + reads).out;
        n_with_rows += expected.empty() ? 0 : 1;
        EXPECT_TRUE(found == expected) << options << format << "\n"
                                       << found.substr(0, 300) << "\n"
                                       << expected.substr(0, 300);
    }
    EXPECT_GT(n_with_rows, n_sets / 2);
}

INSTANTIATE_TEST_SUITE_P(
    RealFiles, BcftoolsView, testing::ValuesIn(real_files), [](const auto& file) {
        std::string name = file.param.path;
        std::erase_if(name, [](char letter) { return std::isalnum(letter) == 0; });
        return name;
    });

TEST(BcftoolsView, regions_may_follow_as_words) {
    const auto path = test::shared("data/vcf/haploidX.vcf.gz");
    GENOSTRAT_NEEDS(path);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    const std::string words = " -H " + path.string() + " chrX:3240343-3300000 chrX:19482476";
    const test::CommandResult found = test::genostrat("view" + words);
    EXPECT_GT(test::lines_of(found.out).size(), 1U);
    EXPECT_TRUE(found.out == test::run_command("bcftools view" + words).out);
    EXPECT_EQ(test::genostrat("view -r chrX" + words).exit_code, 2);
}

TEST(BcftoolsView, without_genotypes_the_header_has_no_formats) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    for (const char* name : {"CEUTrio.20.21.gvcf.bcf", "giab_ashk_trio.b37.vcf.gz"}) {
        const auto path = test::shared("data/vcf") / name;
        GENOSTRAT_NEEDS(path);
        const std::string sample =
            test::lines_of(test::run_command("bcftools query -l " + path.string()).out)[0];
        for (const std::string& options :
             {std::string{"-G"}, "-G -s " + sample, "-G -I -s " + sample}) {
            const std::string words = "view --no-version " + options + " " + path.string();
            const std::string reads = " | bcftools view --no-version";
            const std::string packed = test::run_command("bcftools " + words + " -O u").out;
            const std::string expected = test::run_command("bcftools " + words + reads).out;
            ASSERT_THAT(expected, testing::Not(testing::HasSubstr("##FORMAT")));
            EXPECT_TRUE(test::genostrat(words + " -O u").out == packed) << options;
            EXPECT_TRUE(
                test::run_command(test::program() + " " + words + " -O u" + reads).out == expected)
                << options;
            EXPECT_TRUE(
                test::genostrat(words + " -h").out ==
                test::run_command("bcftools " + words + " -h").out)
                << options;
        }
    }
}

/// Floats of BCF as text: random ones, and many that lie half-way between two texts of six digits.
TEST(BcftoolsView, prints_floats_the_same) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    const test::TempDir folder;
    std::string text = "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                       "##INFO=<ID=F,Number=.,Type=Float,Description=\"f\">\n"
                       "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::mt19937 random{7};
    const auto any = [&] {
        const int exponent = static_cast<int>(random() % 60) - 32;
        return std::ldexp(static_cast<double>(random() % (1U << 24)), exponent - 12);
    };
    for (int row = 1; row <= 5000; ++row) {
        const double half_way = (static_cast<double>(random() % 2'000'000) + 0.5) / 16;
        text += "1\t" + std::to_string(row) + "\t.\tA\tC\t" + std::to_string(half_way) +
                "\t.\tF=" + fmt::format("{},{}", any(), -any()) + "," +
                std::to_string(static_cast<double>(random() % 4'000'000) / 8) + "\n";
    }
    test::write_file(folder / "a.vcf", text);
    const std::string packed = folder / "a.bcf";
    ASSERT_EQ(
        test::run_command("bcftools view -Ob -o " + packed + " " + (folder / "a.vcf").string())
            .exit_code,
        0);
    const std::string expected = test::run_command("bcftools view -H " + packed).out;
    ASSERT_EQ(test::lines_of(expected).size(), 5000U);
    EXPECT_TRUE(test::genostrat("view -H " + packed).out == expected);
}

TEST(BcftoolsView, splits_rows_of_selected_samples) {
    const auto path = test::shared("data/vcf/1kgp3.b37.chr22_16-16.5Mb.2504s.vcf.gz");
    GENOSTRAT_NEEDS(path);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    const std::string samples = " -s HG00097,HG00096 ";
    const std::string expected =
        test::run_command(
            "bcftools view -I" + samples + "-r 22:16050000-16150000 -O u " + path.string() +
            " | bcftools norm -m- 2>/dev/null | bcftools view -H")
            .out;
    const std::string found =
        test::run_command(
            test::program() + " normalize --quiet --split" + samples + "-r 22:16050000-16150000 " +
            path.string() + " | bcftools view -H")
            .out;
    EXPECT_GT(test::lines_of(expected).size(), 100U);
    EXPECT_TRUE(found == expected);
}

}  // namespace
}  // namespace genostrat
