// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>
#include <limits>

#include <genostrat/risk/risk_table.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

score::ScoreTable table_of(std::vector<double> sums, double matched_weight) {
    score::ScoreTable table;
    for (std::size_t sample = 0; sample < sums.size(); ++sample)
        table.samples.push_back("s" + std::to_string(sample));
    score::ScoreReport report;
    report.summary.facts.name = "PGS1";
    report.summary.total_weight = 10;
    report.matched.weight = matched_weight;
    table.scores.push_back(report);
    table.sums = std::move(sums);
    table.denominators.assign(table.sums.size(), 2);
    table.n_missing.assign(table.sums.size(), 0);
    return table;
}

RiskModel model_of(const std::string& reference) {
    return parse_risk_model(
        "risks: [{trait: gout, score: PGS1, " + reference +
            "tiers: [{name: low, below_percentile: 20}, {name: usual, below_percentile: 90}, "
            "{name: top}]}]",
        "m.yaml");
}

TEST(Assess, against_the_model_s_reference) {
    const score::ScoreTable scores = table_of({1.0, 2.0, 0.0}, 9);
    const RiskTable table = assess(model_of("mean: 1, sd: 0.5, "), {.scores = &scores});
    const std::vector<PersonRisk>& people = table.risks.at(0).people;
    EXPECT_DOUBLE_EQ(*people[0].percentile, 50);
    EXPECT_EQ(*people[0].tier, 1U);
    EXPECT_DOUBLE_EQ(*people[1].z, 2);
    EXPECT_EQ(*people[1].tier, 2U);
    EXPECT_EQ(*people[2].tier, 0U);
}

TEST(Assess, against_the_cohort) {
    const score::ScoreTable scores = table_of({1, 2, 3, 4, 5}, 9);
    const RiskTable table = assess(model_of(""), {.scores = &scores});
    const RiskColumn& column = table.risks.at(0);
    EXPECT_DOUBLE_EQ(column.mean, 3);
    EXPECT_DOUBLE_EQ(column.sd, std::sqrt(2.5));
    EXPECT_DOUBLE_EQ(*column.people[0].percentile, 10);  // mid-rank of the lowest of five
    EXPECT_EQ(*column.people[4].tier, 2U);               // 90 is not below 90
}

TEST(Assess, what_cannot_be_assessed_is_said_and_not_tiered) {
    const auto why = [](const RiskModel& model, const score::ScoreTable& scores) {
        const PersonRisk person = assess(model, {.scores = &scores}).risks.at(0).people.at(0);
        EXPECT_FALSE(person.tier);
        return person.not_assessed_because;
    };
    EXPECT_THAT(why(model_of("mean: 1, sd: 1, "), table_of({1}, 7.4)), HasSubstr("only 74.0 % of"));
    EXPECT_THAT(why(model_of(""), table_of({1}, 9)), HasSubstr("one person is no cohort"));
    EXPECT_THAT(why(model_of(""), table_of({1, 1}, 9)), HasSubstr("the same score"));
    EXPECT_THAT(
        why(model_of("mean: 1, sd: 1, "), table_of({std::numeric_limits<double>::quiet_NaN()}, 9)),
        HasSubstr("no called genotype"));
    RiskModel other = model_of("mean: 1, sd: 1, ");
    other.risks[0].score.name = "PGS2";
    EXPECT_THAT(why(other, table_of({1}, 9)), HasSubstr("no score 'PGS2'"));
}

}  // namespace
}  // namespace genostrat::risk
