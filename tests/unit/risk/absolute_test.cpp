// SPDX-License-Identifier: MIT
// Absolute risks of people by models written in YAML.
#include "test_support.hpp"

#include <cmath>

#include <genostrat/core/distributions.hpp>
#include <genostrat/risk/risk_table.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

/// A model with an incidence of 1 % a year from 40 to 89 beside it.
class AbsoluteRisk : public testing::Test {
protected:
    AbsoluteRisk() {
        std::string rates = "age,rate\n";
        for (int age = 40; age < 90; ++age)
            rates += std::to_string(age) + ",0.01\n";
        test::write_file(folder / "incidence.csv", rates);
    }

    RiskTable assess_people(const std::string& rule, const std::string& people) {
        const io::DataTable table = io::DataTable::parse(people, "people.csv");
        return assess(
            parse_risk_model(
                "name: m\nrisks:\n  - trait: gout\n" + rule, (folder / "m.yaml").string()),
            {.covariates = &table});
    }

    test::TempDir folder;
    const std::string plain = "    horizons: [10]\n"
                              "    incidence: incidence.csv\n"
                              "    inputs:\n"
                              "      - {name: age, range: [40, 80]}\n"
                              "      - {name: smoking, levels: [no, yes], missing: average}\n"
                              "    tiers: [{name: low, below_risk: 0.1}, {name: high}]\n";
};

TEST_F(AbsoluteRisk, without_terms_everybody_has_the_population_s_risk) {
    const RiskTable table = assess_people(plain, "id,age,smoking\na,50,no\n");
    const PersonRisk& person = table.risks[0].people[0];
    EXPECT_NEAR(person.horizons.at(0).risk, 1 - std::exp(-0.1), 1e-12);
    EXPECT_NEAR(*person.horizons[0].population, 1 - std::exp(-0.1), 1e-12);
    EXPECT_EQ(*person.tier, 0U);
    EXPECT_EQ(person.curve.front().risk, 0);
}

TEST_F(AbsoluteRisk, terms_are_calibrated_to_the_incidence) {
    const std::string terms = "    terms:\n"
                              "      - {input: smoking, levels: {no: {hazard_ratio: 1, share: 0.5},"
                              " yes: {hazard_ratio: 3, interval: [2, 4.5], share: 0.5}}}\n";
    const RiskTable table =
        assess_people(plain + terms, "id,age,smoking\na,40,no\nb,40,yes\nc,40,\n");
    const auto& people = table.risks[0].people;
    const double low = people[0].horizons.at(0).risk;
    const double high = people[1].horizons.at(0).risk;
    // Baseline 0.01 / 2 in the first year; those who are still well weigh more and more.
    EXPECT_NEAR(low, 0.05, 0.004);
    EXPECT_NEAR((low + high) / 2, 1 - std::exp(-0.1), 2e-4);
    EXPECT_NEAR(people[2].horizons.at(0).risk, (low + high) / 2, 2e-4);
    ASSERT_EQ(people[2].missing.size(), 1U);
    EXPECT_NEAR(*people[2].missing[0].lowest_risk, low, 1e-12);
    EXPECT_NEAR(*people[2].missing[0].highest_risk, high, 1e-12);
    EXPECT_EQ(*people[2].missing[0].lowest_tier, 0U);
    EXPECT_EQ(*people[2].missing[0].highest_tier, 1U);
    EXPECT_LT(*people[1].horizons[0].low, high);
    EXPECT_GT(*people[1].horizons[0].high, high);
    for (const PersonRisk& person : people) {
        double sum = person.start_risk;
        for (const Contribution& part : person.contributions)
            sum += part.risk_change;
        EXPECT_NEAR(sum, person.horizons[0].risk, 1e-14);
    }
}

TEST_F(AbsoluteRisk, a_score_moves_the_hazard_by_its_effect) {
    const std::string score = "    z_column: prs\n"
                              "    score_effect: {hazard_ratio: 2}\n";
    const RiskTable table =
        assess_people(plain + score, "id,age,smoking,prs\na,40,no,0\nb,40,no,2\n");
    const auto& people = table.risks[0].people;
    EXPECT_NEAR(
        std::log1p(-people[1].horizons[0].risk) / std::log1p(-people[0].horizons[0].risk), 4, 1e-9);
    // In the first year nobody has fallen ill yet: E[2^z] = exp(ln(2)^2 / 2).
    std::string one_year = plain + score;
    one_year.replace(one_year.find("[10]"), 4, "[1]");
    const RiskTable first = assess_people(one_year, "id,age,smoking,prs\na,40,no,0\n");
    EXPECT_NEAR(
        -std::log1p(-first.risks[0].people[0].horizons[0].risk),
        0.01 / std::exp(std::pow(std::log(2), 2) / 2),
        2e-6);
    EXPECT_NEAR(*people[1].percentile, 100 * normal_share_below(2), 0.1);
}

