// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/qc/stage.hpp>

namespace genostrat::qc {
namespace {

constexpr std::string_view variants =
    "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=X>\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"d\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
    "1\t10\t.\tA\tG\t.\t.\t.\tGT:DP\t0/1:4\t0/1:8\n"
    "1\t20\t.\tA\tAT\t.\t.\t.\tGT:DP\t0/0:6\t1/1:.\n"
    "X\t20\t.\tA\tC\t.\t.\t.\tGT\t./.\t0/1\n";

TEST(RunQc, counts_genotypes_and_kinship) {
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", variants);
    run_qc({.path = (folder / "in.vcf").string(), .prefix = (folder / "q").string(), .king = true});
    EXPECT_EQ(
        test::read_file(folder / "q.samples.tsv"),
        "sample\tref_hom\talt_hom\thet\ttransitions\ttransversions\tindels\tmean_depth\t"
        "singletons\thap_ref\thap_alt\tmissing\n"
        "a\t1\t0\t1\t1\t0\t0\t5.00\t0\t0\t0\t1\n"
        "b\t0\t0\t2\t1\t1\t1\t8.00\t2\t0\t0\t0\n");
    // Autosomes: both heterozygous at one of two sites, opposite at the other: 0.5 - 4 / 4.
    EXPECT_EQ(
        test::read_file(folder / "q.king.tsv"),
        "#IID1\tIID2\tNSNP\tHETHET\tIBS0\tKINSHIP\nb\ta\t2\t0.5\t0.5\t-0.5\n");
}

TEST(RunQc, counts_flags_of_reads) {
    const test::TempDir folder;
    test::write_bam(
        folder / "in.bam",
        test::sam("@SQ SN:c1 LN:100\na 0 c1 1 60 2M * 0 0 AC AB\nb 4 * 0 0 * * 0 0 AC AB\n"),
        false);
    run_qc({.path = (folder / "in.bam").string(), .prefix = (folder / "q").string()});
    EXPECT_THAT(
        test::read_file(folder / "q.flagstat.txt"),
        testing::HasSubstr("1 + 0 mapped (50.00% : N/A)\n"));
}

TEST(RunQc, names_a_missing_file) {
    EXPECT_ERROR(
        run_qc({.path = "none.vcf", .prefix = "x"}),
        ErrorKind::missing_input,
        testing::HasSubstr("none.vcf"));
}

}  // namespace
}  // namespace genostrat::qc
