// SPDX-License-Identifier: MIT
#include "risk/score_place.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include <genostrat/core/distributions.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/risk/adjusted_scores.hpp>

namespace genostrat::risk {

namespace {

double mid_rank_percentile(const std::vector<double>& sorted, double value) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    const auto below = static_cast<double>(first - sorted.begin());
    const auto equal = static_cast<double>(last - first);
    return 100 * (below + equal / 2) / static_cast<double>(sorted.size());
}

}  // namespace

ScorePlacer::ScorePlacer(const ScoreReference& reference, const RiskInputs& inputs)
    : reference_{reference}, inputs_{inputs} {
    if (reference.name.empty())
        return;
    score_ = inputs.scores == nullptr ? -1 : inputs.scores->find(reference.name);
    obstacle_ = score_obstacle();
    if (obstacle_.empty())
        set_reference();
}

/// Why nobody's score can be placed; empty if it can.
std::string ScorePlacer::score_obstacle() const {
    if (inputs_.scores == nullptr)
        return "the run computed no scores";
    if (score_ < 0) {
        std::vector<std::string> names;
        for (const score::ScoreReport& report : inputs_.scores->scores)
            names.push_back(report.summary.facts.name);
        return fmt::format(
            "the run computed no score '{}' ({})",
            reference_.name,
            suggest_name(reference_.name, names));
    }
    const double share = 1 - unmatched_share();
    if (share < reference_.minimum_match)
        return fmt::format(
            "only {:.1f} % of the score's weight was found in the variants; at least {:.0f} % is "
            "needed",
            100 * share,
            100 * reference_.minimum_match);
    if (reference_.normalise != Normalisation::none)
        return inputs_.adjusted != nullptr
                   ? ""
                   : fmt::format(
                         "the model adjusts the score for ancestry ({}), and nothing to learn it "
                         "from was given",
                         to_string(reference_.normalise));
    if (!reference_.mean && reference_.populations.empty() && inputs_.scores->samples.size() < 2)
        return "the model gives no reference mean and sd, and one person is no cohort";
    return {};
}

double ScorePlacer::unmatched_share() const noexcept {
    return score_ < 0 ? 0
                      : 1 - inputs_.scores->scores[static_cast<std::size_t>(score_)]
                                .matched_weight_share();
}

void ScorePlacer::set_reference() {
    if (reference_.normalise != Normalisation::none)
        return;
    if (reference_.mean) {
        mean_ = *reference_.mean;
        sd_ = *reference_.sd;
        return;
    }
    const score::ScoreTable& scores = *inputs_.scores;
    const std::size_t n = scores.samples.size();
    if (n < 2)
        return;
    from_cohort_ = reference_.populations.empty();
    const auto begin = scores.sums.begin() +
                       static_cast<std::ptrdiff_t>(scores.at(static_cast<std::size_t>(score_), 0));
    cohort_.assign(begin, begin + static_cast<std::ptrdiff_t>(n));
    mean_ = std::accumulate(cohort_.begin(), cohort_.end(), 0.0) / static_cast<double>(n);
    double squares = 0;
    for (const double sum : cohort_)
        squares += (sum - mean_) * (sum - mean_);
    sd_ = std::sqrt(squares / static_cast<double>(n - 1));
    std::ranges::sort(cohort_);
    if (!from_cohort_)
        cohort_.clear();
}

std::optional<std::size_t> ScorePlacer::sample_index(const std::string& sample) const {
    if (score_ < 0)
        return std::nullopt;
    const auto found = std::ranges::find(inputs_.scores->samples, sample);
    if (found == inputs_.scores->samples.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - inputs_.scores->samples.begin());
}

/// The person's own population where the model has it, or null.
const PopulationReference*
ScorePlacer::population_of(const std::string& sample, std::optional<std::size_t> row) const {
    std::string population;
    if (inputs_.ancestry != nullptr) {
        const ancestry::PersonAncestry* const own = inputs_.ancestry->find(sample);
        if (own != nullptr && !own->is_between)
            population = inputs_.ancestry->groups[own->group];
    } else if (row) {
        if (const auto place = inputs_.covariates->find_column({"population", "ancestry"}))
            population = inputs_.covariates->text(*row, *place);
    }
    const auto found =
        std::ranges::find(reference_.populations, population, &PopulationReference::population);
    return found == reference_.populations.end() ? nullptr : &*found;
}

void ScorePlacer::place_adjusted(const std::string& sample, ScorePlace& out) const {
    const AdjustedScore* const own = inputs_.adjusted->find(reference_.name, sample);
    const bool is_similar = reference_.normalise == Normalisation::most_similar_pop;
    if (own == nullptr) {
        out.obstacle =
            fmt::format("{} has no {} of this person", inputs_.adjusted->source(), reference_.name);
    } else if (is_similar && own->is_between) {
        out.obstacle = "the person lies between the groups of the reference; norm1 and norm2 need "
                       "no group";
    } else if (!std::isfinite(own->z(reference_.normalise))) {
        out.obstacle = fmt::format(
            "{} of {} is not known for this person",
            to_string(reference_.normalise),
            reference_.name);
    } else {
        out.z = own->z(reference_.normalise);
        out.percentile = is_similar && std::isfinite(own->percentile_similar)
                             ? own->percentile_similar
                             : 100 * normal_share_below(*out.z);
        if (is_similar)
            out.population = own->group;
        out.comparison =
            is_similar ? fmt::format("{} people of {}", own->group, inputs_.adjusted->source())
                       : fmt::format(
                             "people of the same ancestry ({}, {})",
                             to_string(reference_.normalise),
                             inputs_.adjusted->source());
    }
}

ScorePlace ScorePlacer::place(const std::string& sample, std::optional<std::size_t> row) const {
    ScorePlace out;
    if (!reference_.z_column.empty() && row) {
        out.z = inputs_.covariates->number(*row, inputs_.covariates->column(reference_.z_column));
        if (out.z)
            out.percentile = 100 * normal_share_below(*out.z);
        return out;
    }
    if (reference_.name.empty())
        return out;
    if (const std::optional<std::size_t> index = sample_index(sample))
        out.score =
            inputs_.scores->sums[inputs_.scores->at(static_cast<std::size_t>(score_), *index)];
    out.obstacle = obstacle_;
    if (!obstacle_.empty())
        return out;
    if (!out.score || !std::isfinite(*out.score)) {
        out.obstacle = "the person has no called genotype of the score";
        return out;
    }
    if (reference_.normalise != Normalisation::none) {
        place_adjusted(sample, out);
        return out;
    }
    out.mean = mean_;
    out.sd = sd_;
    if (const PopulationReference* const own = population_of(sample, row)) {
        out.population = own->population;
        out.mean = own->mean;
        out.sd = own->sd;
    }
    if (!(out.sd > 0)) {
        out.obstacle = reference_.populations.empty()
                           ? "all people of the cohort have the same score"
                           : "the model has no reference for this person's ancestry";
        return out;
    }
    out.z = (*out.score - out.mean) / out.sd;
    out.percentile =
        from_cohort_ ? mid_rank_percentile(cohort_, *out.score) : 100 * normal_share_below(*out.z);
    return out;
}

}  // namespace genostrat::risk
