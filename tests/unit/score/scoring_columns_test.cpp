// SPDX-License-Identifier: MIT
#include "score/scoring_columns.hpp"
#include "test_support.hpp"

namespace genostrat::score {
namespace {

TEST(FindColumns, knows_the_names_of_several_tools) {
    const ScoringColumns columns = find_columns("SNP CHR BP A1 A2 BETA SE P", {}, {});
    EXPECT_EQ(columns.separator, Separator::blanks);
    EXPECT_EQ(columns.at(Field::id), 0U);
    EXPECT_EQ(columns.at(Field::pos), 2U);
    EXPECT_EQ(columns.at(Field::other_allele), 4U);
    EXPECT_EQ(columns.weights, std::vector<std::size_t>{5});
    EXPECT_EQ(columns.n_needed, 6U);
}

TEST(FindColumns, leaves_known_statistics_out_of_the_scores) {
    const ScoringColumns columns = find_columns("ID\tA1\tS1\tP\tS2", {}, {});
    EXPECT_EQ(columns.weight_names, (std::vector<std::string>{"S1", "S2"}));
}

TEST(FindColumns, takes_several_chosen_weights) {
    const ScoringColumns columns = find_columns("ID,A1,BETA,x,y", {{"weight", "y+4"}}, {});
    EXPECT_EQ(columns.weights, (std::vector<std::size_t>{4, 3}));
}

TEST(SplitCells, follows_the_separator) {
    std::vector<std::string_view> cells;
    EXPECT_FALSE(split_cells("  a  b\tc ", Separator::blanks, cells));
    EXPECT_EQ(cells, (std::vector<std::string_view>{"a", "b", "c"}));
    EXPECT_FALSE(split_cells("a\t\t b ", Separator::tab, cells));
    EXPECT_EQ(cells, (std::vector<std::string_view>{"a", "", "b"}));
}

TEST(SplitCells, stops_before_the_rest) {
    std::vector<std::string_view> cells;
    EXPECT_EQ(split_cells("a,b,1,2", Separator::comma, cells, 2), "1,2");
    EXPECT_EQ(cells, (std::vector<std::string_view>{"a", "b"}));
    EXPECT_EQ(split_cells("a,b,", Separator::comma, cells, 2), "");
    EXPECT_FALSE(split_cells("a,b", Separator::comma, cells, 2));
    EXPECT_EQ(cells, (std::vector<std::string_view>{"a", "b"}));
}

TEST(FindColumns, sees_weights_that_end_the_lines) {
    EXPECT_TRUE(find_columns("ID\tA1\tS1\tS2", {}, {}).ends_with_weights);
    EXPECT_FALSE(find_columns("ID A1 S1 S2", {}, {}).ends_with_weights);
    EXPECT_FALSE(find_columns("ID\tA1\tS1\tS2\tP", {}, {}).ends_with_weights);
    EXPECT_FALSE(find_columns("ID\tA1\tBETA", {}, {}).ends_with_weights);
    EXPECT_FALSE(find_columns("ID,A1,x,y", {{"weight", "y+x"}}, {}).ends_with_weights);
    EXPECT_FALSE(
        find_columns("ID,A1,x,y", {{"weight", "x+y"}, {"p_value", "y"}}, {}).ends_with_weights);
}

}  // namespace
}  // namespace genostrat::score
