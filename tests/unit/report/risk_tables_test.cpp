// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <nlohmann/json.hpp>

#include <genostrat/report/risk_tables.hpp>

namespace genostrat::report {
namespace {

using testing::ElementsAre;

risk::RiskTable table() {
    risk::RiskColumn column;
    column.rule.trait = "gout";
    column.rule.tiers = {{.name = "low"}, {.name = "high"}};
    column.rule.tier_sets = {{.when = {}, .begin = 0, .end = 2}};
    risk::PersonRisk person{.percentile = 60, .tier = 1, .start_risk = 0.1};
    person.horizons = {{.years = 10, .risk = 0.25, .low = 0.2, .high = {}, .population = 0.1}};
    person.contributions = {
        {.name = "age", .value = "50", .log_hazard = 0.5, .risk_change = 0.25},
        {.name = "sex", .value = "", .log_hazard = -0.1, .risk_change = -0.125}};
    person.curve = {{.age = 50, .risk = 0, .population = 0}};
    person.missing = {{.what = "bmi", .assumed = "25", .lowest_risk = 0.2, .highest_risk = 0.5}};
    person.follow_up = risk::FollowUp{.risk = 0.25, .linear_predictor = 1, .outcome = 1};
    column.people = {person, {.not_assessed_because = "age is\tnot known"}};
    return {.model = "m", .samples = {"a", "b"}, .risks = {column}};
}

TEST(RiskTables, contributions_add_up_line_by_line) {
    EXPECT_THAT(
        test::lines_of(risk_contributions_tsv(table())),
        ElementsAre(
            "sample\ttrait\tpart\tvalue\tlog_hazard\trisk_change\trisk",
            "a\tgout\tstart\tNA\tNA\tNA\t0.1",
            "a\tgout\tage\t50\t0.5\t0.25\t0.35",
            "a\tgout\tsex\tNA\t-0.1\t-0.125\t0.22499999999999998"));
}

TEST(RiskTables, horizons_and_curves_have_a_line_each) {
    const std::vector<std::string> lines = test::lines_of(risk_horizons_tsv(table()));
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1], "a\tgout\t10\t0.25\t0.2\tNA\t0.1\thigh\t60\tNA\tbmi\t0.2\t0.5\tNA");
    EXPECT_EQ(lines[2], "b\tgout\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tNA\tage is not known");
    EXPECT_EQ(test::lines_of(risk_curves_tsv(table())).size(), 2U);
}

TEST(RiskTables, summary_counts_tiers) {
    risk::RiskTable own = table();
    own.risks[0].people[1].follow_up = risk::FollowUp{.risk = 0.05, .outcome = 0};
    const auto json = nlohmann::json::parse(risk_summary_json(own));
    EXPECT_EQ(json["risks"][0]["tiers"][1]["people"], 1);
    EXPECT_EQ(json["risks"][0]["tiers"][2]["tier"], "not assessed");
    EXPECT_EQ(json["risks"][0]["calibration"]["cases"], 1);
    EXPECT_DOUBLE_EQ(json["risks"][0]["calibration"]["auc"]["value"], 1);
}

}  // namespace
}  // namespace genostrat::report
