// SPDX-License-Identifier: MIT
// The twelve recorded answers of R's iCARE 1.38 through the program: models in YAML, tables of
// people, `--snp-stream r --seed 50`. Tolerances as in icare_test.
#include "icare_fixture.hpp"

#include <map>

#include <fmt/format.h>

namespace genostrat::risk {
namespace {

constexpr double tolerance = 5e-5;

/// Columns of several tables side by side, the id once; all have the same people in one order.
std::string
joined(const std::vector<io::DataTable>& tables, const std::map<std::string, double>& constants) {
    std::string out = "id";
    const std::size_t id = tables.front().column("id");
    for (const io::DataTable& table : tables)
        for (const std::string& name : table.columns())
            out += name == "id" ? "" : "\t" + name;
    for (const auto& [name, value] : constants)
        out += "\t" + name;
    out += '\n';
    for (std::size_t row = 0; row < tables.front().n_rows(); ++row) {
        out += tables.front().text(row, id);
        for (const io::DataTable& table : tables)
            for (std::size_t column = 0; column < table.columns().size(); ++column)
                if (table.columns()[column] != "id")
                    out.append("\t").append(table.text(row, column));
        for (const auto& [name, value] : constants)
            out += fmt::format("\t{}", value);
        out += '\n';
    }
    return out;
}

std::string parts_of(const Files& files, With with) {
    const auto path = [&](const std::string& name) { return icare(files.folder + name).string(); };
    std::string out;
    if (with != With::snps)
        out += fmt::format(
            "formula: {}, log_odds: {}, reference: {}",
            path(files.formula),
            path(files.effects),
            path(files.reference));
    if (with != With::covariates)
        out += fmt::format(
            "{}snps: {}", out.empty() ? "" : ", ", path("breast_cancer_72_snps_info.csv"));
    if (with == With::both)
        out += ", family_history: family_history";
    return out;
}

class IcareProgram : public testing::Test {
protected:
    void SetUp() override { GENOSTRAT_NEEDS(icare("expected")); }

    /// Runs the program. @param later  the model from the age of 50 on; null: the same
    void
    run(const Files& files,
        With with,
        double years,
        const std::string& people,
        const Files* later = nullptr,
        const std::string& options = "--snp-stream r --seed 50") {
        std::string parts = parts_of(files, with);
        if (later != nullptr)
            parts += ", split: {at: 50, " + parts_of(*later, with) + "}";
        test::write_file(
            folder_ / "model.yaml",
            fmt::format(
                "name: m\nrisks:\n  - trait: breast cancer\n    horizons: [{}]\n"
                "    inputs: [{{name: age}}]\n    incidence: {}\n    competing_mortality: {}\n"
                "    icare: {{{}}}\n    tiers: [{{name: all}}]\n",
                years,
                icare(files.folder + files.incidence).string(),
                icare(files.folder + files.competing).string(),
                parts));
        test::write_file(folder_ / "people.tsv", people);
        const test::CommandResult result = test::genostrat(fmt::format(
            "risk --quiet --model {0}/model.yaml --covariates {0}/people.tsv {1} -o /dev/null "
            "--horizons {0}/horizons.tsv --summary {0}/summary.json {2}",
            folder_.path().string(),
            options,
            std::filesystem::exists(folder_ / "outcomes.tsv")
                ? "--outcomes " + (folder_ / "outcomes.tsv").string()
                : ""));
        ASSERT_EQ(result.exit_code, 0) << result.err;
        const io::DataTable table = io::DataTable::read((folder_ / "horizons.tsv").string());
        risks_.clear();
        for (std::size_t row = 0; row < table.n_rows(); ++row)
            risks_.push_back(table.number(row, table.column("risk")).value_or(std::nan("")));
    }

    void expect(const std::string& golden, double allowed = 0) const {
        const nlohmann::json wanted = expected(golden);
        ASSERT_EQ(risks_.size(), wanted.at("risks").size()) << golden;
        for (std::size_t person = 0; person < risks_.size(); ++person) {
            const double risk = wanted["risks"][person];
            EXPECT_NEAR(risks_[person], risk, allowed > 0 ? allowed : tolerance * risk) << golden;
        }
    }

    /// AUC and E/O of the summary.
    std::pair<double, double> validation() const {
        const auto summary = nlohmann::json::parse(test::read_file(folder_ / "summary.json"));
        const nlohmann::json& own = summary.at("risks").at(0).at("calibration");
        return {own.at("auc").at("value"), own.at("expected_over_observed").at("value")};
    }

    static io::DataTable table(const std::string& name) {
        return io::DataTable::read(icare(name).string());
    }

