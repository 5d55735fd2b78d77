// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

#include <genostrat/filter/query_format.hpp>

namespace genostrat::filter {

namespace {

using ::testing::HasSubstr;

/// The text of the n-th row (from 1).
std::string
printed(std::string_view format, int number = 1, std::vector<std::uint8_t> passing = {}) {
    const Schema schema = Schema::parse(std::string{test::header}, "case.vcf");
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    QueryFormat query{format, schema};
    const auto lines = genostrat::test::lines_of(test::rows);
    const RowId row = batch.add_line(lines[static_cast<std::size_t>(number - 1)]);
    std::string out;
    query.append(batch, row, passing, out);
    return out;
}

// Expected texts: bcftools 1.16 query on the same rows.
TEST(QueryFormat, prints_columns) {
    EXPECT_EQ(
        printed("%CHROM:%POS0-%END\\t%ID %REF>%ALT %ALT{1} %FIRST_ALT %QUAL %FILTER %TYPE\\n", 3),
        "1:2-3\tr3;r4 A>C,G G C 20 q10 SNP\n");
    EXPECT_EQ(printed("%POS %END %END0 %TYPE %ALT{0} %ALT{7}", 5), "5 5 4 INDEL,OTHER AT .");
    EXPECT_EQ(printed("%ALT %QUAL %FILTER %INFO %TYPE", 2), ". . . . REF");
    EXPECT_EQ(printed("%FORMAT", 5), "GT:DP\t1:4\t0:.\t.:7");
    EXPECT_EQ(printed("%LINE", 2), "1\t2\t.\tA\t.\t.\t.\t.\tGT\t0/0\t./.\t.\n");
}

TEST(QueryFormat, prints_info_tags) {
    EXPECT_EQ(printed("%INFO/IV %IV{1} %IV{9} %FLG %S1"), "1,2,3 2 . 1 abc");
    EXPECT_EQ(printed("%INFO/IV %IV{1} %FLG %S1", 2), ". . . .");
}

TEST(QueryFormat, loops_over_samples) {
    EXPECT_EQ(printed("%POS[ %SAMPLE=%GT]\\n", 3), "3 A=0/1 B=1|2 C=0|.\n");
    EXPECT_EQ(printed("[%TGT ]", 3), "A/C C|G A|. ");
    EXPECT_EQ(printed("[%IUPACGT ]", 3), "M S A|. ");
    EXPECT_EQ(printed("[%TGT ]", 5), "AT A . ");
    EXPECT_EQ(printed("[%IUPACGT ]", 6), "N/<INS>/<INS> N/N/N ./. ");
    EXPECT_EQ(printed("[%GT %DP %AD{0};]", 4), ". 3 1;. . .;. 5 4;");
    EXPECT_EQ(printed("[%FSV{1} %POS ]"), "b 1 . 1 . 1 ");
    EXPECT_EQ(printed("[%SAMPLE %GT\\n]", 1, {1, 0, 1}), "A 0/1\nC 0/0\n");
    EXPECT_EQ(printed("[%PBINOM(AD) ]"), "0 0 0 ");
    EXPECT_EQ(printed("%N_PASS(GT=\"het\")", 3), "2");
}

TEST(QueryFormat, writes_a_header_line) {
    const Schema schema = Schema::parse(std::string{test::header}, "case.vcf");
    EXPECT_EQ(
        (QueryFormat{"%POS\\t%INFO/IV[\\t%GT\\t%DP]\\n", schema}.header()),
        "# [1]POS\t[2]IV\t[3]A:GT\t[4]A:DP\t[5]B:GT\t[6]B:DP\t[7]C:GT\t[8]C:DP\n");
    EXPECT_EQ(
        (QueryFormat{"[%POS %SAMPLE\\n]", schema}.header()),
        "# [1]A:POS [2]SAMPLE\n[3]B:POS [4]SAMPLE\n[5]C:POS [6]SAMPLE\n");
}

TEST(QueryFormat, marks_what_it_does_not_know) {
    EXPECT_ERROR(
        printed("%POS %NOPE"), ErrorKind::usage, HasSubstr("\n  %POS %NOPE\n       ^^^^^"));
    EXPECT_ERROR(printed("%DP"), ErrorKind::usage, HasSubstr("[ %DP]"));
    EXPECT_ERROR(printed("[%GT"), ErrorKind::usage, HasSubstr("not closed"));
    EXPECT_ERROR(printed("%GT]"), ErrorKind::usage, HasSubstr("brackets"));
    EXPECT_ERROR(printed("a]"), ErrorKind::usage, HasSubstr("no '['"));
    EXPECT_ERROR(printed("%"), ErrorKind::usage, HasSubstr("must follow"));
    EXPECT_ERROR(printed("%N_PASS(GT"), ErrorKind::usage, HasSubstr("not closed"));
    EXPECT_ERROR(printed("%IV{x}"), ErrorKind::usage, HasSubstr("index"));
    const Schema schema = Schema::parse(std::string{test::header}, "case.vcf");
    const QueryFormat lenient{"%NOPE", schema, Rules::manual, UndefinedTags::print_missing};
    EXPECT_FALSE(lenient.has_loop());
}

}  // namespace

}  // namespace genostrat::filter
