// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/consequence/rules.hpp>

namespace genostrat::consequence {
namespace {

TEST(FindRules, knows_two_names) {
    ASSERT_TRUE(find_rules("default"));
    EXPECT_FALSE(find_rules("default")->mirrored_utr);
    ASSERT_TRUE(find_rules("vep115"));
    EXPECT_TRUE(find_rules("vep115")->mirrored_utr);
    EXPECT_TRUE(find_rules("vep115")->raw_protein_names);
    EXPECT_FALSE(find_rules("vep"));
}

TEST(FindRules, turns_single_switches) {
    ASSERT_TRUE(find_rules("vep115-mirrored_utr-shared_span"));
    EXPECT_FALSE(find_rules("vep115-mirrored_utr")->mirrored_utr);
    EXPECT_TRUE(find_rules("vep115-mirrored_utr")->shared_span);
    EXPECT_TRUE(find_rules("default+snv_numbering")->snv_numbering);
    EXPECT_FALSE(find_rules("default+snv_numberin"));
    for (const std::string_view name : rule_names())
        EXPECT_TRUE(find_rules("default+" + std::string{name})) << name;
}

}  // namespace
}  // namespace genostrat::consequence
