// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

namespace genostrat::filter {

namespace {

using test::kept;
using test::kept_by_bcftools;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Values, are_calculated_as_bcftools_does) {
    EXPECT_EQ(kept_by_bcftools(R"(QUAL+1>20)"), "3 4");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL-1-1>20)"), "4");
    EXPECT_EQ(kept_by_bcftools(R"(IV*2=10)"), "4");
    EXPECT_EQ(kept_by_bcftools(R"(IV[0]+IV[1]=3)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(DP/2=10)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(100/DP=5)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(DP+DP=10)"), "1 4");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL%3=1)"), "1 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(MAX(IV)=5)"), "4");
    EXPECT_EQ(kept_by_bcftools(R"(MIN(DP)=1)"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(SUM(DP)=8)"), "4");
    EXPECT_EQ(kept_by_bcftools(R"(AVG(DP)=4)"), "4");
    EXPECT_EQ(kept_by_bcftools(R"(MEDIAN(AD)=5)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(STDEV(IV)=0)"), "3 4");
    EXPECT_EQ(kept_by_bcftools(R"(COUNT(IV)=1)"), "3 4");
    EXPECT_EQ(kept_by_bcftools(R"(COUNT(SV)=2)"), "4 5");
    EXPECT_EQ(kept_by_bcftools(R"(COUNT(GT="het")=2)"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(COUNT(ALT)=0)"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(STRLEN(SV)=1)"), "1 3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(STRLEN(S1)=0)"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(STRLEN(ALT)=1)"), "1 3 4");
    EXPECT_EQ(kept_by_bcftools(R"(STRLEN(FS)=2)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(ABS(ILEN)=1)"), "4 5");
    EXPECT_EQ(kept_by_bcftools(R"(sMIN(AD)=0 & GT="hom")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(phred(DP)<-11)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(sMAX(AD)=20 & GT!="mis")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(binom(FV)=1)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(N_PASS(DP>4)=2)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(F_PASS(GT="hom")>0.5)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(MAX(DP>3)=1)"), "");
}

TEST(Values, are_calculated_by_the_manual) {
    EXPECT_EQ(kept("QUAL-1-1>27"), "4");
    EXPECT_EQ(kept("sSUM(IV)=6"), "1");
    EXPECT_EQ(kept("F_PASS(GT[0-1]=\"hom\")=0.5"), "1 2 6");
    EXPECT_EQ(kept("STRLEN(FS)=2 & GT=\"AA\""), "1");
    EXPECT_EQ(kept("phred(QUAL)=-10"), "1");
    EXPECT_EQ(kept("COUNT(CSQ.MAX_AF)=2"), "3");
}

TEST(Values, of_different_lengths_are_refused) {
    EXPECT_ERROR(kept("IV+SV>1"), ErrorKind::usage, HasSubstr("'SV' is no number"));
    EXPECT_ERROR(kept("IV+FV>1"), ErrorKind::usage, HasSubstr("3 values '+' 2"));
    EXPECT_ERROR(
        kept_by_bcftools("DP=AD"), ErrorKind::usage, HasSubstr("1 values a sample with 2"));
}
}  // namespace

}  // namespace genostrat::filter
