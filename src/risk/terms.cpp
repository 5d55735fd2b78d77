// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <genostrat/core/distributions.hpp>

namespace genostrat::risk {

namespace {

using Kind = RiskTerm::Kind;

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

double family_effect(const AbsoluteRule& rule, const RiskTerm& term) {
    const double explained = rule.score_effect ? std::pow(rule.score_effect->log_ratio, 2) : 0;
    return term.effect.log_ratio - explained / 2;
}

/// Effect and standard error of a term for a value of its input (1 or 0 for carriers).
std::pair<double, double> effect_at(const AbsoluteRule& rule, const RiskTerm& term, double value) {
    switch (term.kind) {
    case Kind::number: {
        const double units = (value - term.mean) / term.per;
        return {term.effect.log_ratio * units, term.effect.se * units};
    }
    case Kind::levels: {
        const auto level = std::ranges::find(term.levels, value, &LevelEffect::level);
        return level == term.levels.end() ? std::pair{no_value, 0.0}
                                          : std::pair{level->effect.log_ratio, level->effect.se};
    }
    case Kind::family_history:
        return {family_effect(rule, term) * value, term.effect.se * value};
    case Kind::carrier:
        break;
    }
    return {term.effect.log_ratio * value, term.effect.se * value};
}

/// The value at a share of the population, lowest first.
double value_at(const RiskTerm& term, double share) {
    switch (term.kind) {
    case Kind::number:
        return term.sd > 0 ? term.mean + term.sd * normal_value_at(share) : term.mean;
    case Kind::levels: {
        double cumulated = 0;
        for (const LevelEffect& level : term.levels) {
            cumulated += level.share;
            if (share < cumulated)
                return level.level;
        }
        return term.levels.back().level;
    }
    case Kind::carrier:
    case Kind::family_history:
        break;
    }
    return share >= 1 - term.share ? 1 : 0;
}

/// The sequence's base: the positive root of x^(d+1) = x + 1.
double golden_ratio(std::size_t dimensions) {
    double root = 2;
    for (int step = 0; step < 60; ++step)
        root = std::pow(1 + root, 1 / static_cast<double>(dimensions + 1));
    return root;
}

}  // namespace

TermEffects term_effects(const AbsoluteRule& rule, const PersonFacts& facts) {
    TermEffects out;
    double scale = 1;
    for (std::size_t at = 0; at < rule.terms.size(); ++at) {
        const RiskTerm& term = rule.terms[at];
        const bool is_carrier_term = term.kind == Kind::carrier;
        double value = is_carrier_term ? no_value : facts.inputs[term.input];
        if (is_carrier_term && facts.carries[at])
            value = *facts.carries[at] ? 1 : 0;
        const auto [effect, se] = effect_at(rule, term, value);
        out.log_hazards.push_back(std::isnan(value) ? no_value : effect);
        out.variances.push_back(std::isnan(value) ? 0 : se * se);
        if (is_carrier_term && value == 1)
            scale *= term.score_scale;
    }
    if (rule.score_effect) {
        const double beta = rule.score_effect->log_ratio * scale;
        const double z = facts.z.value_or(no_value);
        out.log_hazards.push_back(beta * z);
        out.variances.push_back(
            facts.z ? std::pow(rule.score_effect->se * scale * z, 2) +
                          beta * beta * facts.unmatched_share
                    : 0);
    }
    return out;
}

std::string term_words(const AbsoluteRule& rule, std::size_t term, const PersonFacts& facts) {
    if (term == rule.terms.size())
        return facts.z ? fmt::format("{:+.2f} SD", *facts.z) : "not known";
    const RiskTerm& own = rule.terms[term];
    if (own.kind == Kind::carrier)
        return !facts.carries[term] ? "not known" : *facts.carries[term] ? "carrier" : "none found";
    const double value = facts.inputs[own.input];
    return std::isnan(value) ? "not known" : rule.inputs[own.input].words(value);
}

std::vector<double> population_effects(const AbsoluteRule& rule, std::size_t n) {
    const std::size_t n_terms = rule.terms.size();
    const std::size_t n_columns = n_terms + (rule.score_effect ? 1 : 0);
    const double base = golden_ratio(std::max<std::size_t>(n_columns, 1));
    std::vector<double> effects(n * n_columns);
    for (std::size_t person = 0; person < n; ++person) {
        double scale = 1;
        double shift = 0;
        double step = 1;
        for (std::size_t column = 0; column < n_columns; ++column) {
            step /= base;
            double share = 0.5 + step * static_cast<double>(person + 1);
            share -= std::floor(share);
            share = std::clamp(share, 1e-12, 1 - 1e-12);
            double& out = effects[person * n_columns + column];
            if (column == n_terms) {
                const double beta = rule.score_effect->log_ratio;
                out = beta * scale * (normal_value_at(share) + shift);
                continue;
            }
            const RiskTerm& term = rule.terms[column];
            const double value = value_at(term, share);
            out = effect_at(rule, term, value).first;
            if (term.kind == Kind::carrier && value == 1)
                scale *= term.score_scale;
            // Half of what raises a relative's score is shared.
            if (term.kind == Kind::family_history && value == 1 && rule.score_effect)
                shift = rule.score_effect->log_ratio / 2;
        }
    }
    return effects;
}

}  // namespace genostrat::risk
