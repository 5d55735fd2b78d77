// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <stdexcept>
#include <string_view>
#include <vector>

#include <genostrat/filter/text_match.hpp>

namespace genostrat::filter {

namespace {

using Items = std::vector<std::string_view>;

TEST(Pattern, is_a_basic_regular_expression) {
    EXPECT_TRUE(Pattern{"a\\|b"}.found_in("xbx"));
    EXPECT_FALSE(Pattern{"a|b"}.found_in("xbx"));
    EXPECT_TRUE(Pattern{"^M.\\{1,2\\}$"}.found_in("MQ"));
    EXPECT_FALSE(Pattern{"^M.\\{1,2\\}$"}.found_in("MQRank"));
    EXPECT_TRUE(Pattern{"Q\\+R"}.found_in("MQQR"));
    EXPECT_THROW(Pattern{"["}, std::invalid_argument);
}

TEST(Pattern, ignores_case_on_request) {
    EXPECT_TRUE(Pattern{"MISSENSE/i"}.found_in("missense_variant"));
    EXPECT_FALSE(Pattern{"MISSENSE"}.found_in("missense_variant"));
}

TEST(Pattern, reads_plain_text_and_anchors_as_the_machine_does) {
    EXPECT_TRUE(Pattern{"^rs"}.found_in("rs1"));
    EXPECT_FALSE(Pattern{"^rs"}.found_in("xrs1"));
    EXPECT_TRUE(Pattern{"1$"}.found_in("rs1"));
    EXPECT_TRUE(Pattern{"^rs1$"}.found_in("rs1"));
    EXPECT_FALSE(Pattern{"^rs$"}.found_in("rs1"));
    EXPECT_TRUE(Pattern{"^"}.found_in("rs1"));
    EXPECT_TRUE(Pattern{"^$"}.found_in(""));
}

TEST(Pattern, ends_with_its_text) {
    const std::string_view text = "missense|HIGH";
    EXPECT_FALSE(Pattern{"HIG.$"}.found_in(text.substr(0, 8)));
    EXPECT_TRUE(Pattern{"missens.$"}.found_in(text.substr(0, 8)));
}

TEST(CompareItems, holds_if_one_pair_does) {
    EXPECT_TRUE(compare_items(Items{"a", "b"}, Items{"b", "c"}, Operator::equal));
    EXPECT_FALSE(compare_items(Items{"a"}, Items{"A"}, Operator::equal));
    EXPECT_TRUE(compare_items(Items{"a", "b"}, Items{"b"}, Operator::not_equal));
    EXPECT_FALSE(compare_items(Items{"b"}, Items{"b"}, Operator::not_equal));
    EXPECT_TRUE(compare_items(Items{}, Items{"."}, Operator::equal));
    EXPECT_FALSE(compare_items(Items{}, Items{"."}, Operator::not_equal));
    EXPECT_TRUE(compare_items(Items{"a"}, Items{}, Operator::not_equal));
    EXPECT_FALSE(compare_items(Items{".", "a"}, Items{}, Operator::not_equal));
    EXPECT_TRUE(compare_items(Items{}, Items{}, Operator::equal));
}

TEST(MatchItems, treats_absent_and_missing_as_bcftools) {
    const Pattern any{"."};
    const Pattern letter{"a"};
    EXPECT_TRUE(match_items({}, any, Operator::like));
    EXPECT_FALSE(match_items({}, any, Operator::not_like));
    EXPECT_FALSE(match_items({}, letter, Operator::like));
    EXPECT_TRUE(match_items({}, letter, Operator::not_like));
    EXPECT_TRUE(match_items({}, Pattern{"a,."}, Operator::like));
    EXPECT_TRUE(match_items(Items{"."}, any, Operator::not_like));
    EXPECT_TRUE(match_items(Items{"a", "b"}, letter, Operator::not_like));
    EXPECT_FALSE(match_items(Items{"a", "ab"}, letter, Operator::not_like));
}

}  // namespace

}  // namespace genostrat::filter
