// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/report/results.hpp>
#include <genostrat/risk/risk_table.hpp>

namespace genostrat::report {
namespace {

TEST(AddResults, people_get_their_scores_and_risks) {
    score::ScoreTable scores;
    scores.samples = {"a", "b"};
    score::ScoreReport report;
    report.summary.facts = {.name = "PGS1", .trait = "gout"};
    report.summary.total_weight = 4;
    report.matched = {.n = 3, .weight = 3};
    scores.scores = {report};
    scores.sums = {1.0, 3.0};
    scores.denominators = {6, 6};
    scores.n_missing = {0, 1};
    Results results;
    results.put(scores);
    results.put(risk::assess(
        risk::parse_risk_model(
            "risks: [{trait: gout, score: PGS1, mean: 1, sd: 1, tiers: [{name: low, "
            "below_percentile: 80}, {name: top, text: watch}]}]",
            "m.yaml"),
        {.scores = &scores}));
    Document document;
    document.people = {{.sample = "b"}};
    add_results(results, document);
    ASSERT_EQ(document.people.size(), 2U);
    const Person& b = document.people[0];
    ASSERT_EQ(b.scores.size(), 1U);
    EXPECT_DOUBLE_EQ(*b.scores[0].z, 2.0);
    EXPECT_EQ(b.scores[0].match.n_missing, 1);
    EXPECT_DOUBLE_EQ(*b.scores[0].match.weight_fraction, 0.75);
    ASSERT_EQ(b.scores[0].bands.size(), 2U);
    EXPECT_NEAR(b.scores[0].bands[0].to_z, 0.8416212, 1e-6);  // 80th percentile of the normal
    EXPECT_EQ(b.risks.at(0).tier, "top");
    EXPECT_EQ(b.risks.at(0).sentence, "watch");
    EXPECT_EQ(document.people[1].sample, "a");
    EXPECT_EQ(document.people[1].risks.at(0).tier, "low");
}

TEST(AddResults, a_score_found_in_small_part_is_not_assessed_without_a_model_too) {
    score::ScoreTable scores;
    scores.samples = {"a"};
    score::ScoreReport report;
    report.summary.facts = {.name = "PGS1"};
    report.summary.total_weight = 4;
    report.matched = {.n = 1, .weight = 1};
    scores.scores = {report, report};
    scores.scores[1].matched.weight = 3;  // 75 %: enough
    scores.sums = {1.0, 1.0};
    scores.denominators = {2, 2};
    scores.n_missing = {0, 0};
    Results results;
    results.put(scores);
    Document document;
    add_results(results, document);
    const std::vector<ScoreResult>& shown = document.people.at(0).scores;
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(
        shown[0].not_tiered_because,
        "only 25.0 % of the score's weight was found in the variants; at least 75 % is needed");
    EXPECT_EQ(shown[1].not_tiered_because, "");
}

}  // namespace
}  // namespace genostrat::report
