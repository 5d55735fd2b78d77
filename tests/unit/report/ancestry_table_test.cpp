// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/report/ancestry_table.hpp>

namespace genostrat::report {
namespace {

TEST(AncestryTsv, one_row_a_sample_with_the_answer_in_words) {
    ancestry::AncestryTable table{.panel = "p", .groups = {"EUR", "AFR"}, .samples = {"a", "b"}};
    table.people.push_back(
        {.pcs = {1.5, -2}, .probabilities = {0.9, 0.1}, .group = 0, .matched_share = 0.5});
    table.people.push_back(
        {.pcs = {0, 0}, .probabilities = {0.45, 0.55}, .group = 1, .is_between = true});
    const std::vector<std::string> lines = test::lines_of(ancestry_tsv(table));
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(
        lines[0],
        "IID\tPC1\tPC2\tMostSimilarPop\tprobability\tis_between\tin_words\tmatched_share\tP_EUR\t"
        "P_AFR");
    EXPECT_EQ(lines[1], "a\t1.5\t-2\tEUR\t0.9\tFalse\tEUR\t0.5\t0.9\t0.1");
    EXPECT_THAT(lines[2], testing::HasSubstr("between AFR (55 %) and EUR (45 %)"));
}

}  // namespace
}  // namespace genostrat::report
