// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

#include <algorithm>

#include <genostrat/variant/schema.hpp>

namespace genostrat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Schema small() {
    return std::move(test::VcfRows{std::string{test::small_header}}.schema());
}

TEST(Schema, knows_what_the_header_declares) {
    const Schema schema = small();
    EXPECT_THAT(schema.samples(), ElementsAre("A", "B"));
    EXPECT_EQ(schema.contigs().length(0), 1000);
    EXPECT_EQ(schema.info(schema.reads_info("AF")).type, ColumnType::floating);
    EXPECT_EQ(schema.info(schema.reads_info("NAME")).description, "text, with a comma");
    EXPECT_TRUE(schema.has_filter("q10"));
    EXPECT_TRUE(schema.has_filter("PASS"));
    EXPECT_EQ(schema.find_sample("B"), 1);
    EXPECT_EQ(schema.find_sample("C"), -1);
}

TEST(Schema, names_the_nearest_column) {
    EXPECT_ERROR(small().reads_info("FA"), ErrorKind::usage, HasSubstr("did you mean 'AF'"));
}

TEST(Schema, keeps_the_text_and_appends_what_is_added) {
    std::string text{test::small_header};
    std::ranges::replace(text, '~', '\t');
    Schema schema = Schema::parse(text, "x.vcf");
    EXPECT_EQ(schema.text(), text);
    schema.adds_info({.id = "NEW", .number = "1", .type = ColumnType::flag, .description = "d"});
    schema.adds_info({.id = "AF", .number = "R", .type = ColumnType::floating, .description = "e"});
    EXPECT_THAT(schema.text(), HasSubstr("##INFO=<ID=NEW,Number=1,Type=Flag,Description=\"d\">\n"));
    EXPECT_THAT(schema.text(), HasSubstr("##INFO=<ID=AF,Number=R,Type=Float,Description=\"e\">"));
    EXPECT_THAT(schema.text(), Not(HasSubstr("ID=AF,Number=A")));
}

TEST(Schema, refuses_what_is_no_header) {
    EXPECT_ERROR(Schema::parse("##a=b\n", "x.vcf"), ErrorKind::bad_data, HasSubstr("no #CHROM"));
    EXPECT_ERROR(
        Schema::parse("##a=b\nCHROM\tPOS\n", "x.vcf"), ErrorKind::bad_data, HasSubstr("x.vcf:2"));
    EXPECT_ERROR(
        Schema::parse("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\tS\n", "x.vcf"),
        ErrorKind::bad_data,
        HasSubstr("two samples have the name 'S'"));
    EXPECT_ERROR(
        Schema::parse("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\t\n", "x.vcf"),
        ErrorKind::bad_data,
        HasSubstr("column 11 has no sample name"));
}

TEST(Schema, carriage_returns_stay_and_new_lines_get_them) {
    Schema schema = Schema::parse(
        "##fileformat=VCFv4.3\r\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\r\n", "x.vcf");
    schema.adds_line("##note=1");
    EXPECT_THAT(schema.text(), HasSubstr("##note=1\r\n#CHROM"));
}

TEST(Schema, selected_samples_follow_the_asked_order) {
    Schema schema = small();
    const std::vector<std::int32_t> only_b{1, 0};
    schema.selects_samples(only_b);
    EXPECT_THAT(schema.samples(), ElementsAre("B", "A"));
    EXPECT_EQ(schema.n_input_samples(), 2U);
    EXPECT_THAT(schema.text(), testing::EndsWith("FORMAT\tB\tA\n"));
}

TEST(Schema, lines_of_formats_leave_with_their_columns) {
    Schema selected = small();
    ASSERT_THAT(selected.text(), HasSubstr("##FORMAT=<ID=GT"));
    selected.selects_samples({}, true);
    EXPECT_THAT(selected.text(), Not(HasSubstr("##FORMAT")));
    Schema dropped = small();
    dropped.drops_samples_at_output();
    EXPECT_THAT(dropped.text(), Not(HasSubstr("##FORMAT")));
    EXPECT_TRUE(dropped.find_format("GT").has_value());
}

TEST(Number, reads_the_header_s_spelling) {
    EXPECT_EQ(Number::parse("A"), (Number{Number::Kind::per_alt, 0}));
    EXPECT_EQ(Number::parse("2"), (Number{Number::Kind::fixed, 2}));
    EXPECT_EQ(Number::parse("."), (Number{Number::Kind::other, 0}));
}

}  // namespace
}  // namespace genostrat
