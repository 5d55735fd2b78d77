// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/normalize/set_reference.hpp>

namespace genostrat::normalize {
namespace {

using Change = ReferenceSet::Change;
using testing::ElementsAre;

ReferenceSet set(std::string_view ref, std::vector<std::string_view> alts, std::string_view bases) {
    return set_reference(ref, alts, bases);
}

// Expected: bcftools 1.16, norm -N -c s, on bcftools' case norm.setref and by hand.
TEST(SetReference, keeps_what_fits) {
    EXPECT_EQ(set("a", {"C"}, "A").change, Change::none);
    EXPECT_EQ(set("GT", {"G", "<DEL>"}, "GTA").change, Change::none);
}

TEST(SetReference, fills_in_missing_and_unknown_bases) {
    EXPECT_THAT(set(".", {"c"}, "A").alleles, ElementsAre("A", "c"));
    EXPECT_THAT(set("n", {"<DEL>"}, "T").alleles, ElementsAre("T", "<DEL>"));
    EXPECT_THAT(set("NAC", {"N"}, "CAC").alleles, ElementsAre("CAC", "C"));
    EXPECT_THAT(set("R", {"C"}, "A").alleles, ElementsAre("A", "C"));
}

TEST(SetReference, swaps_an_alt_that_is_the_reference) {
    const ReferenceSet result = set("c", {"g", "T"}, "G");
    EXPECT_EQ(result.change, Change::swapped);
    EXPECT_EQ(result.swapped_with, 1U);
    EXPECT_THAT(result.alleles, ElementsAre("g", "c", "T"));
    EXPECT_EQ(set("g", {"c", "a", "t"}, "AAA").swapped_with, 2U);
}

TEST(SetReference, replaces_any_other_ref) {
    const ReferenceSet result = set("GA", {"TA", "GGG"}, "TTT");
    EXPECT_EQ(result.change, Change::set);
    EXPECT_THAT(result.alleles, ElementsAre("TT", "TA", "GGG"));
}

// bcftools 1.16 writes NNN for these.
TEST(SetReference, leaves_symbols_stars_and_breakends) {
    EXPECT_THAT(
        set("A", {"*", "<DUP>", "A[chr2:3["}, "T").alleles,
        ElementsAre("T", "*", "<DUP>", "A[chr2:3["));
}

}  // namespace
}  // namespace genostrat::normalize
