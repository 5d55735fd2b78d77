// SPDX-License-Identifier: MIT
#include "hgvs/likely_expression.hpp"
#include "test_support.hpp"

namespace genostrat::hgvs {
namespace {

TEST(LikelyExpression, mends_until_it_can_be_read) {
    const auto wants = [](std::string good) {
        return [good = std::move(good)](std::string_view text) { return text == good; };
    };
    EXPECT_EQ(likely_expression("c76 a -> c", wants("c.76a>c")), "c.76a>c");
    EXPECT_EQ(likely_expression("NM_1.1 C.76DEL.", wants("NM_1.1:c.76del")), "NM_1.1:c.76del");
    EXPECT_EQ(likely_expression("p.agr97STOP", wants("p.Arg97Ter")), "p.Arg97Ter");
    EXPECT_EQ(likely_expression("p.Xyz97Pro", wants("p.Arg97Pro")), "");
    EXPECT_EQ(likely_expression("", wants("c.1del")), "");
}

}  // namespace
}  // namespace genostrat::hgvs
