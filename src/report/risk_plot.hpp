// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/report/document.hpp>

// Pictures of an absolute risk, as SVG without any script.
namespace genostrat::report {

/// A scale of risk with the tiers' zones, the person's mark with its interval, and the
/// population's.
[[nodiscard]] std::string risk_scale(const RiskResult& risk);

/// Cumulated risk by age, the person's against the population's; empty without a curve.
[[nodiscard]] std::string risk_curve(const RiskResult& risk);

/// What raises and what lowers the risk, from where the average person is to where this one is;
/// empty without parts.
[[nodiscard]] std::string risk_waterfall(const RiskResult& risk);

/// Observed against expected shares by deciles.
[[nodiscard]] std::string calibration_plot(const CohortCalibration& fit);

}  // namespace genostrat::report