TEST_F(AbsoluteRisk, several_scores_each_have_their_effect) {
    const std::string scores = "    z_column: p1\n    score_effect: {hazard_ratio: 2}\n"
                               "    terms:\n"
                               "      - {z_column: p2, name: second, hazard_ratio: 1.5}\n"
                               "      - {z_column: p3, hazard_ratio: 0.8, se: 0.1}\n";
    const std::string people =
        "id,age,smoking,p1,p2,p3\na,40,no,0,0,0\nb,40,no,1,2,-1\nc,40,no,1,,0\n";
    const RiskTable table = assess_people(plain + scores, people);
    const auto& persons = table.risks[0].people;
    const auto hazard = [](const PersonRisk& person) {
        return -std::log1p(-person.horizons.at(0).risk);
    };
    EXPECT_NEAR(hazard(persons[1]) / hazard(persons[0]), 2 * 1.5 * 1.5 / 0.8, 1e-9);
    EXPECT_EQ(*persons[1].further.at(0).z, 2);
    ASSERT_EQ(persons[2].missing.size(), 1U);
    EXPECT_EQ(persons[2].missing[0].what, "second");
    EXPECT_LT(*persons[2].missing[0].lowest_risk, *persons[2].missing[0].highest_risk);
    double sum = persons[1].start_risk;
    std::vector<std::string> names;
    for (const Contribution& part : persons[1].contributions) {
        sum += part.risk_change;
        names.push_back(part.name + ' ' + part.value);
    }
    EXPECT_NEAR(sum, persons[1].horizons[0].risk, 1e-14);
    EXPECT_THAT(
        names,
        testing::ElementsAre("second +2.00 SD", "score p3 -1.00 SD", "polygenic score +1.00 SD"));
    // In the first year nobody has fallen ill yet: E[product of ratios] = exp(sum of squares / 2).
    std::string one_year = plain + scores;
    one_year.replace(one_year.find("[10]"), 4, "[1]");
    const RiskTable first = assess_people(one_year, people);
    const double variance =
        std::pow(std::log(2), 2) + std::pow(std::log(1.5), 2) + std::pow(std::log(0.8), 2);
    EXPECT_NEAR(hazard(first.risks[0].people[0]), 0.01 / std::exp(variance / 2), 2e-5);
}

TEST_F(AbsoluteRisk, family_history_is_lessened_by_all_scores) {
    const std::string rule = "    z_column: p1\n    score_effect: {log_hazard: 0.4}\n"
                             "    terms:\n"
                             "      - {family_history: smoking, log_hazard: 0.7, share: 0.1}\n"
                             "      - {z_column: p2, log_hazard: 0.6}\n";
    const RiskTable table =
        assess_people(plain + rule, "id,age,smoking,p1,p2\na,40,no,0,0\nb,40,yes,0,0\n");
    const auto& people = table.risks[0].people;
    EXPECT_NEAR(
        std::log(
            std::log1p(-people[1].horizons.at(0).risk) /
            std::log1p(-people[0].horizons.at(0).risk)),
        0.7 - (0.16 + 0.36) / 2,
        1e-9);
}

TEST_F(AbsoluteRisk, an_icare_model_takes_several_scores) {
    test::write_file(folder / "formula.txt", "height");
    test::write_file(folder / "effects.json", "{\"height\": 0.1}");
    test::write_file(folder / "reference.csv", "height\n0\n0\n");
    const std::string rule =
        "    horizons: [1]\n    incidence: incidence.csv\n    inputs: [{name: age}]\n"
        "    icare: {formula: formula.txt, log_odds: effects.json, reference: reference.csv}\n"
        "    z_column: p1\n    score_effect: {hazard_ratio: 2}\n"
        "    terms: [{z_column: p2, hazard_ratio: 3}]\n    tiers: [{name: all}]\n";
    const RiskTable table = assess_people(rule, "id,age,height,p1,p2\na,50,0,0,0\nb,50,1,1,-1\n");
    const auto& people = table.risks[0].people;
    // Yearly sum of one year: the risk is the hazard.
    EXPECT_NEAR(
        people[1].horizons.at(0).risk / people[0].horizons.at(0).risk,
        std::exp(0.1) * 2 / 3,
        1e-12);
    std::string with_term = rule;
    with_term.replace(with_term.find("z_column: p2"), 12, "input: age, mean: 1");
    EXPECT_ERROR(
        assess_people(with_term, "id,age,height,p1,p2\na,50,0,0,0\n"),
        ErrorKind::usage,
        HasSubstr("terms of an iCARE model are polygenic scores"));
}

