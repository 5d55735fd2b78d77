// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

namespace genostrat::filter {

namespace {

using test::kept;
using test::kept_by_bcftools;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Truths, are_those_of_bcftools) {
    EXPECT_EQ(kept_by_bcftools(R"(QUAL>5 > 0)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(FLG)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(FLG=1)"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(FLG && QUAL>1)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL=".")"), "2");
    EXPECT_EQ(kept_by_bcftools(R"("."=QUAL)"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL!=".")"), "1 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(MAX(IV)=".")"), "");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL+1=".")"), "");
    EXPECT_EQ(kept_by_bcftools(R"(IV=DP)"), "2 4 6");
    EXPECT_EQ(kept_by_bcftools(R"(DP!=IV)"), "1 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(S1=FS)"), "2 3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(S1~".")"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(S1!~".")"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(SV!~".")"), "3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(SV~"\.")"), "3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(ID~"r")"), "1 3");
    EXPECT_EQ(kept_by_bcftools(R"(ID!~".")"), "");
    EXPECT_EQ(kept_by_bcftools(R"(FILTER=".")"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(FILTER!~".")"), "1 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(FILTER~"q10")"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(TYPE="ref")"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(TYPE="other")"), "6");
    EXPECT_EQ(kept_by_bcftools(R"(TYPE~"indel")"), "4 5");
    EXPECT_EQ(kept_by_bcftools(R"(TYPE!="snp")"), "2 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(GT="mis")"), "2 3 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(GT!="mis")"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(GT="RA")"), "1 3 6");
    EXPECT_EQ(kept_by_bcftools(R"(GT="A")"), "5");
    EXPECT_EQ(kept_by_bcftools(R"(GT[0]="het" & DP[1]>1)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(GT[0]="het" && DP[1]>1)"), "1 3");
    EXPECT_EQ(kept_by_bcftools(R"(QUAL>15 | DP>15)"), "1 3 4");
    EXPECT_EQ(kept_by_bcftools(R"((QUAL>15 | DP>15) & GT="hom")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"((QUAL>15 || DP>15) & GT="hom")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"((QUAL>15 || DP>4) & DP<8)"), "1 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(N_PASS(DP>3 && GT="het")=1)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(N_PASS(DP>3 & GT="het")=1)"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(N_PASS(DP>3 | GT="het")=2)"), "3 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(N_PASS(DP>3 || GT="het")=3)"), "1 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(1=1)"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"("a"~"a")"), "1 2 3 4 5 6");
}

TEST(Truths, of_empty_text_are_those_of_bcftools) {
    EXPECT_EQ(kept_by_bcftools(R"(S1="")"), "2 3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(S1!="")"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(S1~"")"), "2 3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(S1!~"")"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(SV="")"), "2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(FS!="")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(S1!=SV)"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(SV="a,")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(SV!~"x,.")"), "1 3 4 5");
    EXPECT_EQ(kept("S1=\"\""), "");
}

TEST(Truths, by_the_manual) {
    EXPECT_EQ(kept("FLG"), "1 6");
    EXPECT_EQ(kept("!FLG && QUAL>15"), "3 4");
    EXPECT_EQ(kept(R"(!(GT="mis"))"), "1 4");
    EXPECT_EQ(kept(R"(N_PASS(!(GT="het"))=2)"), "1 6");
    EXPECT_EQ(kept(R"(FILTER in {"q10","."})"), "2 3");
    EXPECT_EQ(kept(R"(GT in {"0/1","1|2"})"), "1 3");
    EXPECT_EQ(kept("IV in {2,5}"), "1 4 5");
    EXPECT_EQ(kept("N_PASS(DP in {4,7})=2"), "5 6");
    EXPECT_EQ(kept("MAX(IV)=\".\""), "2 3 6");
}

TEST(Truths, of_annotations_join_entry_by_entry) {
    EXPECT_EQ(kept(R"(CSQ.SYMBOL="G2" & CSQ.IMPACT="MODERATE")"), "");
    EXPECT_EQ(kept(R"(CSQ.SYMBOL="G2" && CSQ.IMPACT="MODERATE")"), "1");
    EXPECT_EQ(kept(R"(all(CSQ.SYMBOL="G1"))"), "3");
    EXPECT_EQ(kept(R"(any(CSQ.SYMBOL="G1"))"), "1 3");
    EXPECT_EQ(kept(R"(pick(CSQ.IMPACT="MODERATE"))"), "3");
    EXPECT_EQ(kept(R"(all(!(CSQ.SYMBOL="G2")))"), "3");
    EXPECT_ERROR(kept("all(QUAL>1)"), ErrorKind::usage, HasSubstr("entries of an annotation"));
}
}  // namespace

}  // namespace genostrat::filter
