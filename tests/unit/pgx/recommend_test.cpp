// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/pgx/recommend.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

PhenotypeCall meaning(const std::string& key, std::vector<std::string> alleles = {"*1", "*1"}) {
    return {.alleles = std::move(alleles), .phenotype = key, .lookup_key = key};
}

Recommendation row(const std::string& id, LookupKey key) {
    return {.id = id, .keys = {std::move(key)}};
}

std::vector<std::string> ids(const GuidelineResult& result) {
    std::vector<std::string> out;
    for (const GuidelineMatch& match : result.matches)
        for (const Recommendation* recommendation : match.recommendations)
            out.push_back(recommendation->id);
    return out;
}

Guideline two_genes() {
    return {
        .source = "CPIC",
        .drugs = {"drug"},
        .genes = {"A", "B"},
        .recommendations = {
            row("both", {.phenotypes = {{"A", "Poor"}, {"B", "Normal"}}}),
            row("a alone", {.phenotypes = {{"A", "Poor"}, {"B", "No Result"}}}),
            row("alleles", {.phenotypes = {}, .alleles = {{"A", {{"*2", 2}}}}})}};
}

TEST(Recommend, matches_keys_of_several_genes) {
    const std::vector<Guideline> guidelines{two_genes()};
    const auto found = recommend(
        guidelines,
        {{.gene = "A", .calls = {meaning("Poor")}}, {.gene = "B", .calls = {meaning("Normal")}}});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(ids(found[0]), ElementsAre("both"));
}

TEST(Recommend, takes_a_gene_without_a_call_as_no_result) {
    const std::vector<Guideline> guidelines{two_genes()};
    EXPECT_THAT(
        ids(recommend(guidelines, {{.gene = "A", .calls = {meaning("Poor")}}}).at(0)),
        ElementsAre("a alone"));
    EXPECT_THAT(recommend(guidelines, {{.gene = "C", .calls = {meaning("Poor")}}}), IsEmpty());
    EXPECT_THAT(
        recommend(
            guidelines, {{.gene = "A", .calls = {meaning("No Result", {"Unknown", "Unknown"})}}}),
        IsEmpty());
}

TEST(Recommend, prefers_keys_of_alleles) {
    const std::vector<Guideline> guidelines{two_genes()};
    EXPECT_THAT(
        ids(recommend(guidelines, {{.gene = "A", .calls = {meaning("Poor", {"*2", "*2"})}}}).at(0)),
        ElementsAre("alleles"));
}

TEST(Recommend, crosses_alternatives) {
    const std::vector<Guideline> guidelines{two_genes()};
    const auto found = recommend(
        guidelines,
        {{.gene = "A", .calls = {meaning("Poor"), meaning("Poor", {"*2", "*2"})}},
         {.gene = "B", .calls = {meaning("Normal")}}});
    EXPECT_THAT(ids(found.at(0)), ElementsAre("both", "alleles"));
}

TEST(Recommend, reports_warfarin_by_its_algorithm) {
    const std::vector<Guideline> guidelines{
        {.source = "CPIC", .drugs = {"warfarin"}, .genes = {"VKORC1"}}};
    const auto found = recommend(guidelines, {{.gene = "VKORC1", .calls = {meaning("-1639 GG")}}});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_TRUE(found[0].is_special_case);
    EXPECT_TRUE(found[0].is_reportable());
}

TEST(Recommend, knows_dpwg_by_the_names_of_phenotypes) {
    const Guideline guideline{
        .source = "DPWG",
        .drugs = {"drug"},
        .genes = {"A"},
        .recommendations = {
            row("name", {.phenotypes = {{"A", "Normal"}}}),
            row("score and name", {.phenotypes = {{"A", "1.0 (Intermediate)"}}}),
            row("own name", {.phenotypes = {{"A", "0.5 (Phenotyping)"}}})}};
    const auto found = [&](const std::string& score, const std::string& phenotype) {
        const PhenotypeCall call{
            .alleles = {"*1", "*2"},
            .phenotype = phenotype,
            .activity_score = score,
            .lookup_key = score};
        std::vector<Guideline> guidelines{guideline};
        const auto of_dpwg = ids(recommend(guidelines, {{.gene = "A", .calls = {call}}}).at(0));
        guidelines[0].source = "CPIC";  // whose keys are scores
        EXPECT_THAT(ids(recommend(guidelines, {{.gene = "A", .calls = {call}}}).at(0)), IsEmpty());
        return of_dpwg;
    };
    EXPECT_THAT(found("2.0", "Normal"), ElementsAre("name"));
    EXPECT_THAT(found("1.0", "Intermediate"), ElementsAre("score and name"));
    EXPECT_THAT(found("0.5", "Poor"), ElementsAre("own name"));
}

TEST(Recommend, puts_cpic_first) {
    Guideline dpwg = two_genes();
    dpwg.source = "DPWG";
    const std::vector<Guideline> guidelines{dpwg, two_genes()};
    const auto found = recommend(guidelines, {{.gene = "A", .calls = {meaning("Poor")}}});
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].guideline->source, "CPIC");
}

}  // namespace
}  // namespace genostrat::pgx
