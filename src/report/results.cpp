// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <genostrat/ancestry/stage.hpp>
#include <genostrat/core/distributions.hpp>
#include <genostrat/report/results.hpp>
#include <genostrat/risk/calibration.hpp>
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

double
border_as_z(const risk::RiskColumn& column, const risk::ScorePlace& place, const risk::Tier& tier) {
    switch (tier.scale) {
    case risk::TierScale::percentile:
        return column.from_cohort ? z_of_cohort_percentile(column, *tier.below)
                                  : normal_value_at(*tier.below / 100);
    case risk::TierScale::z:
        return *tier.below;
    case risk::TierScale::score:
        return (*tier.below - place.mean) / place.sd;
    case risk::TierScale::risk:
        break;  // no place on the score's axis
    }
    return 0;
}

std::vector<TierBand> bands_of(const risk::RiskColumn& column, const risk::ScorePlace& place) {
    std::vector<TierBand> bands;
    double from = -std::numeric_limits<double>::infinity();
    const auto has_no_place = [](const risk::Tier& tier) {
        return tier.scale == risk::TierScale::risk;
    };
    if (std::ranges::any_of(column.rule.tiers, has_no_place) || column.rule.tier_sets.size() > 1)
        return bands;
    if (!place.obstacle.empty())
        return bands;
    for (const risk::Tier& tier : column.rule.tiers) {
        const double to =
            tier.below ? border_as_z(column, place, tier) : std::numeric_limits<double>::infinity();
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
        .match =
            {.n_variants = report.summary.n_rows,
             .n_matched = report.matched.n,
             .n_ambiguous = report.ambiguous.n,
             .n_flipped = report.flipped.n,
             .n_missing = table.n_missing[table.at(score, sample)],
             .weight_fraction = report.matched_weight_share(),
             .required_fraction = table.minimum_overlap,
             .build = report.summary.build},
        // A risk model that asks for less says so itself.
        .not_tiered_because =
            table.is_usable(score)
                ? std::string{}
                : fmt::format(
                      "only {:.1f} % of the score's weight was found in the variants; at least "
                      "{:.0f} % is needed",
                      100 * report.matched_weight_share(),
                      100 * table.minimum_overlap)};
}

/// Zones of the person's own tiers, where they are borders of an absolute risk.
std::vector<RiskBand> risk_bands(const risk::RiskColumn& column, const risk::PersonRisk& own) {
    std::vector<RiskBand> bands;
    if (!own.tier || column.rule.tiers[*own.tier].scale != risk::TierScale::risk)
        return bands;
    double from = 0;
    for (const risk::TierSet& set : column.rule.tier_sets) {
        if (*own.tier < set.begin || *own.tier >= set.end)
            continue;
        for (std::size_t tier = set.begin; tier < set.end; ++tier) {
            const risk::Tier& its = column.rule.tiers[tier];
            bands.push_back({its.name, level_of(its.level), from, its.below.value_or(1)});
            from = its.below.value_or(1);
        }
    }
    return bands;
}

void add_absolute(const risk::RiskColumn& column, const risk::PersonRisk& own, RiskResult& result) {
    for (const risk::HorizonRisk& horizon : own.horizons)
        result.horizons.push_back(
            {.probability = horizon.risk,
             .horizon_years = static_cast<int>(std::lround(horizon.years)),
             .population = horizon.population,
             .low = horizon.low,
             .high = horizon.high});
    if (!result.horizons.empty())
        result.absolute = result.horizons.front();
    result.bands = risk_bands(column, own);
    result.start_risk = own.start_risk;
    result.start_name = column.rule.absolute.engine == risk::Engine::equations
                            ? "the equation's reference person"
                            : "a person of average values";
    for (const risk::Contribution& part : own.contributions)
        result.parts.push_back({part.name, part.value, part.risk_change});
    for (const risk::CurvePoint& point : own.curve)
        result.curve.push_back({point.age, point.risk, point.population});
    const auto name_of = [&](const std::optional<std::size_t>& tier) {
        return tier ? column.rule.tiers[*tier].name : std::string{};
    };
    for (const risk::MissingInput& input : own.missing)
        result.unknown.push_back(
            {.what = input.what,
             .assumed = input.assumed,
             .lowest_risk = input.lowest_risk,
             .highest_risk = input.highest_risk,
             .lowest_tier = name_of(input.lowest_tier),
             .highest_tier = name_of(input.highest_tier)});
}

std::string comparison_of(const risk::RiskColumn& column, const risk::ScorePlace& place) {
    return !place.comparison.empty()        ? place.comparison
           : !place.population.empty()      ? place.population + " people of the model"
           : !column.rule.reference.empty() ? column.rule.reference
           : column.from_cohort             ? "the people of this run"
                                            : "the model's reference";
}

