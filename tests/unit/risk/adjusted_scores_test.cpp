// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/core/distributions.hpp>
#include <genostrat/risk/adjusted_scores.hpp>
#include <genostrat/risk/risk_table.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

ancestry::Panel small_panel() {
    ancestry::Panel panel{
        .name = "four", .samples = {"a", "b", "c", "d"}, .labels = {"X", "X", "Y", "Y"}};
    panel.basis.n_reference = 1;
    panel.basis.panel.n_components = 1;
    panel.basis.panel.singular = {2};
    panel.basis.panel.samples = {-0.5, -0.5, 0.5, 0.5};  // components -1, -1, 1, 1
    return panel;
}

score::ScoreTable scores_of(std::vector<std::string> samples, std::vector<double> sums) {
    score::ScoreTable table{.samples = std::move(samples), .sums = std::move(sums)};
    score::ScoreReport report;
    report.summary.facts.name = "P";
    report.summary.total_weight = report.matched.weight = 1;
    table.scores = {report};
    return table;
}

class Adjusted : public testing::Test {
protected:
    Adjusted() {
        test::write_file(
            folder_ / "sums.tsv", "IID\tPGS\tSUM\na\tP\t0\nb\tP\t2\nc\tP\t4\nd\tP\t6\n");
        people_ = {.panel = "four", .groups = {"X", "Y"}, .samples = {"p", "q"}};
        people_.people = {
            {.pcs = {1}, .probabilities = {0.1, 0.9}, .group = 1},
            {.pcs = {0}, .probabilities = {0.45, 0.4}, .group = 0, .is_between = true}};
        adjusted_ = AdjustedScores::learn(
            small_panel(),
            ancestry::SumTable::read((folder_ / "sums.tsv").string()),
            people_,
            scores_);
    }

    PersonRisk person(const std::string& keys, std::size_t index) const {
        const RiskModel model = parse_risk_model(
            "risks: [{trait: t, score: P, " + keys +
                "tiers: [{name: low, below_z: 1}, {name: high}]}]",
            "m.yaml");
        return assess(model, {.scores = &scores_, .ancestry = &people_, .adjusted = &adjusted_})
            .risks[0]
            .people[index];
    }

    test::TempDir folder_;
    const score::ScoreTable scores_ = scores_of({"p", "q"}, {7, 7});
    ancestry::AncestryTable people_;
    AdjustedScores adjusted_;
};

TEST_F(Adjusted, place_a_person_by_each_method) {
    // Reference sums 0, 2 at -1 and 4, 6 at 1: means 1 and 5, sd 1 (see reference_scores_test).
    EXPECT_NEAR(*person("normalise: norm1, ", 0).z, 2, 1e-12);
    EXPECT_NEAR(*person("normalise: norm1, ", 1).z, 4, 1e-12);
    EXPECT_NEAR(*person("normalise: norm2, ", 0).z, 2, 1e-6);
    const PersonRisk similar = person("normalise: most_similar_pop, ", 0);
    EXPECT_DOUBLE_EQ(*similar.z, 2);
    EXPECT_DOUBLE_EQ(*similar.percentile, 100);
    EXPECT_EQ(similar.population, "Y");
    EXPECT_EQ(*similar.tier, 1U);
    EXPECT_NEAR(*person("normalise: norm1, ", 0).percentile, 100 * normal_share_below(2), 1e-9);
    EXPECT_DOUBLE_EQ(*person("mean: 6, sd: 2, ", 0).z, 0.5);
}

TEST_F(Adjusted, say_why_a_person_has_no_place) {
    const PersonRisk between = person("normalise: most_similar_pop, ", 1);
    EXPECT_FALSE(between.tier);
    EXPECT_THAT(between.not_assessed_because, HasSubstr("lies between the groups"));
    const RiskModel model = parse_risk_model(
        "risks: [{trait: t, score: P, normalise: norm2, tiers: [{name: all}]}]", "m.yaml");
    const RiskTable table = assess(model, {.scores = &scores_});
    EXPECT_THAT(
        table.risks[0].people[0].not_assessed_because, HasSubstr("nothing to learn it from"));
}

TEST_F(Adjusted, are_read_from_the_table_of_ancestry_adjust) {
    test::write_file(
        folder_ / "adjusted.tsv",
        "sampleset\tIID\tPGS\tMostSimilarPop\tMostSimilarPop_LowConfidence\t"
        "percentile_MostSimilarPop\tZ_MostSimilarPop\tZ_norm1\tZ_norm2\n"
        "target\tp\tP\tEUR\tFalse\t80\t0.5\t0.25\tNA\n"
        "reference\tp\tP\tEUR\tFalse\t80\t9\t9\t9\n");
    const AdjustedScores own = AdjustedScores::read((folder_ / "adjusted.tsv").string());
    const AdjustedScore* const found = own.find("P", "p");
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->z(Normalisation::most_similar_pop), 0.5);
    EXPECT_EQ(found->z(Normalisation::norm1), 0.25);
    EXPECT_TRUE(std::isnan(found->z(Normalisation::norm2)));
    EXPECT_EQ(found->group, "EUR");
    EXPECT_EQ(own.find("P", "q"), nullptr);
    EXPECT_EQ(own.find("Q", "p"), nullptr);
    test::write_file(
        folder_ / "adjusted.tsv",
        "IID\tPGS\tZ_MostSimilarPop\tZ_norm1\tZ_norm2\np\tP\t1\t1\t1\np\tP\t1\t1\t1\n");
    EXPECT_ERROR(
        static_cast<void>(AdjustedScores::read((folder_ / "adjusted.tsv").string())),
        ErrorKind::bad_data,
        HasSubstr("two rows of P"));
    test::write_file(folder_ / "adjusted.tsv", "IID\tPGS\tZ_norm1\n");
    EXPECT_ERROR(
        static_cast<void>(AdjustedScores::read((folder_ / "adjusted.tsv").string())),
        ErrorKind::missing_input,
        HasSubstr("Z_MostSimilarPop"));
}

TEST(Normalisation, names_the_nearest_method) {
    EXPECT_EQ(parse_normalisation("norm2"), Normalisation::norm2);
    EXPECT_ERROR(
        static_cast<void>(parse_normalisation("norm3")), ErrorKind::usage, HasSubstr("norm"));
}

}  // namespace
}  // namespace genostrat::risk
