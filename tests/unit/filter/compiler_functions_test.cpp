// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

namespace genostrat::filter {

namespace {

using test::kept;
using test::kept_by_bcftools;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(CompilerFunctions, refuse_what_they_cannot_take) {
    EXPECT_ERROR(kept("SQRT(QUAL)>1"), ErrorKind::usage, HasSubstr("no function 'SQRT'"));
    EXPECT_ERROR(kept("MAX(QUAL,1)>1"), ErrorKind::usage, HasSubstr("one argument"));
    EXPECT_ERROR(kept("ABS(S1)>1"), ErrorKind::usage, HasSubstr("no number"));
    EXPECT_ERROR(kept("N_PASS(QUAL>10)>1"), ErrorKind::usage, HasSubstr("condition on samples"));
    EXPECT_ERROR(kept("binom(AD,DP,FF)<1"), ErrorKind::usage, HasSubstr("one or two"));
    EXPECT_ERROR(kept("binom(AD,DP)<1"), ErrorKind::usage, HasSubstr("one value a sample"));
    EXPECT_ERROR(kept_by_bcftools("COUNT(FS)>1"), ErrorKind::usage, HasSubstr("texts of a FORMAT"));
    EXPECT_ERROR(kept_by_bcftools("phred(QUAL)>1"), ErrorKind::usage, HasSubstr("FORMAT tag"));
    EXPECT_ERROR(kept("STRLEN(QUAL)>1"), ErrorKind::usage, HasSubstr("needs text"));
}

TEST(CompilerFunctions, have_no_regard_for_case) {
    EXPECT_EQ(kept("max(IV)=3"), kept("MAX(IV)=3"));
    EXPECT_EQ(kept("smpl_max(AD)=20"), "1");
}
}  // namespace

}  // namespace genostrat::filter
