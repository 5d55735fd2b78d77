// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <genostrat/pipeline/results.hpp>
#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// Adds the checks that the stage `qc` published to the people of a document, by sample name.
/// Nothing where the run had no such stage.
void add_quality(const Results& results, Document& document);

/// Reads PREFIX.callable.json of `genostrat callable`.
/// @throws Error{missing_input}; Error{bad_data} for another kind of file
[[nodiscard]] Coverage read_coverage(const std::string& path);

/// The same from its text. @param file  named in errors
[[nodiscard]] Coverage parse_coverage(std::string_view json, const std::string& file);

}  // namespace genostrat::report
