// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::report {

/// One row a sample and gene: `sample gene mode phased effectively_phased n_positions n_missing
/// diplotypes scores haplotypes phenotype activity_score lookup_keys`; ` | ` between alternatives,
/// `null` for an activity score of a gene that has none.
[[nodiscard]] std::string pgx_table(const pgx::CohortCalls& calls);

/// Samples x genes: diplotypes, or alleles where no strands are known; empty where nothing is
/// called.
[[nodiscard]] std::string pgx_matrix(const pgx::CohortCalls& calls);

/// Counts and frequencies of alleles, diplotypes and phenotypes by gene and population:
/// `gene population kind name count total frequency`, kind being allele, diplotype, phenotype or
/// site (`chr12:21178615:T>C`: that base of a position, whatever named allele it is part of). The
/// population `all` holds every sample;
/// a sample with several equally good diplotypes counts as `ambiguous`.
/// @param populations  sample -> label; may be empty
[[nodiscard]] std::string
pgx_summary(const pgx::CohortCalls& calls, const std::map<std::string, std::string>& populations);

}  // namespace genostrat::report