/// Places of the person's scores, as the risk sees them.
void add_places(const risk::RiskColumn& column, const risk::PersonRisk& own, Person& person) {
    std::size_t further = 0;
    for (const risk::RiskTerm& term : column.rule.absolute.terms) {
        if (term.kind != risk::RiskTerm::Kind::score)
            continue;
        const risk::ScorePlace& place = own.further[further++];
        const auto score = std::ranges::find(person.scores, term.score.name, &ScoreResult::id);
        if (score == person.scores.end())
            continue;
        score->z = place.z;
        score->percentile = place.percentile;
        score->match.required_fraction = term.score.minimum_match;
        score->not_tiered_because = place.obstacle;
        score->reference = {
            .description = comparison_of(column, place), .mean = place.mean, .sd = place.sd};
    }
    const auto score = std::ranges::find(person.scores, column.rule.score.name, &ScoreResult::id);
    if (score == person.scores.end())
        return;
    score->z = own.z;
    // A hazard model's percentile is one of the risk, not of the score.
    score->percentile = own.place.percentile;
    score->match.required_fraction = column.rule.score.minimum_match;
    score->not_tiered_because = own.not_assessed_because;
    score->bands = bands_of(column, own.place);
    score->reference = {
        .description = comparison_of(column, own.place),
        .mean = own.place.mean,
        .sd = own.place.sd,
        .n_people = static_cast<std::int64_t>(column.cohort.size()),
        .sums = column.cohort};
}

void add_risk(const risk::RiskColumn& column, std::size_t index, Person& person) {
    const risk::PersonRisk& own = column.people[index];
    RiskResult result{
        .trait = column.rule.trait,
        .percentile = own.percentile,
        .not_assessed_because = own.not_assessed_because};
    if (!column.rule.score.name.empty())
        result.score_ids = {column.rule.score.name};
    for (const risk::RiskTerm& term : column.rule.absolute.terms)
        if (!term.score.name.empty())
            result.score_ids.push_back(term.score.name);
    add_absolute(column, own, result);
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
    add_places(column, own, person);
}

/// Adds the people of another set's tier of the same name.
void add_tier(const CohortTier& more, CohortTier& tier) {
    const auto mean = [&](const std::optional<double>& one, const std::optional<double>& other) {
        if (!one || !other)
            return one ? one : other;
        const auto n = static_cast<double>(tier.n_people + more.n_people);
        return std::optional{
            (*one * static_cast<double>(tier.n_people) +
             *other * static_cast<double>(more.n_people)) /
            n};
    };
    tier.mean_risk = mean(tier.mean_risk, more.mean_risk);
    tier.observed_share = mean(tier.observed_share, more.observed_share);
    tier.n_people += more.n_people;
}

CohortRisk cohort_of(const risk::RiskColumn& column) {
    CohortRisk out{.trait = column.rule.trait};
    const std::vector<risk::TierCount> counts = risk::tier_counts(column);
    for (std::size_t tier = 0; tier < counts.size(); ++tier) {
        const bool is_tier = tier < column.rule.tiers.size();
        const CohortTier own{
            .name = counts[tier].tier,
            .level = is_tier ? level_of(column.rule.tiers[tier].level) : Level::not_assessed,
            .n_people = static_cast<std::int64_t>(counts[tier].n),
            .mean_risk = counts[tier].mean_risk,
            .observed_share = counts[tier].observed_share};
        // Sets of tiers for other ages may share their names: one line a name.
        const auto known = std::ranges::find(out.tiers, own.name, &CohortTier::name);
        if (known == out.tiers.end())
            out.tiers.push_back(own);
        else
            add_tier(own, *known);
    }
    if (const std::optional<risk::Validation> fit = risk::calibration_of(column)) {
        out.calibration = CohortCalibration{
            .n_people = static_cast<std::int64_t>(fit->n),
            .n_cases = static_cast<std::int64_t>(fit->n_cases),
            .auc = {fit->auc.value, fit->auc.low, fit->auc.high},
            .expected_over_observed = {fit->eo.value, fit->eo.low, fit->eo.high},
            .brier = fit->brier};
        for (const risk::RiskDecile& decile : fit->deciles)
            out.calibration->deciles.push_back(
                {decile.expected, decile.observed, 1.96 * std::sqrt(decile.variance)});
    }
    return out;
}

}  // namespace

void add_results(const Results& results, Document& document) {
    if (const auto* const table = results.find<score::ScoreTable>())
        for (std::size_t sample = 0; sample < table->samples.size(); ++sample)
            for (std::size_t score = 0; score < table->scores.size(); ++score)
                person_of(document, table->samples[sample])
                    .scores.push_back(score_of(*table, score, sample));
    if (const auto* const table = results.find<ancestry::AncestryTable>())
        for (std::size_t sample = 0; sample < table->samples.size(); ++sample)
            person_of(document, table->samples[sample]).ancestry =
                ancestry::ancestry_words(*table, table->people[sample]);
    if (const auto* const table = results.find<risk::RiskTable>();
        table && table->samples.size() > 1)
        for (const risk::RiskColumn& column : table->risks)
            document.cohort.push_back(cohort_of(column));
    if (const auto* const table = results.find<risk::RiskTable>())
        for (std::size_t sample = 0; sample < table->samples.size(); ++sample)
            for (const risk::RiskColumn& column : table->risks)
                add_risk(column, sample, person_of(document, table->samples[sample]));
}

}  // namespace genostrat::report
