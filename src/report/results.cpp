// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <genostrat/core/distributions.hpp>
#include <genostrat/report/results.hpp>
#include <genostrat/risk/risk_table.hpp>
#include <genostrat/score/score_table.hpp>

namespace genostrat::report {

namespace {

Level level_of(risk::TierLevel level) {
    switch (level) {
    case risk::TierLevel::lowered:
        return Level::lowered;
    case risk::TierLevel::typical:
        return Level::typical;
    case risk::TierLevel::raised:
        return Level::raised;
    case risk::TierLevel::high:
        return Level::high;
    }
    return Level::typical;
}

Person& person_of(Document& document, const std::string& sample) {
    const auto known = std::ranges::find(document.people, sample, &Person::sample);
    if (known != document.people.end())
        return *known;
    document.people.push_back({.sample = sample});
    return document.people.back();
}

/// Value below which this percentile of the sorted cohort lies, as z.
double z_of_cohort_percentile(const risk::RiskColumn& column, double percentile) {
    const double place = percentile / 100 * static_cast<double>(column.cohort.size() - 1);
    const auto lower = static_cast<std::size_t>(place);
    const std::size_t upper = std::min(lower + 1, column.cohort.size() - 1);
    const double share = place - static_cast<double>(lower);
    const double sum = column.cohort[lower] * (1 - share) + column.cohort[upper] * share;
    return (sum - column.mean) / column.sd;
}

double border_as_z(const risk::RiskColumn& column, const risk::Tier& tier) {
    switch (tier.scale) {
    case risk::TierScale::percentile:
        return column.from_cohort ? z_of_cohort_percentile(column, *tier.below)
                                  : normal_value_at(*tier.below / 100);
    case risk::TierScale::z:
        return *tier.below;
    case risk::TierScale::score:
        return (*tier.below - column.mean) / column.sd;
    }
    return 0;
}

std::vector<TierBand> bands_of(const risk::RiskColumn& column) {
    std::vector<TierBand> bands;
    double from = -std::numeric_limits<double>::infinity();
    if (!(column.sd > 0))
        return bands;
    for (const risk::Tier& tier : column.rule.tiers) {
        const double to =
            tier.below ? border_as_z(column, tier) : std::numeric_limits<double>::infinity();
        bands.push_back(
            {.label = tier.name, .level = level_of(tier.level), .from_z = from, .to_z = to});
        from = to;
    }
    return bands;
}

ScoreResult score_of(const score::ScoreTable& table, std::size_t score, std::size_t sample) {
    const score::ScoreReport& report = table.scores[score];
    const score::ScoreFacts& facts = report.summary.facts;
    const double sum = table.sums[table.at(score, sample)];
    return {
        .id = facts.name,
        .name = facts.description,
        .trait = facts.trait,
        .sum = std::isfinite(sum) ? std::optional{sum} : std::nullopt,
        .match = {
            .n_variants = report.summary.n_rows,
            .n_matched = report.matched.n,
            .n_ambiguous = report.ambiguous.n,
            .n_flipped = report.flipped.n,
            .n_missing = table.n_missing[table.at(score, sample)],
            .weight_fraction = report.matched_weight_share(),
            .required_fraction = table.minimum_overlap,
            .build = report.summary.build}};
}

void add_risk(const risk::RiskColumn& column, std::size_t index, Person& person) {
    const risk::PersonRisk& own = column.people[index];
    RiskResult result{
        .trait = column.rule.trait,
        .percentile = own.percentile,
        .score_ids = {column.rule.score},
        .not_assessed_because = own.not_assessed_because};
    if (own.tier) {
        const risk::Tier& tier = column.rule.tiers[*own.tier];
        result.tier = tier.name;
        result.level = level_of(tier.level);
        result.sentence = tier.text;
    } else {
        person.not_assessed.push_back(
            {.what = "risk of " + column.rule.trait, .why = own.not_assessed_because});
    }
    person.risks.push_back(std::move(result));
    const auto score = std::ranges::find(person.scores, column.rule.score, &ScoreResult::id);
    if (score == person.scores.end())
        return;
    score->z = own.z;
    score->percentile = own.percentile;
    score->match.required_fraction = column.rule.minimum_match;
    score->not_tiered_because = own.not_assessed_because;
    score->bands = bands_of(column);
    score->reference = {
        .description = !column.rule.reference.empty() ? column.rule.reference
                       : column.from_cohort           ? "the people of this run"
                                                      : "the model's reference",
        .mean = column.mean,
        .sd = column.sd,
        .n_people = static_cast<std::int64_t>(column.cohort.size()),
        .sums = column.cohort};
}

}  // namespace

void add_results(const Results& results, Document& document) {
    if (const auto* const table = results.find<score::ScoreTable>())
        for (std::size_t sample = 0; sample < table->samples.size(); ++sample)
            for (std::size_t score = 0; score < table->scores.size(); ++score)
                person_of(document, table->samples[sample])
                    .scores.push_back(score_of(*table, score, sample));
    if (const auto* const table = results.find<risk::RiskTable>())
        for (std::size_t sample = 0; sample < table->samples.size(); ++sample)
            for (const risk::RiskColumn& column : table->risks)
                add_risk(column, sample, person_of(document, table->samples[sample]));
}

}  // namespace genostrat::report
