// SPDX-License-Identifier: MIT
#pragma once

#include <genostrat/pipeline/results.hpp>
#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// Adds what scores and risk models published to the people of a document, by sample name; people
/// that are not there yet are appended in the results' order.
void add_results(const Results& results, Document& document);

}  // namespace genostrat::report
