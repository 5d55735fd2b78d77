// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <string>
#include <vector>

#include <genostrat/variant/split.hpp>

namespace genostrat {
namespace {

using Kind = Number::Kind;

std::string project(std::string_view values, Kind kind, std::size_t n_alleles, std::size_t allele) {
    std::string out;
    const Projected status = append_projected(values, kind, {n_alleles, allele}, out);
    return status == Projected::wrong_count ? "wrong" : out;
}

// Expected values: bcftools 1.16, `norm -m-`, on one row with three ALTs each.
TEST(AppendProjected, takes_the_values_of_one_allele) {
    EXPECT_EQ(project("1,2,3", Kind::per_alt, 4, 1), "1");
    EXPECT_EQ(project("1,2,3", Kind::per_alt, 4, 3), "3");
    EXPECT_EQ(project("0,1,2,3", Kind::per_allele, 4, 2), "0,2");
    EXPECT_EQ(project("0,1,2,3,4,5,6,7,8,9", Kind::per_genotype, 4, 1), "0,1,2");
    EXPECT_EQ(project("0,1,2,3,4,5,6,7,8,9", Kind::per_genotype, 4, 2), "0,3,5");
    EXPECT_EQ(project("0,1,2,3,4,5,6,7,8,9", Kind::per_genotype, 4, 3), "0,6,9");
}

TEST(AppendProjected, knows_haploid_likelihoods) {
    EXPECT_EQ(project("0,1,2,3", Kind::per_genotype, 4, 3), "0,3");
}

TEST(AppendProjected, keeps_missing_values) {
    EXPECT_EQ(project(".", Kind::per_alt, 4, 3), ".");
    EXPECT_EQ(project(".,.,.", Kind::per_alt, 4, 3), ".");
    EXPECT_EQ(project(".", Kind::per_genotype, 4, 2), ".");
    EXPECT_EQ(project("0,1", Kind::per_allele, 4, 2), "0");
    EXPECT_EQ(project("1,2", Kind::per_alt, 4, 3), ".");
}

TEST(AppendProjected, copies_what_does_not_follow_the_alleles) {
    EXPECT_EQ(project("1,2,3,4,5", Kind::other, 4, 2), "1,2,3,4,5");
    EXPECT_EQ(project("7", Kind::fixed, 4, 2), "7");
}

TEST(AppendProjected, refuses_a_wrong_number_of_values) {
    EXPECT_EQ(project("1,2,3,4", Kind::per_alt, 4, 1), "wrong");
    EXPECT_EQ(project("1", Kind::per_allele, 4, 1), "wrong");
    EXPECT_EQ(project("1,2,3,4,5,6,7,8,9,10,11", Kind::per_genotype, 4, 1), "wrong");
}

std::string project_genotype(std::string_view genotype, std::size_t allele) {
    std::string out;
    return append_projected_genotype(genotype, {4, allele}, out) ? out : "wrong";
}

TEST(AppendProjectedGenotype, makes_other_alts_reference) {
    EXPECT_EQ(project_genotype("2|3", 1), "0|0");
    EXPECT_EQ(project_genotype("2|3", 2), "1|0");
    EXPECT_EQ(project_genotype("2|3", 3), "0|1");
    EXPECT_EQ(project_genotype("1/1", 1), "1/1");
    EXPECT_EQ(project_genotype("3", 3), "1");
    EXPECT_EQ(project_genotype("0/1/2", 2), "0/0/1");
    EXPECT_EQ(project_genotype("./2", 2), "./1");
    EXPECT_EQ(project_genotype(".|.", 2), ".|.");
    EXPECT_EQ(project_genotype(".", 2), ".");
}

TEST(AppendProjectedGenotype, refuses_unknown_alleles) {
    EXPECT_EQ(project_genotype("0/4", 1), "wrong");
    EXPECT_EQ(project_genotype("0/x", 1), "wrong");
}

TagKinds kinds() {
    return {
        .info = {{"IA", Kind::per_alt}, {"IR", Kind::per_allele}, {"IG", Kind::per_genotype}},
        .format = {{"A", Kind::per_alt}, {"AD", Kind::per_allele}, {"PL", Kind::per_genotype}}};
}

std::vector<std::string> split_line(const std::string& line, SplitOptions options = {}) {
    const RowSplitter splitter{kinds(), std::move(options)};
    const RowText row = RowText::parse(line);
    const std::vector<std::string_view> alts = row.alts();
    std::vector<std::string> lines;
    for (std::size_t allele = 1; allele <= alts.size(); ++allele)
        splitter.append_line(row, alts, allele, lines.emplace_back());
    return lines;
}

TEST(RowSplitter, writes_a_row_for_each_alt) {
    EXPECT_THAT(
        split_line("1\t10\trs1\tA\tC,G\t30\tq10\tIA=1,2;FL;IR=0,1,2;X=a,b;IG=0,1,2,3,4,5\t"
                   "GT:AD:PL\t0/1:5,6,7:0,1,2,3,4,5\t1|2:.:0,1,2\t./."),
        testing::ElementsAre(
            "1\t10\trs1\tA\tC\t30\tq10\tIA=1;FL;IR=0,1;X=a,b;IG=0,1,2\tGT:AD:PL\t"
            "0/1:5,6:0,1,2\t1|0:.:0,1\t./.",
            "1\t10\trs1\tA\tG\t30\tq10\tIA=2;FL;IR=0,2;X=a,b;IG=0,3,5\tGT:AD:PL\t"
            "0/0:5,7:0,3,5\t0|1:.:0,2\t./."));
}

TEST(RowSplitter, leaves_rows_without_samples_and_info_as_they_are) {
    EXPECT_THAT(
        split_line("1\t10\t.\tA\tC,*\t.\t.\t."),
        testing::ElementsAre("1\t10\t.\tA\tC\t.\t.\t.", "1\t10\t.\tA\t*\t.\t.\t."));
}

TEST(RowSplitter, names_the_malformed_key) {
    EXPECT_ERROR(
        split_line("1\t10\t.\tA\tC,G\t.\t.\tIA=1,2,3"),
        ErrorKind::bad_data,
        testing::HasSubstr("1:10: INFO/IA has 3 values"));
    EXPECT_ERROR(
        split_line("1\t10\t.\tA\tC,G\t.\t.\t.\tAD\t1,2,3,4"),
        ErrorKind::bad_data,
        testing::HasSubstr("FORMAT/AD has 4 values"));
    EXPECT_ERROR(
        split_line("1\t10\t.\tA\tC,G\t.\t.\t.\tGT\t0/3"),
        ErrorKind::bad_data,
        testing::HasSubstr("genotype 0/3"));
}

// bcftools' case norm.string-tags and its answer.
TEST(RowSplitter, takes_what_is_there_of_text) {
    const SplitOptions options{
        .text_info = {{"IA", true}, {"IR", true}}, .text_format = {{"AD", true}}};
    EXPECT_THAT(
        split_line("1\t10\t.\tA\tC,G\t.\t.\tIA=bbb;IR=aaa\tAD\ta,b,c\t.", options),
        testing::ElementsAre(
            "1\t10\t.\tA\tC\t.\t.\tIA=bbb;IR=.\tAD\ta,b\t.",
            "1\t10\t.\tA\tG\t.\t.\tIA=.;IR=.\tAD\ta,c\t."));
}

TEST(RowSplitter, can_drop_malformed_keys) {
    EXPECT_THAT(
        split_line(
            "1\t10\t.\tA\tC,G\t.\t.\tIA=1,2,3\tAD:GT\t1,2,3,4:0/1\t1,2,3:1/2",
            {.drop_malformed = true}),
        testing::ElementsAre(
            "1\t10\t.\tA\tC\t.\t.\t.\tGT\t0/1\t1/0", "1\t10\t.\tA\tG\t.\t.\t.\tGT\t0/0\t0/1"));
}

TEST(RowSplitter, can_keep_the_sum_of_allele_depths) {
    EXPECT_THAT(
        split_line("1\t10\t.\tA\tC,G\t.\t.\t.\tAD\t10,2,3\t1,2,.\t.", {.keep_sum = {"AD"}}),
        testing::ElementsAre(
            "1\t10\t.\tA\tC\t.\t.\t.\tAD\t13,2\t1,2\t.",
            "1\t10\t.\tA\tG\t.\t.\t.\tAD\t12,3\t3,.\t."));
}

}  // namespace
}  // namespace genostrat
