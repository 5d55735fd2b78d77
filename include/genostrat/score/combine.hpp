// SPDX-License-Identifier: MIT
#pragma once

#include <genostrat/score/score_table.hpp>

namespace genostrat::score {

/// Adds the scores of a second input to those of a first, which has told it what it knew
/// (CollectOptions::known): a sequenced genome, and an imputed one for the sites that sequencing
/// did not assess (as ScoreBGE does for blended genome-exome data,
/// broadinstitute/palantir-workflows).
///
/// @param called    of the first input; missing genotypes were skipped
/// @param imputed   of the second, with the same samples, in the same order, and weights
/// @return sums, denominators and match reports of both; a row counts as the first input found it,
///         where it did
/// @throws Error{bad_data} if samples or scores differ
[[nodiscard]] ScoreTable combine(ScoreTable called, const ScoreTable& imputed);

}  // namespace genostrat::score
