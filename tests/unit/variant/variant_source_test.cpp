// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/variant/variant_source.hpp>

namespace genostrat {
namespace {

using testing::HasSubstr;

TEST(VariantSource, tells_formats_by_their_first_bytes) {
    const test::TempDir folder;
    test::write_file(folder / "x.bed", std::string{"\x6c\x1b\x01", 3});
    test::write_file(folder / "x.bim", "");
    test::write_file(folder / "x.fam", "f a 0 0 1 -9\n");
    test::write_file(
        folder / "y.vcf", "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    EXPECT_EQ(VariantSource{(folder / "x.bed").string()}.open().n_samples(), 1U);
    EXPECT_EQ(VariantSource{(folder / "x").string()}.open().n_samples(), 1U) << "without ending";
    EXPECT_EQ(VariantSource{(folder / "x").string()}.sample_table(), (folder / "x.fam").string());
    EXPECT_EQ(VariantSource{(folder / "y.vcf").string()}.open().n_samples(), 0U);
}

TEST(VariantSource, says_which_file_has_the_genotypes) {
    EXPECT_ERROR(VariantSource{"x.psam"}, ErrorKind::usage, HasSubstr(".pgen"));
    EXPECT_ERROR(VariantSource{"x.fam"}, ErrorKind::usage, HasSubstr(".bed"));
}

}  // namespace
}  // namespace genostrat
