// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/risk/risk_table.hpp>

// What the stage risk publishes, as tables for programs.
namespace genostrat::report {

/// One row a person, risk and part of the risk: name, what the person has, log hazard, change of
/// the risk. The first row of each is the start; changes add up to the risk in the last row.
[[nodiscard]] std::string risk_contributions_tsv(const risk::RiskTable& table);

/// One row a person, risk and age: the person's cumulated risk and the population's.
[[nodiscard]] std::string risk_curves_tsv(const risk::RiskTable& table);

/// One row a person, risk and horizon: risk with interval, the population's, tier, percentile.
[[nodiscard]] std::string risk_horizons_tsv(const risk::RiskTable& table);

/// The cohort: people a tier, and calibration where outcomes are known (AUC, E/O with intervals,
/// Brier, Hosmer and Lemeshow, relative risk, deciles).
[[nodiscard]] std::string risk_summary_json(const risk::RiskTable& table);

}  // namespace genostrat::report
