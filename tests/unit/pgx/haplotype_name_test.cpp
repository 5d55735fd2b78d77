// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>

#include <genostrat/pgx/haplotype_name.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;

std::vector<std::string> sorted(std::vector<std::string> names) {
    std::ranges::sort(names, [](const auto& one, const auto& other) {
        return compare_allele_names(one, other) < 0;
    });
    return names;
}

TEST(CompareAlleleNames, compares_digits_by_their_number) {
    EXPECT_THAT(
        sorted({"*10", "*2", "*3A", "*3", "*100"}), ElementsAre("*2", "*3", "*3A", "*10", "*100"));
}

TEST(CompareAlleleNames, puts_the_reference_first_and_the_unknown_last) {
    EXPECT_THAT(
        sorted({"Unknown", "c.61C>T", "Reference", "A"}),
        ElementsAre("Reference", "A", "c.61C>T", "Unknown"));
}

TEST(CompareAlleleNames, puts_a_number_before_text) {
    EXPECT_THAT(
        sorted({"A120T", "2789+5G->A", "711+3A->G"}),
        ElementsAre("711+3A->G", "2789+5G->A", "A120T"));
}

TEST(HaplotypeName, brackets_several_components) {
    EXPECT_EQ((HaplotypeName{.alleles = {"*6"}, .partials = {}}.text()), "*6");
    EXPECT_EQ((HaplotypeName{.alleles = {"*6"}, .partials = {"g.5C>T"}}.text()), "[*6 + g.5C>T]");
    EXPECT_EQ((HaplotypeName{.alleles = {}, .partials = {"g.5C>T"}}.text()), "g.5C>T");
}

TEST(CompareHaplotypes, puts_combinations_after_single_names) {
    const HaplotypeName single{.alleles = {"*80"}, .partials = {}};
    const HaplotypeName two{.alleles = {"*6", "*27"}, .partials = {}};
    const HaplotypeName three{.alleles = {"*1", "*2", "*3"}, .partials = {}};
    EXPECT_TRUE(compare_haplotypes(single, two) < 0);
    EXPECT_TRUE(compare_haplotypes(two, three) < 0);
}

}  // namespace
}  // namespace genostrat::pgx
