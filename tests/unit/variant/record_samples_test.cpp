// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

test::VcfRows rows(std::string_view body) {
    return test::VcfRows{std::string{test::small_header} + std::string{body}};
}

TEST(RecordSamples, integers_are_filled_up_to_the_widest_sample) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~.~GT:AD:DP~0/1:3,4:7~1/1:.\n");
    const auto depths = vcf.batch().format_integers(vcf.row(), vcf.schema().reads_format("AD"));
    ASSERT_EQ(depths.width, 2U);
    EXPECT_THAT(depths.of(0), ElementsAre(3, 4));
    EXPECT_THAT(depths.of(1), ElementsAre(missing_integer));
    const auto depth = vcf.batch().format_integers(vcf.row(), vcf.schema().reads_format("DP"));
    EXPECT_THAT(depth.values, ElementsAre(7, missing_integer));  // trailing field dropped
}

TEST(RecordSamples, strings_and_keys) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~.~GT:DP~0/1~1/1:9\r\n");
    EXPECT_THAT(vcf.batch().format_keys(vcf.row()), ElementsAre("GT", "DP"));
    EXPECT_THAT(
        vcf.batch().format_strings(vcf.row(), vcf.schema().reads_format("DP")),
        ElementsAre(".", "9"));
    EXPECT_FALSE(vcf.batch().has_format(vcf.row(), vcf.schema().reads_format("GL")));
}

TEST(RecordSamples, genotypes_of_any_ploidy) {
    test::VcfRows vcf = rows(
        "1~5~.~A~C~.~.~.~GT~0|1~1\n1~6~.~A~C~.~.~.~DP:GT~3:0/1/1~4:./.\n1~7~.~A~C~.~.~.~DP~1~2\n");
    const Genotypes haploid = vcf.batch().genotypes(vcf.row(0));
    EXPECT_EQ(haploid.ploidy_of(0), 2U);
    EXPECT_EQ(haploid.ploidy_of(1), 1U);
    EXPECT_EQ(Genotypes::allele_of(haploid.at(1, 0)), 1);
    const Genotypes triploid = vcf.batch().genotypes(vcf.row(1));
    EXPECT_EQ(triploid.ploidy, 3U);
    EXPECT_EQ(triploid.ploidy_of(1), 2U);
    EXPECT_TRUE(vcf.batch().genotypes(vcf.row(2)).empty());
}

TEST(RecordSamples, a_bad_genotype_fails_the_row) {
    test::VcfRows vcf = rows("1~5~.~A~C~.~.~.~GT~0/x~1/1\n");
    EXPECT_TRUE(vcf.batch().genotypes(vcf.row()).empty());
    EXPECT_ERROR(vcf.batch().settle(), ErrorKind::bad_data, HasSubstr("'0/x' is no genotype"));
}

}  // namespace
}  // namespace genostrat
