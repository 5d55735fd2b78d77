// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

TEST(VcfSink, all_formats_hold_the_same_rows_for_any_number_of_threads) {
    const test::TempDir folder;
    const std::string text = test::made_vcf(20'000);
    test::write_file(folder / "a.vcf", text);
    const VcfFormat formats[] = {VcfFormat::vcf_gz, VcfFormat::bcf, VcfFormat::bcf_uncompressed};
    for (const VcfFormat format : formats) {
        std::string first;
        for (const int threads : {1, 3}) {
            test::copy_variants(folder / "a.vcf", folder / "b", {.format = format}, {}, threads);
            const std::string bytes = test::read_file(folder / "b");
            first = first.empty() ? bytes : first;
            ASSERT_EQ(bytes, first);
        }
        test::copy_variants(folder / "b", folder / "c.vcf");
        const auto back = test::lines_of(test::read_file(folder / "c.vcf"));
        const auto original = test::lines_of(text);
        ASSERT_GT(back.size(), 20'000U);
        for (std::size_t row = 1; row <= 20'000; ++row)
            ASSERT_EQ(back[back.size() - row], original[original.size() - row]);
    }
}

TEST(VcfSink, writes_header_and_provenance) {
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", test::made_vcf(1));
    test::copy_variants(
        folder / "a.vcf", folder / "b.vcf", {.provenance = "##genostrat_viewCommand=view"});
    EXPECT_THAT(
        test::read_file(folder / "b.vcf"), HasSubstr("\n##genostrat_viewCommand=view\n#CHROM"));
    test::copy_variants(folder / "a.vcf", folder / "c.vcf", {.parts = VcfParts::only_rows});
    EXPECT_THAT(test::read_file(folder / "c.vcf"), testing::StartsWith("2\t10\trs0\t"));
}

TEST(VcfSink, refuses_an_index_that_cannot_be) {
    EXPECT_ERROR(
        VcfSink("x.vcf", {.index = IndexFormat::csi}), ErrorKind::usage, HasSubstr("compressed"));
    EXPECT_ERROR(
        VcfSink("x.bcf", {.format = VcfFormat::bcf, .index = IndexFormat::tbi}),
        ErrorKind::usage,
        HasSubstr("CSI"));
}

TEST(VcfSink, a_name_tells_the_format) {
    EXPECT_EQ(format_of("a.vcf.gz"), VcfFormat::vcf_gz);
    EXPECT_EQ(format_of("a.bcf"), VcfFormat::bcf);
    EXPECT_EQ(format_of("-"), VcfFormat::vcf);
}

}  // namespace
}  // namespace genostrat
