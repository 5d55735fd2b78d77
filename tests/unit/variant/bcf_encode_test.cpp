// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

std::string write(std::string_view row, const test::TempDir& folder) {
    std::string text = std::string{test::small_header} + std::string{row};
    std::ranges::replace(text, '~', '\t');
    test::write_file(folder / "a.vcf", text);
    test::copy_variants(folder / "a.vcf", folder / "a.bcf", {.format = VcfFormat::bcf});
    return folder / "a.bcf";
}

TEST(BcfEncode, names_what_the_header_does_not_declare) {
    const test::TempDir folder;
    const auto expect = [&](std::string_view row, std::string_view name) {
        EXPECT_ERROR(
            write(row, folder),
            ErrorKind::bad_data,
            testing::AllOf(HasSubstr(std::string{name}), HasSubstr("--declare-missing")));
        EXPECT_FALSE(std::filesystem::exists(folder / "a.bcf"));
    };
    expect("9~1~.~A~C~.~.~.~GT~0/0~0/0\n", "contig 9");
    expect("1~1~.~A~C~.~zz~.~GT~0/0~0/0\n", "FILTER/zz");
    expect("1~1~.~A~C~.~.~XX=1~GT~0/0~0/0\n", "INFO/XX");
    expect("1~1~.~A~C~.~.~.~GT:YY~0/0:1~0/0:2\n", "FORMAT/YY");
}

TEST(BcfEncode, names_a_genotype_that_begins_with_its_phase) {
    const test::TempDir folder;
    EXPECT_ERROR(
        write("1~1~.~A~C~.~.~.~GT:AD~0/1:1,2~/0|1:1,2\n", folder),
        ErrorKind::bad_data,
        HasSubstr("genotype /0|1"));
}

TEST(BcfEncode, bcftools_reads_the_records) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    const test::TempDir folder;
    const std::string path = write(
        "1~5~r;s~A~C,<DEL>~1e-05~q10;PASS~AF=.,0.25;DB~GT:AD:GL~0|1:1,.,3:.~.:.:-1,-2\n", folder);
    EXPECT_EQ(
        test::run_command("bcftools view -H " + path).out,
        "1\t5\tr;s\tA\tC,<DEL>\t1e-05\tq10;PASS\tAF=.,0.25;DB\tGT:AD:GL\t0|1:1,.,3:.\t.:.:-1,-2\n");
}

}  // namespace
}  // namespace genostrat
