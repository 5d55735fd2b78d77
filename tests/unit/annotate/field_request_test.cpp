// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/field_request.hpp>

namespace genostrat::annotate {
namespace {

TEST(FieldRequest, is_a_source_with_or_without_a_name_of_its_own) {
    const FieldRequest plain = FieldRequest::parse("AF");
    EXPECT_EQ(plain.source, "AF");
    EXPECT_EQ(plain.name, "AF");
    const FieldRequest renamed = FieldRequest::parse("AF_joint:gnomAD_AF");
    EXPECT_EQ(renamed.source, "AF_joint");
    EXPECT_EQ(renamed.name, "gnomAD_AF");
}

TEST(FieldRequest, refuses_what_cannot_be_an_info_key) {
    for (const char* const text : {"", ":AF", "AF:", "AF:a b", "AF:a=b"})
        EXPECT_ERROR(FieldRequest::parse(text), ErrorKind::usage, testing::HasSubstr("no field"));
}

TEST(FieldRequest, takes_columns_of_any_name_where_they_get_another) {
    const FieldRequest request = FieldRequest::parse("pos(1-based):place");
    EXPECT_EQ(request.source, "pos(1-based)");
    EXPECT_EQ(request.name, "place");
    EXPECT_EQ(FieldRequest::parse("6:PHRED").source, "6");
}

TEST(ParseColumnType, knows_the_words_of_a_header) {
    EXPECT_EQ(parse_column_type("Float"), ColumnType::floating);
    EXPECT_EQ(parse_column_type("Flag"), ColumnType::flag);
    EXPECT_EQ(parse_column_type("float"), std::nullopt);
}

}  // namespace
}  // namespace genostrat::annotate
