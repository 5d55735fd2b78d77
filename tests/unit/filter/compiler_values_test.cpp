// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

namespace genostrat::filter {

namespace {

using test::kept;
using test::kept_by_bcftools;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(CompilerValues, refuse_what_is_no_number) {
    EXPECT_ERROR(
        kept("S1+1>2"),
        ErrorKind::usage,
        AllOf(HasSubstr("'S1' is no number"), HasSubstr("\n  ^^")));
    EXPECT_ERROR(kept("QUAL%0=1"), ErrorKind::usage, HasSubstr("division by zero"));
    EXPECT_ERROR(kept("DP+CSQ.MAX_AF>1"), ErrorKind::usage, HasSubstr("annotation entries"));
    EXPECT_ERROR(kept("(QUAL>1)+1>2"), ErrorKind::usage, HasSubstr("a condition"));
    EXPECT_ERROR(kept("(S1~'a')=1"), ErrorKind::usage, HasSubstr("a condition"));
}

TEST(CompilerValues, select_samples_of_either_side) {
    EXPECT_EQ(kept("DP[0]>DP[1]"), "");
    EXPECT_EQ(kept("MAX(DP[1])>MAX(DP[0])"), "1");
}
}  // namespace

}  // namespace genostrat::filter
