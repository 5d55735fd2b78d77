// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

// HTSlib's own text of the same record is the expected value.
TEST(BcfText, equals_htslib_s_text) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    std::string text{test::small_header};
    text +=
        "1~5~.~A~.~1234567~.~DP=-5~GT:DP:AD:GL~.~0/.:.:1\n"
        "1~6~x~ACGT~A,*,<NON_REF>~0.000123456~PASS~AF=1e-10,123456.7,0.1;NAME=a,b;DB~GT~0/1/2~1\n"
        "2~7~.~N~C~inf~q10~DP=100000;AF=3.4e38~GT:AD:GL~0|0:40000,3:-0.1,-1.23456789,-1e9~./.:.:.\n"
        "2~8~.~N~C~.~.~NAME=.;AC=128~DP~300~.\n";
    std::ranges::replace(text, '~', '\t');
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", text);
    const std::string in = folder.path();
    ASSERT_EQ(
        test::run_command("bcftools view --no-version -Ob " + in + "/a.vcf -o " + in + "/a.bcf")
            .exit_code,
        0);
    test::copy_variants(folder / "a.bcf", folder / "b.vcf");
    EXPECT_EQ(
        test::read_file(folder / "b.vcf"),
        test::run_command("bcftools view --no-version " + in + "/a.bcf").out);
}

}  // namespace
}  // namespace genostrat
