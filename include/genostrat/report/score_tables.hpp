// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/score/score_table.hpp>

namespace genostrat::report {

/// One line a sample and score: sample, score, SUM, DENOM, AVG, Z, shares of the score's weight
/// that were matched and inferred, counts of matched variants, of missing genotypes and of inferred
/// ones, and whether enough was matched. `NA` where there is no value.
[[nodiscard]] std::string score_table_tsv(const score::ScoreTable& table);

/// One line a sample, as plink2's .sscore: #IID, then ALLELE_CT, DENOM, `<score>_AVG` and
/// `<score>_SUM`; with several scores each has its own `<score>_ALLELE_CT` and `<score>_DENOM`.
[[nodiscard]] std::string score_table_sscore(const score::ScoreTable& table);

/// One line a row of the scoring files: what became of it. Rows of many scores have one line.
[[nodiscard]] std::string score_match_log(const score::ScoreTable& table);

/// Header facts, match report and sums as JSON (`schema`: genostrat.scores, version 1.0).
[[nodiscard]] std::string score_table_json(const score::ScoreTable& table);

/// A few lines for a person: how much of each score was found.
[[nodiscard]] std::string score_match_summary(const score::ScoreTable& table);

}  // namespace genostrat::report
