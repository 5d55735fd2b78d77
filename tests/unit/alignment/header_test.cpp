// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/alignment/header.hpp>

namespace genostrat::alignment {
namespace {

TEST(Header, reads_groups_and_order) {
    Header header;
    header.path = "x/y.bam";
    header.text = "@HD\tVN:1.6\tSO:coordinate\n@RG\tID:a\tSM:s1\n@RG\tID:b\tLB:l\tSM:s1\n";
    header.read_text();
    ASSERT_EQ(header.read_groups.size(), 2U);
    EXPECT_EQ(header.read_groups[1].id, "b");
    EXPECT_TRUE(header.sorted_by_position);
    EXPECT_EQ(header.sample(), "s1");
}

TEST(Header, names_the_file_where_samples_differ_or_are_absent) {
    Header header;
    header.path = "x/y.bam";
    EXPECT_EQ(header.sample(), "y");
    header.text = "@RG\tID:a\tSM:s1\n@RG\tID:b\tSM:s2\n";
    header.read_text();
    EXPECT_EQ(header.sample(), "y");
}

}  // namespace
}  // namespace genostrat::alignment