    test::TempDir folder_;
    std::vector<double> risks_;
};

TEST_F(IcareProgram, literature_models) {
    run(lit_under_50,
        With::covariates,
        10,
        joined({table("fixtures/icare_lit_query_lt50.csv")}, {{"age", 40}}));
    expect("icare_lit_covariate_only_lt50");
    const std::vector<double> before = risks_;
    run(lit_from_50,
        With::covariates,
        20,
        joined({table("fixtures/icare_lit_query_ge50.csv")}, {{"age", 50}}));
    expect("icare_lit_covariate_only_ge50");
    // The split interval's two parts have people of their own.
    run(lit_from_50,
        With::covariates,
        10,
        joined({table("fixtures/icare_lit_query_ge50.csv")}, {{"age", 50}}));
    for (std::size_t person = 0; person < risks_.size(); ++person)
        risks_[person] = split_risk(before[person], risks_[person]);
    expect("icare_lit_split_interval");
}

TEST_F(IcareProgram, bpc3_with_covariates_snps_and_both) {
    const io::DataTable covariates = table("BPC3/query_covariate_profile.csv");
    const io::DataTable snps = table("BPC3/query_snp_profile.csv");
    run(bpc3, With::covariates, 30, joined({covariates}, {{"age", 50}}));
    expect("bpc3_covariate_only");
    run(bpc3, With::snps, 30, joined({snps}, {{"age", 50}}));
    expect("bpc3_snp_only_with_profile");
    run(bpc3, With::both, 30, joined({covariates, snps}, {{"age", 50}}));
    expect("bpc3_combined");
    run(bpc3, With::both, 30, joined({covariates, snps}, {{"age", 50}}), nullptr, "--seed 7");
    expect("bpc3_combined", 1.5e-3);  // our own numbers
    run(bpc3, With::snps, 30, "id\tage\nnobody\t50\n");
    ASSERT_EQ(risks_.size(), 1U);
    const double mean = expected("bpc3_snp_only_no_profile")["risk_summary"]["mean"];
    EXPECT_NEAR(risks_[0], mean, tolerance * mean);
}

TEST_F(IcareProgram, bpc3_of_a_split_interval) {
    const io::DataTable covariates = table("BPC3/query_covariate_profile.csv");
    const io::DataTable snps = table("BPC3/query_snp_profile.csv");
    run(bpc3, With::covariates, 40, joined({covariates}, {{"age", 30}}), &bpc3_post_50);
    expect("bpc3_split_interval_covariate_only");
    run(bpc3, With::both, 40, joined({covariates, snps}, {{"age", 30}}), &bpc3_post_50);
    expect("bpc3_split_interval_combined");
}

TEST_F(IcareProgram, literature_model_against_its_cohort) {
    const io::DataTable study = table("fixtures/icare_lit_validation_study.csv");
    test::write_file(folder_ / "outcomes.tsv", joined({study}, {}));
    run(lit_from_50,
        With::covariates,
        10,
        joined({table("fixtures/icare_lit_validation_covariates.csv")}, {{"age", 50}}));
    const auto [auc, eo] = validation();
    const nlohmann::json golden = expected("icare_lit_validation");
    expect_near_relative(auc, golden.at("auc"), tolerance, "AUC");
    expect_near_relative(eo, golden.at("eo_ratio"), tolerance, "E/O");
}

/// Without the two defects of the reference (see icare_test): the direct values of the recorded
/// files, and how far the recorded answers lie from them.
TEST_F(IcareProgram, bpc3_against_its_nested_case_control_study) {
    const io::DataTable all = table("BPC3/validation_nested_case_control_data.csv.gz");
    const io::DataTable weights = table("fixtures/bpc3_nested_cc_glm_weights.csv");
    std::string outcomes =
        "id\tstudy_entry_age\tstudy_exit_age\tobserved_outcome\ttime_of_onset\tsampling_weights\n";
    for (std::size_t row = 0; row < all.n_rows(); ++row) {
        outcomes += all.text(row, all.column("id"));
        for (const char* const name :
             {"study_entry_age", "study_exit_age", "observed_outcome", "time_of_onset"})
            outcomes.append("\t").append(all.text(row, all.column(name)));
        outcomes.append("\t").append(weights.text(row, 1)).append("\n");
    }
    test::write_file(folder_ / "outcomes.tsv", outcomes);
    const io::DataTable covariates =
        table("BPC3/validation_nested_case_control_covariate_data.csv.gz");
    const io::DataTable snps = table("BPC3/validation_nested_case_control_snp_data.csv.gz");
    const std::vector<std::tuple<With, std::string, double, double>> cases{
        {With::covariates, "bpc3_validation_covariate_only", 0.60029584, 0.96901986},
        {With::both, "bpc3_validation_combined", 0.59169050, 0.96937466}};
    for (const auto& [with, name, auc, eo] : cases) {
        run(bpc3,
            with,
            10,
            with == With::both ? joined({covariates, snps}, {{"age", 50}})
                               : joined({covariates}, {{"age", 50}}));
        const auto [own_auc, own_eo] = validation();
        EXPECT_NEAR(own_auc, auc, 1e-7) << name;
        EXPECT_NEAR(own_eo, eo, 1e-7) << name;
        EXPECT_NEAR(own_auc, expected(name).at("auc").get<double>(), 2e-4) << name;
        EXPECT_NEAR(own_eo, expected(name).at("eo_ratio").get<double>(), 1.1e-3) << name;
    }
}

}  // namespace
}  // namespace genostrat::risk
