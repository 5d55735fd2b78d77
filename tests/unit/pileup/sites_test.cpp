// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {
namespace {

TEST(ReadSites, reads_a_table) {
    const test::TempDir folder;
    test::write_file(folder / "s.tsv", "#c\nc1\t5\tA\tc,<DEL>,T\n");
    const std::vector<Site> sites = read_sites((folder / "s.tsv").string());
    ASSERT_EQ(sites.size(), 1U);
    EXPECT_EQ(sites[0].pos, 4);
    EXPECT_THAT(sites[0].alleles, testing::ElementsAre("A", "C", "T"));
}

TEST(ReadSites, reads_a_vcf) {
    const test::TempDir folder;
    test::write_file(
        folder / "s.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=c1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "c1\t7\t.\tAC\tA\t.\t.\t.\n");
    const std::vector<Site> sites = read_sites((folder / "s.vcf").string());
    ASSERT_EQ(sites.size(), 1U);
    EXPECT_THAT(sites[0].alleles, testing::ElementsAre("AC", "A"));
}

TEST(ReadSites, names_the_line_that_is_no_site) {
    const test::TempDir folder;
    test::write_file(folder / "s.tsv", "c1\t0\tA\tC\n");
    EXPECT_ERROR(
        read_sites((folder / "s.tsv").string()),
        ErrorKind::bad_data,
        testing::HasSubstr("s.tsv:1"));
    EXPECT_ERROR(
        read_sites((folder / "none.vcf").string()),
        ErrorKind::missing_input,
        testing::HasSubstr("none.vcf"));
}

}  // namespace
}  // namespace genostrat::pileup
