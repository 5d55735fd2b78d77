// SPDX-License-Identifier: MIT
#include "packed_text.hpp"
#include "test_support.hpp"

#include <genostrat/io/tsv.hpp>

namespace genostrat::io {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Tsv : public ::testing::Test {
protected:
    TsvReader open(std::string_view content, TsvOptions options = {}) {
        test::write_file(folder_ / "t.tsv", content);
        return TsvReader{folder_ / "t.tsv", options};
    }

    test::TempDir folder_;
};

TEST_F(Tsv, gives_typed_fields_by_name) {
    TsvReader table = open("rsID\tpos\tweight\nrs1\t100\t-0.5\nrs2\t200\t1e-3\n");
    EXPECT_THAT(table.columns(), ElementsAre("rsID", "pos", "weight"));
    const std::size_t pos = table.column("pos");
    const std::size_t weight = table.column("weight");
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.number<std::int64_t>(pos), 100);
    EXPECT_EQ(table.number<double>(weight), -0.5);
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.text(0), "rs2");
    EXPECT_EQ(table.number<double>(weight), 0.001);
    EXPECT_EQ(table.where().line, 3);
    EXPECT_FALSE(table.next());
}

TEST_F(Tsv, keeps_comments_before_a_plain_header) {
    TsvReader table = open("##format\n#pgs_id=PGS1\na\tb\n1\t2\n");
    EXPECT_THAT(table.comments(), ElementsAre("##format", "#pgs_id=PGS1"));
    EXPECT_THAT(table.columns(), ElementsAre("a", "b"));
}

TEST_F(Tsv, takes_a_header_with_a_hash) {
    TsvReader table = open("##meta\tx\n#CHROM\tPOS\n1\t5\n2\t6\n");
    EXPECT_THAT(table.comments(), ElementsAre("##meta\tx"));
    EXPECT_THAT(table.columns(), ElementsAre("CHROM", "POS"));
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.text(0), "1");
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.text(1), "6");
}

TEST_F(Tsv, reads_other_separators_and_windows_lines) {
    TsvReader table = open("a,b\r\n1,\r\n", {.separator = ','});
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.text(0), "1");
    EXPECT_TRUE(table.is_missing(1));
}

TEST_F(Tsv, knows_missing_values) {
    TsvReader table = open("a\tb\tc\td\n.\tNA\tnan\t7\n");
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.number_if_present<double>(0), std::nullopt);
    EXPECT_EQ(table.number_if_present<double>(1), std::nullopt);
    EXPECT_EQ(table.number_if_present<double>(2), std::nullopt);
    EXPECT_EQ(table.number_if_present<int>(3), 7);
}

TEST_F(Tsv, names_the_nearest_column) {
    const TsvReader table = open("effect_allele\tpos\n");
    EXPECT_EQ(table.find_column("efect_allele"), std::nullopt);
    EXPECT_ERROR(
        table.column("efect_allele"),
        ErrorKind::missing_input,
        AllOf(HasSubstr("t.tsv: has no column 'efect_allele'"), HasSubstr("'effect_allele'")));
}

TEST_F(Tsv, names_line_column_and_value_of_a_bad_field) {
    TsvReader table = open("id\tpos\nx\t12a\n");
    ASSERT_TRUE(table.next());
    EXPECT_ERROR(
        table.number<int>(1),
        ErrorKind::bad_data,
        HasSubstr("t.tsv:2: column 'pos' is '12a', no whole number"));
}

TEST_F(Tsv, refuses_rows_of_another_width) {
    TsvReader table = open("a\tb\n1\t2\n1 2\n");
    ASSERT_TRUE(table.next());
    EXPECT_ERROR(
        table.next(),
        ErrorKind::bad_data,
        HasSubstr("t.tsv:3: this row has 1 fields, the header has 2"));
}

TEST_F(Tsv, refuses_a_missing_or_double_header) {
    EXPECT_ERROR(open(""), ErrorKind::bad_data, HasSubstr("no header line"));
    EXPECT_ERROR(open("## only\n"), ErrorKind::bad_data, HasSubstr("no header line"));
    EXPECT_ERROR(open("a\tb\ta\n"), ErrorKind::bad_data, HasSubstr("column 'a' is there twice"));
    EXPECT_ERROR(
        open("a\tb\n", {.header = TsvHeader::last_hash_line}),
        ErrorKind::bad_data,
        HasSubstr("no header line"));
}

TEST_F(Tsv, reads_gzip) {
    TsvReader table = open(test::gzip("a\n5\n"));
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.number<int>(0), 5);
}

}  // namespace
}  // namespace genostrat::io
