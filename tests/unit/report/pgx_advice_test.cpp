// SPDX-License-Identifier: MIT
#include "../../../src/report/pgx_advice.hpp"
#include "test_support.hpp"

namespace genostrat::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Paragraphs, have_no_markup_left) {
    EXPECT_THAT(
        paragraphs_of(
            "<p>Avoid\n  <b>it</b> &lt; 2<br/>now</p><ul><li>one</li>\n<li>two</li></ul>"),
        ElementsAre("Avoid it &lt; 2", "now", "one", "two"));
    EXPECT_THAT(paragraphs_of("<p></p>"), IsEmpty());
    EXPECT_THAT(paragraphs_of("2 > 1"), ElementsAre("2 > 1"));
}

/// A guideline for two drugs with one recommendation.
pgx::Guideline guideline(const char* source, bool has_alternate_drug) {
    return {
        .source = source,
        .drugs = {"one", "two"},
        .genes = {"GEN1"},
        .recommendations = {
            {.classification = "Strong",
             .html = "<p>Avoid</p>",
             .has_dosing_information = true,
             .has_alternate_drug = has_alternate_drug}}};
}

pgx::GuidelineResult result_of(const pgx::Guideline& guideline) {
    return {
        .guideline = &guideline,
        .matches = {
            {.genotype = {{.alleles = {"*2", "*2"}, .phenotype = "Poor"}},
             .genes = {"GEN1"},
             .recommendations = {&guideline.recommendations.front()}}}};
}

TEST(Advice, groups_drugs_that_get_the_same) {
    const pgx::Guideline cpic = guideline("CPIC", true);
    const auto groups = group_advice(advice_by_drug({result_of(cpic)}));
    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(groups[0].action, Action::other_drug);
    EXPECT_THAT(groups[0].drugs, ElementsAre("one", "two"));
    EXPECT_EQ(groups[0].text, "Avoid");
    EXPECT_EQ(groups[0].reason, "GEN1 *2/*2, Poor");
    EXPECT_EQ(groups[0].source, "CPIC, Strong");
}

TEST(Advice, takes_the_most_urgent_of_several_guidelines) {
    const pgx::Guideline cpic = guideline("CPIC", false);
    const pgx::Guideline dpwg = guideline("DPWG", true);
    const auto groups = group_advice(advice_by_drug({result_of(cpic), result_of(dpwg)}));
    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(groups[0].action, Action::other_drug);
    EXPECT_EQ(groups[0].source, "DPWG, Strong");
}

TEST(Advice, says_by_which_genes_an_algorithm_goes) {
    pgx::Guideline warfarin = guideline("CPIC", false);
    warfarin.recommendations.clear();
    pgx::GuidelineResult special{.guideline = &warfarin, .is_special_case = true};
    special.matches.push_back(
        {.genotype = {{.alleles = {"*1", "*2"}}, {.alleles = {}, .phenotype = "-1639 GG"}},
         .genes = {"CYP2C9", "VKORC1"}});
    const auto groups = group_advice(advice_by_drug({special}));
    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(groups[0].action, Action::adjust);
    EXPECT_EQ(groups[0].reason, "CYP2C9 *1/*2; VKORC1 -1639 GG");
}

}  // namespace
}  // namespace genostrat::report
