// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant/meta_line.hpp"

namespace genostrat::detail {
namespace {

TEST(MetaLine, reads_quoted_values_with_commas_and_escapes) {
    const auto line = parse_meta_line(
        R"(##INFO=<ID=X,Number=.,Type=String,Description="a, \"b\" > \\c",Source="s">)");
    ASSERT_TRUE(line);
    EXPECT_EQ(line->kind, "INFO");
    EXPECT_EQ(line->field("ID"), "X");
    EXPECT_EQ(line->field("Description"), R"(a, "b" > \c)");
    EXPECT_EQ(line->field("Source"), "s");
    EXPECT_EQ(line->field("Version"), "");
}

TEST(MetaLine, other_lines_are_not_structured) {
    EXPECT_FALSE(parse_meta_line("##fileformat=VCFv4.3"));
    EXPECT_FALSE(parse_meta_line("##INFO=<ID"));
}

TEST(ColumnLine, reads_back_as_it_was_written) {
    const std::string text = column_line(
        "FORMAT",
        {.id = "Q", .number = "R", .type = ColumnType::floating, .description = "say \"q\""});
    EXPECT_EQ(text, R"(##FORMAT=<ID=Q,Number=R,Type=Float,Description="say \"q\"">)");
    EXPECT_EQ(parse_meta_line(text)->field("Description"), "say \"q\"");
    EXPECT_EQ(parse_column_type("Flag"), ColumnType::flag);
}

}  // namespace
}  // namespace genostrat::detail
