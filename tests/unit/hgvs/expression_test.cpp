// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {
namespace {

using testing::HasSubstr;

std::string canonical(std::string_view text) {
    const ParsedExpression parsed = parse_expression(text);
    if (parsed.fault)
        return std::to_string(parsed.fault->at) + ": " + parsed.fault->what;
    return parsed.dna ? to_string(*parsed.dna) : to_string(*parsed.protein);
}

TEST(ParseExpression, prints_dna_canonically) {
    for (const char* text :
         {"NM_000014.4:c.2998A>G",
          "NC_000012.12:g.9079672T>C",
          "ENST1.2:c.-14del",
          "ENST1.2:c.*6_*7insC",
          "ENST1.2:c.87+1_88-1dup",
          "ENST1.2:n.3_5inv",
          "NM_1.1(BRCA2):c.3_5delinsTT",
          "NC_012920.1:m.3243A>G",
          "c.76=",
          "c.12_14CAG[23]"})
        EXPECT_EQ(canonical(text), text);
    EXPECT_EQ(canonical("NM_000014.4:c.2126-7_2126-3delACCAT"), "NM_000014.4:c.2126-7_2126-3del");
    EXPECT_EQ(canonical("NM_1.1:c.2478_2485dupGGCTAAAT"), "NM_1.1:c.2478_2485dup");
    EXPECT_EQ(canonical("NM_1.1:c.76_77delAGinsT"), "NM_1.1:c.76_77delinsT");
    EXPECT_EQ(canonical("c.5_7del3"), "c.5_7del");
}

TEST(ParseExpression, says_where_the_fault_is) {
    EXPECT_EQ(canonical("NM_1.1:c.G>A"), "9: a position was expected");
    EXPECT_EQ(canonical("NM_1.1:c.0G>A"), "10: there is no base 0");
    EXPECT_THAT(canonical("NM_1.1:c.5insA"), HasSubstr("an insertion lies between two bases"));
    EXPECT_THAT(canonical("NM_1.1:c.5G>"), HasSubstr("12: a base was expected"));
    EXPECT_THAT(canonical("NM_1.1:76A>T"), HasSubstr("7: a type was expected"));
    EXPECT_THAT(canonical("NM_1.1:c.5delA!"), HasSubstr("14: nothing was expected"));
    EXPECT_THAT(canonical("NM_1.1:r.5a>c"), HasSubstr("RNA"));
    EXPECT_THAT(canonical("NM_1.1:c.5delinsAu"), HasSubstr("17: nothing was expected"));
}

}  // namespace
}  // namespace genostrat::hgvs
