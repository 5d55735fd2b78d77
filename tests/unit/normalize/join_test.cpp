// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/normalize/join.hpp>

namespace genostrat::normalize {
namespace {

using Kind = Number::Kind;

std::string join(const std::vector<std::string>& columns) {
    std::vector<std::string> lines;
    for (const std::string& rest : columns)
        lines.push_back("1\t10\t" + rest);
    std::vector<RowText> rows;
    for (const std::string& line : lines)
        rows.push_back(RowText::parse(line));
    const JoinOptions options{
        .kinds =
            {.info =
                 {{"IA", Kind::per_alt},
                  {"IR", Kind::per_allele},
                  {"IG", Kind::per_genotype},
                  {"SR", Kind::per_allele}},
             .format =
                 {{"A", Kind::per_alt}, {"AD", Kind::per_allele}, {"PL", Kind::per_genotype}}},
        .text_info = {{"SR", true}}};
    return join_rows(rows, options).substr(5);
}

// Expected values: bcftools 1.16, norm -m+, on the same rows.
TEST(JoinRows, takes_ids_filters_and_the_largest_quality) {
    EXPECT_EQ(
        join({"r1\tA\tC\t10\t.\tIA=1;IR=0,1", "r2\tA\tG\t20\tPASS\tIA=2;IR=5,6"}),
        "r1;r2\tA\tC,G\t20\t.\tIA=1,2;IR=5,1,6");
    EXPECT_EQ(
        join({"r1\tA\tC\t.\tq10\tIA=1;IR=0,1", "r1\tA\tG\t20\t.\tIR=5,6"}),
        "r1\tA\tC,G\t20\tq10\tIA=1,.;IR=5,1,6");
    EXPECT_EQ(
        join({".\tA\tC\t.\tPASS\tIA=1", "r2\tA\tG\t20\tq10\tI1=6;IA=3"}),
        "r2\tA\tC,G\t20\tq10\tIA=1,3");
}

TEST(JoinRows, joins_vectors_by_their_number) {
    EXPECT_EQ(
        join({".\tA\tC\t.\t.\tIG=0,1,2", "r2\tA\tG\t20\t.\tIG=5,6,7"}),
        "r2\tA\tC,G\t20\t.\tIG=5,1,2,6,.,7");
    EXPECT_EQ(
        join({".\tA\tC\t.\t.\tSR=r,a;SD=x", "r2\tA\tG\t20\t.\tSR=q,b;SD=y;FL"}),
        "r2\tA\tC,G\t20\t.\tSR=r,a,b;SD=x");
    EXPECT_EQ(
        join({".\tA\tC,G\t.\t.\tIA=1,2", ".\tA\tG,T\t.\t.\tIA=3,4"}),
        ".\tA\tC,G,T\t.\t.\tIA=1,3,4");
}

TEST(JoinRows, lengthens_the_reference) {
    EXPECT_EQ(
        join(
            {".\tA\tAC\t.\t.\tIA=1",
             ".\tA\tG\t.\t.\tIA=3",
             ".\tAT\tA\t.\t.\tIA=4",
             ".\tA\tT\t.\t.\tIA=5",
             ".\tAT\tCG\t.\t.\tIA=6",
             ".\tAT\tTT\t.\t.\tIA=66",
             ".\tA\t<DEL>\t.\t.\tIA=7",
             ".\tA\t*\t.\t.\tIA=9"}),
        ".\tAT\tACT,GT,A,TT,CG,<DEL>,*\t.\t.\tIA=1,3,4,66,6,7,9");
}

TEST(JoinRows, puts_calls_into_free_places) {
    const auto genotypes = [](const std::string& first, const std::string& second) {
        const std::string line =
            join({".\tA\tC\t.\t.\t.\tGT\t" + first, ".\tA\tG\t.\t.\t.\tGT\t" + second});
        return line.substr(line.rfind('\t') + 1);
    };
    EXPECT_EQ(genotypes("0/1", "0/1"), "2/1");
    EXPECT_EQ(genotypes("1/1", "0/1"), "1/1");
    EXPECT_EQ(genotypes("./.", "0|1"), "2/.");
    EXPECT_EQ(genotypes("1|0", "0|1"), "1/2");
    EXPECT_EQ(genotypes("0|1", "1|0"), "2|1");
    EXPECT_EQ(genotypes("0/1", "./1"), "2/1");
    EXPECT_EQ(genotypes("0/1", "./."), "0/1");
}

TEST(JoinRows, joins_sample_vectors) {
    EXPECT_EQ(
        join(
            {".\tA\tC\t.\t.\t.\tGT:AD:PL\t0/1:1,2:3,4,5\t1/1:1,2:3,4,5",
             ".\tA\tG\t.\t.\t.\tGT:AD:PL\t0/1:1,3:3,6,7\t0/1:1,4:6,7,8"}),
        ".\tA\tC,G\t.\t.\t.\tGT:AD:PL\t2/1:1,2,3:3,4,5,6,.,7\t1/1:1,2,4:6,4,5,7,.,8");
}

TEST(JoinRows, refuses_rows_that_do_not_fit) {
    EXPECT_ERROR(
        join({".\tA\tC\t.\t.\t.", ".\tG\tC\t.\t.\t."}),
        ErrorKind::bad_data,
        testing::HasSubstr("REF A and G"));
    EXPECT_ERROR(
        join({".\tA\tC\t.\t.\t.\tGT\t0", ".\tA\tG\t.\t.\t.\tGT\t0/1"}),
        ErrorKind::bad_data,
        testing::HasSubstr("ploidy"));
}

}  // namespace
}  // namespace genostrat::normalize
