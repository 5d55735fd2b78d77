// SPDX-License-Identifier: MIT
// The shipped model files of published equations against their recorded answers.
#include "test_support.hpp"

#include <cmath>

#include <genostrat/risk/risk_table.hpp>

namespace genostrat::risk {
namespace {

RiskModel shipped(const std::string& name) {
    return load_risk_model(test::project() / "pipelines/models" / name);
}

TEST(Score2, every_row_of_the_grid_after_rounding) {  // RiskScorescvd
    const auto path = test::shared("data/risk/score2/score2_grid_golden.tsv");
    GENOSTRAT_NEEDS(path);
    // Its rows have no names: the numbers of the lines stand in front.
    std::string text;
    for (const std::string& line : test::lines_of(test::read_file(path)))
        if (!line.empty() && !line.starts_with('#'))
            text += (text.empty() ? "sample" : std::to_string(text.size())) + '\t' + line + '\n';
    const io::DataTable grid = io::DataTable::parse(text, "grid");
    const RiskModel model = shipped("score2.yaml");
    const RiskTable table = assess(model, {.covariates = &grid});
    ASSERT_EQ(grid.n_rows(), 2112U);
    std::size_t n_tiers_differ = 0;
    for (std::size_t row = 0; row < grid.n_rows(); ++row) {
        const PersonRisk& person = table.risks[0].people[row];
        ASSERT_EQ(person.horizons.size(), 1U) << person.not_assessed_because;
        EXPECT_NEAR(
            std::round(person.horizons[0].risk * 1000) / 10,
            *grid.number(row, grid.column("score2")),
            1e-9);
        const std::string& tier = table.risks[0].rule.tiers[*person.tier].name;
        n_tiers_differ += tier != grid.text(row, grid.column("class"));
        double sum = person.start_risk;
        for (const Contribution& part : person.contributions)
            sum += part.risk_change;
        EXPECT_NEAR(sum, person.horizons[0].risk, 1e-14);
    }
    EXPECT_EQ(n_tiers_differ, 0U);
}

TEST(Prevent, the_worked_example) {  // Khan et al. 2024; 30 years and outcomes: preventr
    const io::DataTable people = io::DataTable::parse(
        "sample,age,sex,total_cholesterol,hdl,sbp,treated,diabetes,smoking,statin,egfr,bmi\n"
        "a,50,female,200,45,160,yes,yes,no,no,90,35\n",
        "people.csv");
    const std::vector<std::pair<std::string, std::vector<double>>> wanted{
        {"prevent.yaml", {0.1468394, 0.0919509, 0.0805610, 0.0440967, 0.0540078}},
        {"prevent-30-years.yaml", {0.5298504, 0.3542552, 0.3896023, 0.1981817, 0.2210043}}};
    for (const auto& [name, risks] : wanted) {
        const RiskTable table = assess(shipped(name), {.covariates = &people});
        ASSERT_EQ(table.risks.size(), risks.size());
        for (std::size_t risk = 0; risk < risks.size(); ++risk)
            EXPECT_NEAR(table.risks[risk].people[0].horizons.at(0).risk, risks[risk], 5e-8)
                << table.risks[risk].rule.trait;
    }
}

}  // namespace
}  // namespace genostrat::risk
