// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

// The three-letter text of each kind, on T1 of the toy gene: M A E K G H W L *.
TEST(ProteinRender, prints_each_kind) {
    const test::ToyModel toy;
    const auto name = [&](std::int64_t pos1, std::string_view ref, std::string_view alt) {
        return effects_of(toy.model(), pos1, ref, {alt}, "HGVSp", "T1");
    };
    EXPECT_THAT(name(19, "G", "A"), ElementsAre("P1.1:p.Ala2Thr"));
    EXPECT_THAT(name(21, "TGAA", "T"), ElementsAre("P1.1:p.Glu3del"));
    EXPECT_THAT(name(21, "TGAAAAA", "T"), ElementsAre("P1.1:p.Glu3_Lys4del"));
    EXPECT_THAT(name(21, "T", "TGAA"), ElementsAre("P1.1:p.Glu3dup"));
    EXPECT_THAT(name(21, "T", "TCAC"), ElementsAre("P1.1:p.Ala2_Glu3insHis"));
    EXPECT_THAT(name(22, "GAAAAA", "CAC"), ElementsAre("P1.1:p.Glu3_Lys4delinsHis"));
    EXPECT_THAT(name(70, "T", "C"), ElementsAre("P1.1:p.Ter9GlnextTer?"));
}

}  // namespace
}  // namespace genostrat::consequence
