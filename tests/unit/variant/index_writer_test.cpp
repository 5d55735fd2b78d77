// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

/// bcftools asked through our index must answer as it does by reading everything.
void expect_right(VcfFormat format, IndexFormat index, const std::string& name) {
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", test::made_vcf(40'000));
    const std::string path = folder / name;
    test::copy_variants(folder / "a.vcf", path, {.format = format, .index = index}, {}, 2);
    for (const char* region : {"1:5000-5010", "1:100000-150000", "2:80000", "2", "1:1-9"}) {
        const auto by_index =
            test::run_command("bcftools view -H -r " + std::string{region} + " " + path);
        const auto by_reading = test::run_command(
            "bcftools view -H --targets-overlap 1 -t " + std::string{region} + " " + path);
        EXPECT_EQ(by_index.exit_code, 0) << by_index.err;
        EXPECT_EQ(by_index.out, by_reading.out) << region;
    }
    const std::string counts = test::run_command("bcftools index --stats " + path).out;
    EXPECT_THAT(counts, HasSubstr("26666"));
    EXPECT_THAT(counts, HasSubstr("13334"));
}

TEST(IndexWriter, bcftools_finds_rows_by_the_index) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    expect_right(VcfFormat::vcf_gz, IndexFormat::tbi, "a.vcf.gz");
    expect_right(VcfFormat::vcf_gz, IndexFormat::csi, "a.vcf.gz");
    expect_right(VcfFormat::bcf, IndexFormat::csi, "a.bcf");
}

TEST(IndexWriter, refuses_unsorted_rows_and_leaves_nothing) {
    const test::TempDir folder;
    std::string text = test::made_vcf(3);
    text += "1\t2\t.\tA\tC\t.\t.\t.\tGT\t0\t0\n";
    test::write_file(folder / "a.vcf", text);
    for (const VcfFormat format : {VcfFormat::vcf_gz, VcfFormat::bcf}) {
        EXPECT_ERROR(
            test::copy_variants(
                folder / "a.vcf", folder / "b", {.format = format, .index = IndexFormat::csi}),
            ErrorKind::bad_data,
            HasSubstr("1:2: the rows are not sorted"));
        EXPECT_FALSE(std::filesystem::exists(folder / "b"));
        EXPECT_FALSE(std::filesystem::exists(folder / "b.csi"));
    }
}

}  // namespace
}  // namespace genostrat
