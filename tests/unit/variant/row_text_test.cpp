// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/variant/row_text.hpp>

namespace genostrat {
namespace {

TEST(RowText, finds_the_columns) {
    const RowText row = RowText::parse("1\t10\trs1\tA\tC,G\t30\tPASS\tDP=5\tGT:DP\t0/1:2\t1/2:3");
    EXPECT_EQ(row.contig, "1");
    EXPECT_EQ(row.pos, "10");
    EXPECT_EQ(row.id, "rs1");
    EXPECT_EQ(row.ref, "A");
    EXPECT_THAT(row.alts(), testing::ElementsAre("C", "G"));
    EXPECT_EQ(row.qual, "30");
    EXPECT_EQ(row.filter, "PASS");
    EXPECT_EQ(row.info, "DP=5");
    EXPECT_EQ(row.format, "GT:DP");
    EXPECT_EQ(row.samples, "0/1:2\t1/2:3");
}

TEST(RowText, allows_for_rows_without_samples) {
    const RowText row = RowText::parse("1\t10\t.\tA\t.\t.\t.\tDP=5");
    EXPECT_EQ(row.info, "DP=5");
    EXPECT_TRUE(row.format.empty());
    EXPECT_TRUE(row.alts().empty());
}

TEST(RowText, refuses_a_short_line) {
    EXPECT_ERROR(
        RowText::parse("1\t10\t.\tA"), ErrorKind::bad_data, testing::HasSubstr("4 columns"));
}

}  // namespace
}  // namespace genostrat
