// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/variant/reorder.hpp>

namespace genostrat {
namespace {

using Kind = Number::Kind;

std::string values(std::string_view text, Kind kind, const AlleleOrder& order) {
    std::string out;
    return append_reordered(text, kind, order, out) ? out : "does not fit";
}

std::string genotype(std::string_view text, const AlleleOrder& order) {
    std::string out;
    return append_reordered_genotype(text, order, out) ? out : "does not fit";
}

TEST(AppendReordered, moves_values_with_their_alleles) {
    const AlleleOrder swap = AlleleOrder::swap(3, 2);  // REF A B -> B A REF
    EXPECT_EQ(values("1,2", Kind::per_alt, swap), "1,.");
    EXPECT_EQ(values("r,a,b", Kind::per_allele, swap), "b,a,r");
    // 00 01 11 02 12 22 of the new row are BB BA AA RB RA RR of the old one
    EXPECT_EQ(values("rr,ra,aa,rb,ab,bb", Kind::per_genotype, swap), "bb,ab,aa,rb,ra,rr");
    EXPECT_EQ(values("r,a,b", Kind::per_genotype, swap), "b,a,r");  // haploid
    EXPECT_EQ(values(".", Kind::per_allele, swap), ".");
    EXPECT_EQ(values("x,y", Kind::other, swap), "x,y");
}

TEST(AppendReordered, says_where_a_vector_does_not_fit) {
    const AlleleOrder swap = AlleleOrder::swap(2, 1);
    EXPECT_EQ(values("1,2", Kind::per_alt, swap), "does not fit");
    EXPECT_EQ(values("1", Kind::per_allele, swap), "does not fit");
    EXPECT_EQ(values("1,2,3,4", Kind::per_genotype, swap), "does not fit");
}

TEST(AppendReorderedGenotype, keeps_phase_and_missing_alleles) {
    const AlleleOrder swap = AlleleOrder::swap(3, 1);
    EXPECT_EQ(genotype("0|1", swap), "1|0");
    EXPECT_EQ(genotype("./2/0", swap), "./2/1");
    EXPECT_EQ(genotype("1", swap), "0");
    EXPECT_EQ(genotype("0/3", swap), "does not fit");
    EXPECT_EQ(genotype("0/x", swap), "does not fit");
}

TEST(AlleleOrder, leaves_alleles_out) {
    const AlleleOrder order = AlleleOrder::without({false, true, false});
    EXPECT_EQ(values("r,a,b", Kind::per_allele, order), "r,b");
    EXPECT_EQ(genotype("1|2", order), "0|1");
    EXPECT_EQ(values("7", Kind::per_alt, AlleleOrder::without({false, true})), ".");
}

std::string reorder(std::string_view line, std::size_t allele) {
    const RowReorderer reorderer{
        {.info =
             {{"AC", Kind::per_alt},
              {"AF", Kind::per_alt},
              {"AC_x", Kind::per_alt},
              {"XA", Kind::per_alt},
              {"AD", Kind::per_allele}},
         .format = {{"AD", Kind::per_allele}, {"PL", Kind::per_genotype}}}};
    std::string out;
    reorderer.append_line(
        RowText::parse(line),
        AlleleOrder::swap(3, allele),
        {.contig = "2", .pos = 9, .ref = "C", .alts = {"A", "G"}},
        out);
    return out;
}

TEST(RowReorderer, counts_what_was_ref) {
    EXPECT_EQ(
        reorder(
            "1\t5\trs\tA\tC,G\t30\tPASS\tAC=3,2;AN=10;AF=0.25,0.5;AC_x=1,.;XA=5,6;DB;AD=7,8,9\t"
            "GT:AD:PL\t0|1:1,2,3:0,1,2,3,4,5\t./2",
            1),
        "2\t10\trs\tC\tA,G\t30\tPASS\tAC=5,2;AN=10;AF=0.25,0.5;AC_x=.,.;XA=.,6;DB;AD=8,7,9\t"
        "GT:AD:PL\t1|0:2,1,3:2,1,0,4,3,5\t./2");
}

TEST(RowReorderer, names_what_does_not_fit) {
    EXPECT_ERROR(
        reorder("1\t5\t.\tA\tC,G\t.\t.\tAD=1", 1),
        ErrorKind::bad_data,
        testing::HasSubstr("INFO/AD is '1'"));
    EXPECT_ERROR(
        reorder("1\t5\t.\tA\tC,G\t.\t.\t.\tGT\t3/0", 1),
        ErrorKind::bad_data,
        testing::HasSubstr("1:5: FORMAT/GT is '3/0'"));
}

}  // namespace
}  // namespace genostrat
