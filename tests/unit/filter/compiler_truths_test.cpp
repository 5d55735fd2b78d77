// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

namespace genostrat::filter {

namespace {

using test::kept;
using test::kept_by_bcftools;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(CompilerTruths, refuse_what_cannot_be_compared) {
    EXPECT_ERROR(kept("QUAL=\"abc\""), ErrorKind::usage, HasSubstr("number and a text"));
    EXPECT_ERROR(kept("S1>\"a\""), ErrorKind::usage, HasSubstr("no order"));
    EXPECT_ERROR(kept("S1~S1"), ErrorKind::usage, HasSubstr("quoted constant"));
    EXPECT_ERROR(kept("QUAL~\"1\""), ErrorKind::usage, HasSubstr("sought in text"));
    EXPECT_ERROR(kept("QUAL in {POS}"), ErrorKind::usage, HasSubstr("constants only"));
    EXPECT_ERROR(kept("S1~\"[\""), ErrorKind::usage, HasSubstr("regular expression"));
    EXPECT_ERROR(kept("FILTER=\"q1\""), ErrorKind::usage, HasSubstr("'q10'"));
    EXPECT_ERROR(kept("FILTER=\"PASS;.\""), ErrorKind::usage, HasSubstr("cannot be joined"));
    EXPECT_ERROR(kept("TYPE=\"snv\""), ErrorKind::usage, HasSubstr("'snp'"));
    EXPECT_ERROR(kept("TYPE>\"snp\""), ErrorKind::usage, HasSubstr("no order"));
    EXPECT_ERROR(kept("GT=FS"), ErrorKind::usage, HasSubstr("quoted constant"));
    EXPECT_ERROR(kept("QUAL"), ErrorKind::usage, HasSubstr("not a condition"));
    EXPECT_ERROR(kept("1=\".\""), ErrorKind::usage, HasSubstr("number and a text"));
    EXPECT_ERROR(kept("ID=@/no/such/file"), ErrorKind::usage, HasSubstr("/no/such/file"));
    EXPECT_ERROR(kept_by_bcftools("ILEN=\".\""), ErrorKind::usage, HasSubstr("computed number"));
    EXPECT_ERROR(kept("QUAL in {1,\"a\"}"), ErrorKind::usage, HasSubstr("either numbers or texts"));
}

TEST(CompilerTruths, look_texts_up_in_a_list) {
    const genostrat::test::TempDir folder;
    const std::string path = (folder / "ids.txt").string();
    genostrat::test::write_file(path, "r1 comment\nr4\n");
    EXPECT_EQ(kept("ID=@" + path), "1 3");
    EXPECT_EQ(kept_by_bcftools("ID=@" + path), "1");
    EXPECT_EQ(kept_by_bcftools("ID!=@" + path + " && QUAL>1"), "3 4");
    EXPECT_ERROR(kept_by_bcftools("S1=@" + path), ErrorKind::usage, HasSubstr("only ID"));
}
}  // namespace

}  // namespace genostrat::filter
