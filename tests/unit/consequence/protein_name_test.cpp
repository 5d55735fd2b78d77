// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

namespace genostrat::consequence {
namespace {

using testing::ElementsAre;

// HGVSp of changes on T1 of the toy gene: M A E K G H W L *, then CGCGCG….
TEST(AppendProteinName, follows_the_nomenclature) {
    const test::ToyModel toy;
    const auto name = [&](std::int64_t pos1, std::string_view ref, std::string_view alt, bool vep) {
        return effects_of(
            toy.model(), pos1, ref, {alt}, "HGVSp", "T1", vep ? Rules::vep115() : Rules{});
    };
    EXPECT_THAT(name(19, "GCTGAA", "ACTTAA", false), ElementsAre("P1.1:p.Ala2_Glu3delinsThrTer"));
    EXPECT_THAT(name(19, "GCTGAA", "GCCGAG", true), ElementsAre("P1.1:p.AlaGlu2%3D"));
    EXPECT_THAT(name(19, "GCTGAA", "GCCGAG", false), ElementsAre("P1.1:p.Ala2_Glu3%3D"));
    // The start codon and what follows.
    EXPECT_THAT(name(15, "CATGG", "C", false), ElementsAre("P1.1:p.Met1?"));
    // Lys4 of GAA AAA: the frame breaks behind it, and no stop comes.
    EXPECT_THAT(name(22, "GA", "G", false), ElementsAre("P1.1:p.Gly5ValfsTer?"));
    // The last two codons go: CTG TAA; the reading runs on in CGC GCG …, six codons without a stop.
    // Moved right by one, the deletion reaches out of the CDS, and VEP gives no name.
    EXPECT_THAT(
        name(66, "GCTGTAA", "G", false), ElementsAre("P1.1:p.Leu8_Ter9delinsArgAlaArgAlaArgAla"));
    EXPECT_THAT(name(66, "GCTGTAA", "G", true), ElementsAre(""));
}

}  // namespace
}  // namespace genostrat::consequence
