// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/filter/lexer.hpp>

namespace genostrat::filter {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> texts(std::string_view expression, Rules rules = Rules::manual) {
    std::vector<std::string> out;
    for (const Token& token : tokens_of(expression, rules_of(rules)))
        if (token.kind != TokenKind::end) {
            std::string text{token.text};
            if (token.has_subscript)
                text += "<" + std::string{token.subscript} + ">";
            out.push_back(text);
        }
    return out;
}

TEST(Tokens, need_no_blanks) {
    EXPECT_THAT(
        texts("QUAL>1.5e+4&&ID!~'x y'"),
        ElementsAre("QUAL", ">", "1.5e+4", "&&", "ID", "!~", "x y"));
}

TEST(Tokens, keep_a_prefix_and_a_subscript_with_the_name) {
    EXPECT_THAT(texts("FMT/DP/INFO/DP>0.6"), ElementsAre("FMT/DP", "/", "INFO/DP", ">", "0.6"));
    EXPECT_THAT(texts("AD[1-2:0]-DP4[*]"), ElementsAre("AD<1-2:0>", "-", "DP4<*>"));
}

TEST(Tokens, may_begin_with_a_digit) {
    EXPECT_THAT(texts("1000GAF=1"), ElementsAre("1000GAF", "=", "1"));
}

TEST(Tokens, drop_historic_percent_signs) {
    EXPECT_THAT(texts("%MAX(DP)>1"), ElementsAre("MAX", "(", "DP", ")", ">", "1"));
    EXPECT_THAT(texts("QUAL%2"), ElementsAre("QUAL", "%", "2"));
}

TEST(Tokens, end_a_file_name_by_the_rules) {
    EXPECT_THAT(texts("(ID=@f)"), ElementsAre("(", "ID", "=", "f", ")"));
    EXPECT_THAT(texts("(ID=@f)", Rules::bcftools), ElementsAre("(", "ID", "=", "f)"));
}

TEST(Tokens, of_a_backquoted_name_keep_everything) {
    EXPECT_THAT(texts("`GERP++_RS`>2"), ElementsAre("GERP++_RS", ">", "2"));
    EXPECT_THAT(
        texts("GERP++_RS>2", Rules::bcftools), ElementsAre("GERP", "+", "+", "_RS", ">", "2"));
}

TEST(Tokens, report_what_is_not_closed) {
    const RuleSet rules = rules_of(Rules::manual);
    EXPECT_ERROR(tokens_of("ID='rs1\"", rules), ErrorKind::usage, HasSubstr("closing quote"));
    EXPECT_ERROR(tokens_of("AD[1", rules), ErrorKind::usage, HasSubstr("']'"));
    EXPECT_ERROR(tokens_of("QUAL=<1", rules), ErrorKind::usage, HasSubstr("write <="));
}

}  // namespace

}  // namespace genostrat::filter
