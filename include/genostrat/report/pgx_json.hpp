// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::report {

enum class PgxDetail : std::uint8_t {
    calls,           ///< diplotypes and what they rest on
    phenotypes,      ///< and what they mean
    recommendations  ///< and which guidelines apply
};

/// A cohort's calls as JSON, with PharmCAT's names where it has them: for each sample and gene the
/// diplotypes, and what they rest on (positions, missing ones and the alleles that cannot be told
/// without them, undocumented alleles, inferred and assumed positions).
[[nodiscard]] std::string pgx_json(const pgx::CohortCalls& calls, PgxDetail detail);

}  // namespace genostrat::report
