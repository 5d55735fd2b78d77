// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/genes/gff.hpp>

namespace genostrat::genes {
namespace {

using testing::HasSubstr;

TEST(ParseGffLine, reads_the_nine_columns) {
    const GffRecord record = parse_gff_line("1\thavana\tCDS\t11\t20\t.\t-\t2\tID=a;Parent=b");
    EXPECT_EQ(record.contig, "1");
    EXPECT_EQ(record.source, "havana");
    EXPECT_EQ(record.type, "CDS");
    EXPECT_EQ(record.span, (Interval{10, 20}));
    EXPECT_EQ(record.strand, '-');
    EXPECT_EQ(record.phase, 2);
    EXPECT_EQ(record.attributes, "ID=a;Parent=b");
}

TEST(ParseGffLine, says_what_is_wrong) {
    EXPECT_ERROR(parse_gff_line("1\tx\tCDS"), ErrorKind::bad_data, HasSubstr("has 3 tab"));
    EXPECT_ERROR(
        parse_gff_line("1\tx\tCDS\t1.5\t5\t.\t+\t0\t"),
        ErrorKind::bad_data,
        HasSubstr("start is '1.5'"));
    EXPECT_ERROR(
        parse_gff_line("1\tx\tCDS\t9\t5\t.\t+\t0\t"),
        ErrorKind::bad_data,
        HasSubstr("end 5 lies before start 9"));
    EXPECT_ERROR(
        parse_gff_line("1\tx\tCDS\t1\t5\t.\tplus\t0\t"), ErrorKind::bad_data, HasSubstr("'plus'"));
    EXPECT_ERROR(
        parse_gff_line("1\tx\tCDS\t1\t5\t.\t+\t3\t"),
        ErrorKind::bad_data,
        HasSubstr("phase is '3'"));
}

TEST(GffAttribute, reads_both_dialects) {
    const std::string_view gff3 = "ID=gene:G1;Name=A%3BB;flag;tag=basic,seleno";
    EXPECT_EQ(guess_gff_dialect(gff3), GffDialect::gff3);
    EXPECT_EQ(gff_attribute(gff3, GffDialect::gff3, "Name"), "A%3BB");
    EXPECT_EQ(gff_attribute(gff3, GffDialect::gff3, "tag"), "basic,seleno");
    EXPECT_EQ(gff_attribute(gff3, GffDialect::gff3, "name"), "");
    const std::string_view gtf = R"(gene_id "G1"; level 2; note "a; b"; tag "x";)";
    EXPECT_EQ(guess_gff_dialect(gtf), GffDialect::gtf);
    EXPECT_EQ(gff_attribute(gtf, GffDialect::gtf, "level"), "2");
    EXPECT_EQ(gff_attribute(gtf, GffDialect::gtf, "note"), "a; b");
    EXPECT_EQ(gff_attribute(gtf, GffDialect::gtf, "tag"), "x");
}

TEST(DecodePercent, leaves_what_is_no_escape) {
    EXPECT_EQ(decode_percent("a%3Bb%2cc"), "a;b,c");
    EXPECT_EQ(decode_percent("50%"), "50%");
    EXPECT_EQ(decode_percent("%zz"), "%zz");
}

}  // namespace
}  // namespace genostrat::genes
