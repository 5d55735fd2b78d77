// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::report {

/// A page of a whole cohort, for numbers of samples that no one reads one by one: how many samples
/// each drug's guidelines concern, how many have which phenotype of each gene, and how many could
/// not be called. Its size grows with the samples only by the list of their pages.
/// @param pages  where each sample's own page is, relative to this one, shape [n_samples]; empty:
///               there are none, and the page says how to get them
[[nodiscard]] std::string
pgx_cohort_html(const pgx::CohortCalls& calls, const std::vector<std::string>& pages);

}  // namespace genostrat::report
