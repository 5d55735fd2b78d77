// SPDX-License-Identifier: MIT
#include "hgvs/protein_text.hpp"
#include "test_support.hpp"

namespace genostrat::hgvs {
namespace {

std::string canonical(std::string_view text) {
    const ParsedExpression parsed = parse_expression(text);
    return parsed.fault ? std::to_string(parsed.fault->at) + ": " + parsed.fault->what
                        : to_string(parsed.protein.value());
}

TEST(ReadProtein, prints_three_letters) {
    for (const char* text :
         {"NP_1.1:p.Gly12Asp",
          "NP_1.1:p.(Gly12Asp)",
          "p.Arg97ProfsTer23",
          "p.Lys23_Val25del",
          "p.Lys23_Leu24insArgSerGln",
          "p.Cys28delinsTrpVal",
          "p.Ter110GlnextTer17",
          "p.Met1ext-5",
          "p.Met1Valext-12",
          "p.(Ter315TyrextAsnLysGlyThrTer)",
          "p.Ter327ArgextTer?",
          "p.Lys2_Leu3insXaa[5]",
          "p.Pro578_Lys579delinsLeuTer",
          "p.(=)",
          "p.(Met1?)",
          "p.0?",
          "p.Sec16Cys",
          "p.Met1?",
          "p.Ala3_Ser5dup",
          "p.=",
          "p.0",
          "p.Ser5=",
          "p.Gln18[23]"})
        EXPECT_EQ(canonical(text), text);
    EXPECT_EQ(canonical("p.G12D"), "p.Gly12Asp");
    EXPECT_EQ(canonical("p.Gly12*"), "p.Gly12Ter");
    EXPECT_EQ(canonical("p.R97Pfs*23"), "p.Arg97ProfsTer23");
    EXPECT_EQ(canonical("p.Ser5%3D"), "p.Ser5=");
    EXPECT_EQ(canonical("p.(Arg97Arg)"), "p.(Arg97=)");
}

TEST(ReadProtein, says_where_the_fault_is) {
    EXPECT_EQ(canonical("p.12Asp"), "2: a residue was expected");
    EXPECT_EQ(canonical("p.GlyAsp"), "5: the number of a residue was expected");
    EXPECT_EQ(canonical("p.(Gly12Asp"), "11: a closing bracket was expected");
    EXPECT_EQ(canonical("p.Arg0Pro"), "6: there is no residue 0");
    EXPECT_EQ(canonical("p.Lys99_Arg97del"), "8: the places are not in order");
    EXPECT_THAT(canonical("p.Lys2insGln"), testing::HasSubstr("between two residues"));
    EXPECT_THAT(canonical("p.Arg97_Lys99insVal"), testing::HasSubstr("neighbours"));
}

TEST(ReadProtein, tells_what_was_probably_meant) {
    for (const char* text :
         {"NP_1.1:p.arg97pro",
          "NP_1.1:p.ARG97PRO",
          "NP_1.1:p.Agr97Pro",
          "NP_1.1:p.Arg97>Pro",
          "NP_1.1:p.97RP",
          "NP_1.1:p.97ArgPro",
          "NP_1.1:p.r97p",
          "NP_1.1:P.Arg97Pro",
          "NP_1.1:Arg97Pro",
          "NP_1.1:p.Arg97Pro)",
          "NP_1.1:p.Arg 97 Pro"})
        EXPECT_EQ(parse_expression(text).fault.value().likely, "probably NP_1.1:p.Arg97Pro")
            << text;
    EXPECT_EQ(parse_expression("p.(Gly12Asp").fault.value().likely, "probably p.(Gly12Asp)");
    EXPECT_EQ(parse_expression("p.Trp24Stop").fault.value().likely, "probably p.Trp24Ter");
}

}  // namespace
}  // namespace genostrat::hgvs
