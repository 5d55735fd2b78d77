// SPDX-License-Identifier: MIT
#include "hgvs/unread_form.hpp"
#include "test_support.hpp"

namespace genostrat::hgvs {
namespace {

TEST(FindUnreadForm, says_where_it_begins) {
    const auto at = [](std::string_view change) { return find_unread_form(change, 7).value().at; };
    EXPECT_EQ(at("c.[76A>C;83G>C]"), 9U);
    EXPECT_EQ(at("g.(1_2)_(3_4)del"), 13U);
    EXPECT_EQ(at("c.76=/A>G"), 11U);
    EXPECT_EQ(at("r.76a>u"), 7U);
    EXPECT_FALSE(find_unread_form("c.76A>C", 7));
    EXPECT_FALSE(find_unread_form("c.(76A>C)", 7));
    EXPECT_FALSE(find_unread_form("p.(Arg97Pro)", 7));
    EXPECT_FALSE(find_unread_form("", 0));
}

}  // namespace
}  // namespace genostrat::hgvs
