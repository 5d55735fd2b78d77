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
}

TEST(ReadProtein, says_where_the_fault_is) {
    EXPECT_EQ(canonical("p.12Asp"), "2: a residue was expected");
    EXPECT_EQ(canonical("p.GlyAsp"), "5: the number of a residue was expected");
    EXPECT_EQ(canonical("p.(Gly12Asp"), "11: a closing bracket was expected");
}

}  // namespace
}  // namespace genostrat::hgvs
