// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::report {

/// A self-contained page (no scripts, no links to load from) for a pharmacist: for each sample what
/// needs attention first, drug by drug, the genes with their diplotypes and phenotypes, and what
/// could not be called and why.
[[nodiscard]] std::string pgx_html(const pgx::CohortCalls& calls);

/// The page of one sample. @param sample  index, below calls.samples.size()
[[nodiscard]] std::string pgx_sample_html(const pgx::CohortCalls& calls, std::size_t sample);

}  // namespace genostrat::report
