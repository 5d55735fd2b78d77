// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

namespace genostrat::filter {

namespace {

using test::kept;
using test::kept_by_bcftools;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Columns, are_read_as_bcftools_reads_them) {
    EXPECT_EQ(kept_by_bcftools(R"(IV[0]=".")"), "2 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(IV=".")"), "2 6");
    EXPECT_EQ(kept_by_bcftools(R"(IV<0)"), "3 5");
    EXPECT_EQ(kept_by_bcftools(R"(IV[0]<0)"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(I1=".")"), "2 3 4 5");
    EXPECT_EQ(kept_by_bcftools(R"(I1[1]=5)"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(IA[1]=".")"), "2 3 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(FV[0]=".")"), "2 4 6");
    EXPECT_EQ(kept_by_bcftools(R"(FV[0]!=".")"), "1 3 5");
    EXPECT_EQ(kept_by_bcftools(R"(F1=".")"), "2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(SV[0]=".")"), "2 3 4 6");
    EXPECT_EQ(kept_by_bcftools(R"(SV[1]=".")"), "2 3 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(SV[0,5]="a")"), "1");
    EXPECT_EQ(kept_by_bcftools(R"(SV[0,5]!="a")"), "2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(S1!=".")"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(FSV[:1]=".")"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(FSV!="a")"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(AD[0:1]=1)"), "");
    EXPECT_EQ(kept_by_bcftools(R"(AD[:1-]=1)"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(AD[:5]=".")"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(DP=".")"), "2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(AC=0)"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(AC=1)"), "5");
    EXPECT_EQ(kept_by_bcftools(R"(AC[1]=0)"), "1 2 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(AN=0)"), "4");
    EXPECT_EQ(kept_by_bcftools(R"(AN=6)"), "1 6");
    EXPECT_EQ(kept_by_bcftools(R"(MAF<0.2)"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(ILEN=1)"), "5");
    EXPECT_EQ(kept_by_bcftools(R"(ILEN=4)"), "5 6");
    EXPECT_EQ(kept_by_bcftools(R"(ILEN!=77)"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(ALT=".")"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(ALT[1]="G")"), "3");
    EXPECT_EQ(kept_by_bcftools(R"(N_MISSING=0)"), "1 3");
    EXPECT_EQ(kept_by_bcftools(R"(N_MISSING=2)"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(F_MISSING>0.5)"), "2");
    EXPECT_EQ(kept_by_bcftools(R"(POS>4)"), "5 6");
    EXPECT_EQ(kept_by_bcftools(R"(CHROM="1")"), "1 2 3 4 5 6");
    EXPECT_EQ(kept_by_bcftools(R"(ID!="r1")"), "2 3 4 5 6");
}

// bcftools query -f '%POS ' -i EXPR of the same four rows.
TEST(Columns, of_integers_with_an_empty_value_hold_one_missing_value) {
    const auto kept_of = [](std::string_view expression) {
        return kept(
            expression,
            Rules::bcftools,
            "1\t1\t.\tA\tC\t.\t.\tIA=9\n1\t2\t.\tA\tC\t.\t.\tIA=\n"
            "1\t3\t.\tA\tC\t.\t.\tIA=.\n1\t4\t.\tA\tC\t.\t.\tFLG\n");
    };
    EXPECT_EQ(kept_of("IA<=2"), "2 3");
    EXPECT_EQ(kept_of("IA[0]<=2"), "2 3");
    EXPECT_EQ(kept_of(R"(IA=".")"), "4");
    EXPECT_EQ(kept_of("COUNT(IA)=0"), "4");
}

TEST(Columns, of_lists_and_missing_alts_are_those_of_bcftools) {
    EXPECT_EQ(kept_by_bcftools("IV[0,2]<-1000"), "3 5");
    EXPECT_EQ(kept_by_bcftools(R"(ALT[1]!~".")"), "1 2 4 6");
}

TEST(Columns, mark_missing_elements_by_the_manual) {
    EXPECT_EQ(kept(R"(IV=".")"), "2 3 5 6");
    EXPECT_EQ(kept("IV<0"), "");
    EXPECT_EQ(kept(R"(FV[0]=".")"), "2 3 4 6");
    EXPECT_EQ(kept("IV[1]=5"), "");
    EXPECT_EQ(kept("IV[0]=5"), "4");
    EXPECT_EQ(kept("N_MISSING=1"), "3 5 6");
    EXPECT_EQ(kept(R"(ID="r4")"), "3");
    EXPECT_EQ(kept("ILEN=4"), "");
}

TEST(Columns, of_annotation_entries_are_typed_by_use) {
    EXPECT_EQ(kept(R"(CSQ.IMPACT="HIGH")"), "3");
    EXPECT_EQ(kept(R"(CSQ.IMPACT in {"HIGH","MODERATE"})"), "1 3");
    EXPECT_EQ(kept(R"(CSQ.Consequence="splice_region_variant")"), "1");
    EXPECT_EQ(kept("CSQ.MAX_AF>0.25"), "3");
    EXPECT_EQ(kept("MAX(CSQ.MAX_AF)<0.1"), "1");
    EXPECT_EQ(kept(R"(CSQ.SYMBOL=".")"), "");
    EXPECT_ERROR(kept("CSQ.IMPACT>3"), ErrorKind::usage, HasSubstr("'IMPACT' holds text"));
}
}  // namespace

}  // namespace genostrat::filter
