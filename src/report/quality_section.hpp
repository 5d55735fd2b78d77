// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// The checks of a sample's quality, each with its rule; empty where none was made.
[[nodiscard]] std::string quality_section(const Person& person);

/// What the reads could have shown, and clinically relevant positions that they could not.
[[nodiscard]] std::string coverage_section(const Document& document);

}  // namespace genostrat::report
