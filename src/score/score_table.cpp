// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <limits>

#include <genostrat/score/score_table.hpp>

namespace genostrat::score {

std::string_view to_string(RowStatus status) noexcept {
    static constexpr std::array<std::string_view, 9> names{
        "missing",
        "matched",
        "inferred",
        "ambiguous",
        "duplicate",
        "no_position",
        "complex",
        "ref_mismatch",
        "low_quality"};
    return names[static_cast<std::size_t>(status)];
}

double ScoreReport::matched_share() const noexcept {
    return summary.n_rows == 0
               ? 0.0
               : static_cast<double>(matched.n) / static_cast<double>(summary.n_rows);
}

double ScoreReport::matched_weight_share() const noexcept {
    return summary.total_weight > 0.0 ? matched.weight / summary.total_weight : matched_share();
}

double ScoreReport::inferred_weight_share() const noexcept {
    return summary.total_weight > 0.0 ? inferred.weight / summary.total_weight : 0.0;
}

Tally ScoreReport::missing() const noexcept {
    const double weight =
        summary.total_weight - matched.weight - ambiguous.weight - duplicate.weight;
    return {
        .n = summary.n_rows - matched.n - ambiguous.n - duplicate.n,
        .weight = weight > 0.0 ? weight : 0.0};
}

double ScoreTable::average(std::size_t score, std::size_t sample) const noexcept {
    const std::int64_t denominator = denominators[at(score, sample)];
    return denominator == 0 ? std::numeric_limits<double>::quiet_NaN()
                            : sums[at(score, sample)] / static_cast<double>(denominator);
}

std::vector<double> ScoreTable::z_scores(std::size_t score) const {
    const std::size_t n = samples.size();
    std::vector<double> z(n, std::numeric_limits<double>::quiet_NaN());
    if (n < 2)
        return z;
    double mean = 0.0;
    for (std::size_t sample = 0; sample < n; ++sample)
        mean += sums[at(score, sample)];
    mean /= static_cast<double>(n);
    double squares = 0.0;
    for (std::size_t sample = 0; sample < n; ++sample) {
        const double difference = sums[at(score, sample)] - mean;
        squares += difference * difference;
    }
    const double sd = std::sqrt(squares / static_cast<double>(n - 1));
    if (sd > 0.0)
        for (std::size_t sample = 0; sample < n; ++sample)
            z[sample] = (sums[at(score, sample)] - mean) / sd;
    return z;
}

std::ptrdiff_t ScoreTable::find(std::string_view name) const noexcept {
    for (std::size_t score = 0; score < scores.size(); ++score)
        if (scores[score].summary.facts.name == name)
            return static_cast<std::ptrdiff_t>(score);
    return -1;
}

}  // namespace genostrat::score
