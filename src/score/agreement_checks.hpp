// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <genostrat/score/score_table.hpp>

namespace genostrat::score {

/// @param build  of the genomes; empty if not known, which is a warning
/// @throws Error{bad_data} naming a score that is on another build
void check_builds(const WeightTable& weights, const std::string& build, const std::string& file);

/// Whether a row of the weights has to be among the variants.
enum class Overlap : std::uint8_t { needed, may_be_none };

/// What only shows once everything is read.
/// @throws Error{bad_data} if no row of any score matches, if most of the input's variants that lie
///         where the weights have some are other variants, or if REF is not the FASTA's
void check_agreement(const ScoreTable& table, const std::string& file, Overlap overlap);

}  // namespace genostrat::score
