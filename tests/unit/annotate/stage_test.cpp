// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/stage.hpp>

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

}  // namespace
}  // namespace genostrat::annotate