TEST_F(AbsoluteRisk, says_why_there_is_none) {
    const RiskTable table =
        assess_people(plain, "id,age,smoking\na,30,no\nb,,no\nc,79,yes\nd,80,no\n");
    const auto& people = table.risks[0].people;
    EXPECT_THAT(people[0].not_assessed_because, HasSubstr("age is 30; the model is for 40 to 80"));
    EXPECT_THAT(people[1].not_assessed_because, HasSubstr("age is not known"));
    EXPECT_FALSE(people[1].tier);
    EXPECT_TRUE(people[2].tier);
    EXPECT_NEAR(people[3].horizons.at(0).risk, 1 - std::exp(-0.1), 1e-12);
}

TEST_F(AbsoluteRisk, mixture_of_a_score_known_by_its_auc) {
    const RiskTable table = assess_people(
        "    horizons: [10]\n    z_column: prs\n    mixture: {prevalence: 0.1, auc: 0.7}\n"
        "    tiers: [{name: low, below_risk: 0.2}, {name: high}]\n",
        "id,prs\na,0\nb,2.5\nc,\n");
    const auto& people = table.risks[0].people;
    EXPECT_LT(people[0].horizons.at(0).risk, 0.1);
    EXPECT_EQ(*people[1].tier, 1U);
    EXPECT_THAT(people[2].not_assessed_because, HasSubstr("score is not known"));
}

TEST_F(AbsoluteRisk, tiers_may_depend_on_age) {
    const RiskTable table = assess_people(
        "    horizons: [10]\n    incidence: incidence.csv\n    inputs: [{name: age}]\n"
        "    tier_sets:\n"
        "      - {when: age < 50, tiers: [{name: low, below_risk: 0.2}, {name: high}]}\n"
        "      - {tiers: [{name: low, below_risk: 0.05}, {name: high}]}\n",
        "id,age\na,45\nb,55\n");
    EXPECT_EQ(*table.risks[0].people[0].tier, 0U);
    EXPECT_EQ(*table.risks[0].people[1].tier, 3U);
}

TEST_F(AbsoluteRisk, models_with_mistakes_are_refused_with_their_line) {
    const auto refused = [&](const std::string& rule, ErrorKind kind, const std::string& message) {
        EXPECT_ERROR(assess_people(rule, "id,age,smoking\na,50,no\n"), kind, HasSubstr(message));
    };
    refused(plain + "    incidense: x\n", ErrorKind::usage, "did you mean");
    refused(plain + "    link: probit\n    equations: []\n", ErrorKind::usage, "no incidence");
    refused(
        plain + "    terms: [{input: smokin, hazard_ratio: 2, mean: 0}]\n",
        ErrorKind::usage,
        "did you mean 'smoking'");
    refused(
        plain + "    terms: [{input: smoking, levels: {no: {hazard_ratio: 1, share: 0.2}}}]\n",
        ErrorKind::usage,
        "add up to 0.2");
    refused(
        plain + "    terms: [{input: age, hazard_ratio: -2, mean: 50}]\n",
        ErrorKind::usage,
        "greater than 0");
    refused(plain + "    score_effect: {hazard_ratio: 2}\n", ErrorKind::usage, "but no score");
    refused("    tiers: [{name: a}]\n", ErrorKind::usage, "score");
    refused(
        "    score: s\n    tiers: [{name: a, below_risk: 0.1}, {name: b}]\n",
        ErrorKind::usage,
        "no way to one");
    refused(plain + "    z_column: p\n    normalise: norm3\n", ErrorKind::usage, "normalisation");
    refused(
        plain + "    score: p\n    normalise: norm1\n    mean: 1\n    sd: 1\n",
        ErrorKind::usage,
        "reference panel");
    refused(
        plain + "    terms: [{z_column: p, hazard_ratio: 0}]\n",
        ErrorKind::usage,
        "greater than 0");
    refused(
        plain + "    terms: [{z_column: p, hazard_ratio: 2}]\n", ErrorKind::missing_input, "'p'");
    test::write_file(folder / "incidence.csv", "age,rate\n40,0.1\n42,0.1\n");
    refused(plain, ErrorKind::bad_data, "leaves a gap");
    test::write_file(folder / "incidence.csv", "age,rate\n40,1.1\n");
    refused(plain, ErrorKind::bad_data, "lies in 0..1");
    std::filesystem::remove(folder / "incidence.csv");
    refused(plain, ErrorKind::missing_input, "incidence.csv");
}

}  // namespace
}  // namespace genostrat::risk
