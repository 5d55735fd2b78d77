// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include <genostrat/core/distributions.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/risk/risk_table.hpp>

namespace genostrat::risk {

namespace {

using score::ScoreTable;

/// Why nobody can be tiered by this rule; empty if people can.
std::string common_obstacle(const RiskRule& rule, const ScoreTable& scores, std::ptrdiff_t score) {
    if (score < 0) {
        std::vector<std::string> names;
        for (const score::ScoreReport& report : scores.scores)
            names.push_back(report.summary.facts.name);
        return fmt::format(
            "the run computed no score '{}' ({})", rule.score, suggest_name(rule.score, names));
    }
    const double share = scores.scores[static_cast<std::size_t>(score)].matched_weight_share();
    if (share < rule.minimum_match)
        return fmt::format(
            "only {:.1f} % of the score's weight was found in the variants; at least {:.0f} % is "
            "needed",
            100 * share,
            100 * rule.minimum_match);
    if (!rule.mean && scores.samples.size() < 2)
        return "the model gives no reference mean and sd, and one person is no cohort";
    return {};
}

double mid_rank_percentile(const std::vector<double>& sorted, double value) {
    const auto [first, last] = std::ranges::equal_range(sorted, value);
    const auto below = static_cast<double>(first - sorted.begin());
    const auto equal = static_cast<double>(last - first);
    return 100 * (below + equal / 2) / static_cast<double>(sorted.size());
}

void set_reference(RiskColumn& column, const ScoreTable& scores, std::size_t score) {
    if (column.rule.mean) {
        column.mean = *column.rule.mean;
        column.sd = *column.rule.sd;
        return;
    }
    column.from_cohort = true;
    const std::size_t n = scores.samples.size();
    const auto begin = scores.sums.begin() + static_cast<std::ptrdiff_t>(scores.at(score, 0));
    column.cohort.assign(begin, begin + static_cast<std::ptrdiff_t>(n));
    column.mean =
        std::accumulate(column.cohort.begin(), column.cohort.end(), 0.0) / static_cast<double>(n);
    double squares = 0;
    for (const double sum : column.cohort)
        squares += (sum - column.mean) * (sum - column.mean);
    column.sd = std::sqrt(squares / static_cast<double>(n - 1));
    std::ranges::sort(column.cohort);
}

PersonRisk place(const RiskColumn& column, double sum) {
    PersonRisk person{.score = sum};
    if (!std::isfinite(sum) || !(column.sd > 0)) {
        person.not_assessed_because = std::isfinite(sum)
                                          ? "all people of the cohort have the same score"
                                          : "the person has no called genotype of the score";
        return person;
    }
    person.z = (sum - column.mean) / column.sd;
    person.percentile = column.from_cohort ? mid_rank_percentile(column.cohort, sum)
                                           : 100 * normal_share_below(*person.z);
    person.tier = find_tier(column.rule.tiers, sum, *person.z, *person.percentile);
    return person;
}

}  // namespace

std::size_t
find_tier(const std::vector<Tier>& tiers, double score, double z, double percentile) noexcept {
    const auto tier = std::ranges::find_if(tiers, [&](const Tier& own) {
        const double value = own.scale == TierScale::percentile ? percentile
                             : own.scale == TierScale::z        ? z
                                                                : score;
        return !own.below || value < *own.below;
    });
    return static_cast<std::size_t>(tier - tiers.begin());
}

RiskTable assess(const RiskModel& model, const ScoreTable& scores) {
    RiskTable table{.model = model.name, .samples = scores.samples};
    for (const RiskRule& rule : model.risks) {
        RiskColumn column{.rule = rule};
        const std::ptrdiff_t score = scores.find(rule.score);
        const std::string obstacle = common_obstacle(rule, scores, score);
        const auto index = static_cast<std::size_t>(score);
        if (obstacle.empty())
            set_reference(column, scores, index);
        for (std::size_t sample = 0; sample < scores.samples.size(); ++sample) {
            if (obstacle.empty()) {
                column.people.push_back(place(column, scores.sums[scores.at(index, sample)]));
                continue;
            }
            PersonRisk person{.not_assessed_because = obstacle};
            if (score >= 0)
                person.score = scores.sums[scores.at(index, sample)];
            column.people.push_back(std::move(person));
        }
        table.risks.push_back(std::move(column));
    }
    return table;
}

}  // namespace genostrat::risk
