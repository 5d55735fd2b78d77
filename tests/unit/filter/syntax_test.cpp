// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/filter/syntax.hpp>

namespace genostrat::filter {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr RuleSet manual = rules_of(Rules::manual);
constexpr RuleSet bcftools = rules_of(Rules::bcftools);

/// The tree with every pair of parentheses written out.
std::string written(const Syntax& syntax, std::size_t node) {
    const Node& here = syntax.nodes[node];
    switch (here.kind) {
    case NodeKind::binary: {
        std::string out = "(";
        out += written(syntax, here.children[0]);
        out += to_string(here.op);
        out += written(syntax, here.children[1]);
        return out + ")";
    }
    case NodeKind::negation:
        return "!" + written(syntax, here.children[0]);
    case NodeKind::minus:
        return "-" + written(syntax, here.children[0]);
    case NodeKind::number:
        return std::to_string(static_cast<int>(here.number));
    case NodeKind::membership:
    case NodeKind::call: {
        std::string out = here.text + "{";
        for (const std::size_t child : here.children)
            out += written(syntax, child) + ";";
        return out + "}";
    }
    default:
        return here.text;
    }
}

std::string tree(std::string_view expression, const RuleSet& rules = manual) {
    const Syntax syntax = parse(expression, rules);
    return written(syntax, syntax.root);
}

TEST(Parse, binds_as_the_manual_says) {
    EXPECT_EQ(tree("a | b & c = d + e * f"), "(a|(b&(c=(d+(e*f)))))");
    EXPECT_EQ(tree("a || b && c || d"), "((a||(b&&c))||d)");
    EXPECT_EQ(tree("(a | b) & c"), "((a|b)&c)");
}

TEST(Parse, groups_equal_operators_by_the_rules) {
    EXPECT_EQ(tree("10-5-2"), "((10-5)-2)");
    EXPECT_EQ(tree("10-5-2", bcftools), "(10-(5-2))");
    EXPECT_EQ(tree("8/4/2", bcftools), "(8/(4/2))");
    EXPECT_EQ(tree("1<X<9", bcftools), "(1<(X<9))");
    EXPECT_ERROR(parse("1<X<9", manual), ErrorKind::usage, HasSubstr("1<X && X<9"));
}

TEST(Parse, takes_a_minus_for_a_sign_where_a_value_stands) {
    EXPECT_EQ(tree("X>-5&&Y<-1"), "((X>-5)&&(Y<-1))");
    EXPECT_EQ(tree("2/-1*3"), "((2/-1)*3)");
    EXPECT_EQ(tree("2/-1*3", bcftools), "(2/(-1*(1*3)))");
}

TEST(Parse, knows_sets_negation_and_calls) {
    EXPECT_EQ(tree("!(a=1) && b in {1, -2}"), "(!(a=1)&&{b;1;-2;})");
    EXPECT_EQ(tree("binom(AD[:0],AD[:1])"), "binom{AD;AD;}");
    EXPECT_ERROR(parse("!(a=1)", bcftools), ErrorKind::usage, HasSubstr("unary '!'"));
}

TEST(Parse, marks_the_place_of_an_error) {
    EXPECT_ERROR(
        parse("QUAL > 10 &&", manual),
        ErrorKind::usage,
        HasSubstr("\n  QUAL > 10 &&\n              ^"));
    EXPECT_ERROR(parse("QUAL=>10", manual), ErrorKind::usage, HasSubstr("\n      ^^"));
    EXPECT_ERROR(
        parse("(QUAL>1", manual), ErrorKind::usage, AllOf(HasSubstr("no ')'"), HasSubstr("\n  ^")));
    EXPECT_ERROR(parse("QUAL>1)", manual), ErrorKind::usage, HasSubstr("no '('"));
    EXPECT_ERROR(parse("a b", manual), ErrorKind::usage, HasSubstr("expected an operator"));
    EXPECT_ERROR(parse("  ", manual), ErrorKind::usage, HasSubstr("empty"));
    EXPECT_ERROR(parse("MAX()>1", manual), ErrorKind::usage, HasSubstr("needs an argument"));
    EXPECT_ERROR(parse("QUAL in {(1)<2}", manual), ErrorKind::usage, HasSubstr("expected ','"));
}

TEST(Parse, refuses_bottomless_nesting) {
    EXPECT_ERROR(
        parse(std::string(100'000, '(') + "1", manual), ErrorKind::usage, HasSubstr("too deeply"));
    EXPECT_ERROR(
        parse(std::string(100'000, '-') + "1", bcftools),
        ErrorKind::usage,
        HasSubstr("too deeply"));
}

TEST(ReadNumber, takes_what_is_a_number_as_a_whole) {
    double number = 0;
    EXPECT_TRUE(read_number("1.5e+4", number));
    EXPECT_EQ(number, 15000);
    EXPECT_TRUE(read_number(".5", number));
    EXPECT_EQ(number, 0.5);
    EXPECT_TRUE(read_number("0x19", number));
    EXPECT_EQ(number, 25);
    for (const std::string_view text : {"", "-1", "1e999", "1000GAF", "0x", "1,2"})
        EXPECT_FALSE(read_number(text, number)) << text;
}

}  // namespace

}  // namespace genostrat::filter
