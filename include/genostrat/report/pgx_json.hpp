// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

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
/// @param write  is given the text piece by piece, so that memory does not grow with the samples;
///               a piece is valid during its call
void write_pgx_json(
    const pgx::CohortCalls& calls,
    PgxDetail detail,
    const std::function<void(std::string_view bytes)>& write);

/// The same in one text.
[[nodiscard]] std::string pgx_json(const pgx::CohortCalls& calls, PgxDetail detail);

}  // namespace genostrat::report
