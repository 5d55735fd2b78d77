// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

// Sections of the page; each is empty where there is nothing to show, but for the summary.

/// Cards of the risks, and sentences on findings and medicines that need a look.
[[nodiscard]] std::string summary_section(const Person& person);

/// Every score with its distribution, place and match quality.
[[nodiscard]] std::string scores_section(const Person& person);

[[nodiscard]] std::string findings_section(const Person& person);

[[nodiscard]] std::string medicines_section(const Person& person);

/// What could not be assessed: of the whole run, of the person, of each risk and score.
[[nodiscard]] std::string
not_assessed_section(const Person& person, std::span<const NotAssessed> of_all);

[[nodiscard]] std::string provenance_section(const Provenance& provenance);

}  // namespace genostrat::report
