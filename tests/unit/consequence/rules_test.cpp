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

}  // namespace
}  // namespace genostrat::consequence
