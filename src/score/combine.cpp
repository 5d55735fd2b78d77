// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <genostrat/core/error.hpp>
#include <genostrat/score/combine.hpp>

namespace genostrat::score {

namespace {

bool is_found(RowStatus status) {
    return status == RowStatus::matched || status == RowStatus::inferred;
}

void tally_row(const WeightTable& weights, std::size_t index, ScoreTable& table) {
    const WeightRow& row = weights.rows()[index];
    const RowMatch& match = table.rows[index];
    const std::span<const double> own = weights.weights(row);
    for (std::size_t at = 0; at < own.size(); ++at) {
        if (std::isnan(own[at]))
            continue;
        ScoreReport& score = table.scores[row.first_score + at];
        if (is_found(match.status))
            score.matched.add(own[at]);
        if (match.status == RowStatus::inferred) {
            score.inferred.add(own[at]);
            score.inferred_by[static_cast<std::size_t>(match.known_by)].add(own[at]);
        }
        if (sites::AlleleMatch{.kind = match.kind}.flipped())
            score.flipped.add(own[at]);
        if (match.status == RowStatus::ambiguous)
            score.ambiguous.add(own[at]);
        if (match.status == RowStatus::duplicate)
            score.duplicate.add(own[at]);
    }
}

}  // namespace

ScoreTable combine(ScoreTable called, const ScoreTable& imputed) {
    if (called.samples != imputed.samples || called.rows.size() != imputed.rows.size() ||
        called.sums.size() != imputed.sums.size())
        throw Error{
            ErrorKind::bad_data, "two inputs of different samples or weights cannot be combined"};
    for (std::size_t cell = 0; cell < called.sums.size(); ++cell) {
        called.sums[cell] += imputed.sums[cell];
        called.denominators[cell] += imputed.denominators[cell];
        called.called_alleles[cell] += imputed.called_alleles[cell];
        called.n_inferred[cell] += imputed.n_inferred[cell];
    }
    // What the first input lacked is missing still where the second does not have the row.
    const WeightTable& weights = *called.weights;
    std::ranges::fill(called.n_missing, 0);
    for (std::size_t index = 0; index < called.rows.size(); ++index) {
        const bool in_imputed = is_found(imputed.rows[index].status);
        const auto known = called.known->of(static_cast<std::uint32_t>(index));
        const WeightRow& row = weights.rows()[index];
        if (is_found(called.rows[index].status) && !in_imputed)
            for (std::size_t sample = 0; sample < called.samples.size(); ++sample)
                for (std::uint32_t at = 0; at < row.n_scores; ++at)
                    if ((known.empty() || known[sample] == 0) &&
                        !std::isnan(weights.weights(row)[at]))
                        ++called.n_missing[called.at(row.first_score + at, sample)];
        if (!is_found(called.rows[index].status) && in_imputed)
            called.rows[index] = imputed.rows[index];
    }
    for (std::size_t cell = 0; cell < called.n_missing.size(); ++cell)
        called.n_missing[cell] += imputed.n_missing[cell];
    for (ScoreReport& score : called.scores)
        score = {.summary = score.summary, .n_alleles = score.n_alleles};
    for (std::size_t index = 0; index < called.rows.size(); ++index)
        tally_row(weights, index, called);
    called.n_variants += imputed.n_variants;
    called.n_unknown_frequency += imputed.n_unknown_frequency;
    called.missing = imputed.missing;
    return called;
}

}  // namespace genostrat::score
