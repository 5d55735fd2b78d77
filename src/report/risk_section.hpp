// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// The absolute risks of a person with their pictures; empty if there are none.
[[nodiscard]] std::string absolute_section(const Person& person);

/// Tiers and calibration of a cohort; empty for one person.
[[nodiscard]] std::string cohort_section(const Document& document);

}  // namespace genostrat::report
