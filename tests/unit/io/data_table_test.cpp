// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/io/data_table.hpp>

namespace genostrat::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(DataTable, reads_each_separator_and_quoted_fields) {
    const DataTable commas = DataTable::parse("\"id\",\"a b\"\n\"x, y\",\"2\"\"\"\n3,inf\r\n", "t");
    EXPECT_THAT(commas.columns(), ElementsAre("id", "a b"));
    ASSERT_EQ(commas.n_rows(), 2U);
    EXPECT_EQ(commas.text(0, 0), "x, y");
    EXPECT_EQ(commas.text(0, 1), "2\"");
    EXPECT_TRUE(std::isinf(*commas.number(1, 1)));
    const DataTable blanks = DataTable::parse("##note\n#IID  SEX\nA   1\n", "t");
    EXPECT_THAT(blanks.columns(), ElementsAre("IID", "SEX"));
    EXPECT_EQ(blanks.text(0, 1), "1");
    const DataTable tabs = DataTable::parse("a\tb\n\t5\nNA\t.\n", "t");
    EXPECT_TRUE(tabs.is_missing(0, 0));
    EXPECT_FALSE(tabs.number(1, 0));
    EXPECT_DOUBLE_EQ(*tabs.number(0, 1), 5);
}

TEST(DataTable, names_the_place_of_what_is_wrong) {
    EXPECT_ERROR(DataTable::parse("", "t"), ErrorKind::bad_data, HasSubstr("no header"));
    EXPECT_ERROR(DataTable::parse("a,a\n", "t"), ErrorKind::bad_data, HasSubstr("'a' is there"));
    EXPECT_ERROR(DataTable::parse("a,b\n\n1\n", "t"), ErrorKind::bad_data, HasSubstr("t:3"));
    EXPECT_ERROR(DataTable::parse("a,b\n\"1,2\n", "t"), ErrorKind::bad_data, HasSubstr("closed"));
    const DataTable table = DataTable::parse("age,b\nold,1\n", "t");
    EXPECT_ERROR(table.number(0, 0), ErrorKind::bad_data, HasSubstr("column age: 'old' is no"));
    EXPECT_ERROR(table.column("agee"), ErrorKind::missing_input, HasSubstr("did you mean 'age'"));
}

}  // namespace
}  // namespace genostrat::io
