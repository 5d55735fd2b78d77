// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <genostrat/io/data_table.hpp>
#include <genostrat/risk/design.hpp>
#include <genostrat/risk/icare.hpp>
#include <genostrat/risk/statistics.hpp>
#include <genostrat/risk/validation.hpp>

// The goldens of R's iCARE 1.38 and the inputs of py-icare that they were made from.
namespace genostrat::risk {

inline std::filesystem::path icare(const std::string& name) {
    return test::shared("data/risk/icare") / name;
}

inline nlohmann::json expected(const std::string& name) {
    return nlohmann::json::parse(test::read_file(icare("expected/" + name + ".json")));
}

/// One of the two models with its reference.
struct Files {
    std::string folder{};
    std::string formula{};
    std::string effects{};
    std::string reference{};
    std::string incidence{"age_specific_breast_cancer_incidence_rates.csv"};
    std::string competing{"age_specific_all_cause_mortality_rates.csv"};
};

inline const Files lit_under_50{
    "iCARE-Lit/",
    "model_formula_lt50.txt",
    "model_log_odds_ratios_lt50.json",
    "reference_covariate_data_lt50.csv.gz"};
inline const Files lit_from_50{
    "iCARE-Lit/",
    "model_formula_ge50.txt",
    "model_log_odds_ratios_ge50.json",
    "reference_covariate_data_ge50.csv.gz"};
inline const Files bpc3{
    "BPC3/",
    "breast_cancer_covariate_model_formula.txt",
    "breast_cancer_model_log_odds_ratios.json",
    "reference_covariate_data.csv.gz"};
inline const Files bpc3_post_50{
    "BPC3/",
    "breast_cancer_covariate_model_formula.txt",
    "breast_cancer_model_log_odds_ratios_post_50.json",
    "reference_covariate_data_post_50.csv.gz"};

enum class With : std::uint8_t { covariates, snps, both };

struct Model {
    Design design;
    IcareModel icare;
};

inline std::vector<double> encoded(const Design& design, const io::DataTable& table) {
    std::vector<double> values(table.n_rows() * design.columns().size());
    const std::vector<std::size_t> places = design.find_variables(table);
    for (std::size_t row = 0; row < table.n_rows(); ++row)
        design.encode(
            design.read_variables(table, row, places),
            std::span{values}.subspan(row * design.columns().size(), design.columns().size()));
    return values;
}

inline Model load(const Files& files, With with, RandomStream& stream) {
    const auto path = [&](const std::string& name) { return icare(files.folder + name).string(); };
    IcareInputs inputs{
        .incidence = RateBook::read(path(files.incidence)).at(),
        .competing = RateBook::read(path(files.competing)).at()};
    Design design;
    if (with != With::covariates)
        inputs.snps = read_snps(path("breast_cancer_72_snps_info.csv"));
    if (with != With::snps) {
        design = Design::parse(test::read_file(path(files.formula)), files.formula);
        inputs.covariate_effects =
            design.effects(test::read_file(path(files.effects)), files.effects);
        inputs.reference = encoded(design, io::DataTable::read(path(files.reference)));
    }
    if (with == With::both)
        for (std::size_t column = 0; column < design.columns().size(); ++column)
            if (design.column_name(column) == "family_history")
                inputs.family_history = column;
    return {design, IcareModel{std::move(inputs), stream}};
}

/// Values of people: SNPs, then covariates. Either table may be null.
inline std::vector<std::vector<double>>
people_of(const Model& model, const io::DataTable* covariates, const io::DataTable* snps) {
    std::vector<std::vector<double>> people;
    if (snps != nullptr)
        for (std::size_t row = 0; row < snps->n_rows(); ++row) {
            people.emplace_back();
            for (const Snp& snp : read_snps(icare("BPC3/breast_cancer_72_snps_info.csv").string()))
                people.back().push_back(
                    snps->number(row, snps->column(snp.name)).value_or(std::nan("")));
        }
    if (covariates != nullptr) {
        const std::vector<double> values = encoded(model.design, *covariates);
        const std::size_t n = model.design.columns().size();
        people.resize(covariates->n_rows());
        for (std::size_t row = 0; row < people.size(); ++row)
            people[row].insert(
                people[row].end(),
                values.begin() + static_cast<std::ptrdiff_t>(row * n),
                values.begin() + static_cast<std::ptrdiff_t>((row + 1) * n));
    }
    return people;
}

inline std::vector<IcareRisk> assess_all(
    const IcareModel& model,
    const std::vector<std::vector<double>>& people,
    double age,
    double years) {
    std::vector<IcareProfile> profiles;
    for (const std::vector<double>& person : people)
        profiles.push_back({person, age, years});
    return model.assess(profiles);
}

inline void
expect_near_relative(double value, double wanted, double tolerance, const std::string& of) {
    EXPECT_NEAR(value, wanted, tolerance * std::abs(wanted)) << of;
}

}  // namespace genostrat::risk
