// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

#include <genostrat/variant/index_file.hpp>

namespace genostrat {
namespace {

using testing::HasSubstr;

TEST(IndexFile, is_written_and_counted) {
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", test::made_vcf(900));
    for (const VcfFormat format : {VcfFormat::vcf_gz, VcfFormat::bcf}) {
        const std::string path = folder / (format == VcfFormat::bcf ? "a.bcf" : "a.vcf.gz");
        test::copy_variants(folder / "a.vcf", path, {.format = format});
        EXPECT_ERROR(count_indexed_rows(path, ""), ErrorKind::missing_input, HasSubstr("no index"));
        write_index(path, path + ".csi");
        const std::vector<ContigCount> counts = count_indexed_rows(path, "");
        ASSERT_EQ(counts.size(), 2U);
        EXPECT_EQ(counts[0].name, "1");
        EXPECT_EQ(counts[0].length, 1000);
        EXPECT_EQ(counts[0].n_rows, 600U);
        EXPECT_EQ(counts[1].n_rows, 300U);
    }
}

TEST(IndexFile, names_a_row_out_of_order_and_leaves_no_index) {
    const test::TempDir folder;
    const std::string path = folder / "a.vcf.gz";
    test::write_file(folder / "a.vcf", test::made_vcf(90) + "2\t3\t.\tA\tC\t.\t.\t.\tGT\t0\t0\n");
    test::copy_variants(folder / "a.vcf", path, {.format = VcfFormat::vcf_gz});
    EXPECT_ERROR(
        write_index(path, path + ".tbi", {.format = IndexFormat::tbi}),
        ErrorKind::bad_data,
        HasSubstr("2:3: the rows are not sorted"));
    EXPECT_FALSE(std::filesystem::exists(path + ".tbi"));
    EXPECT_ERROR(
        write_index(folder / "a.vcf", folder / "x"), ErrorKind::unsupported, HasSubstr("bgzip"));
}

}  // namespace
}  // namespace genostrat
