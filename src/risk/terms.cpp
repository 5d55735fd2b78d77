// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/distributions.hpp>

namespace genostrat::risk {

namespace {

using Kind = RiskTerm::Kind;

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

double family_effect(const AbsoluteRule& rule, const RiskTerm& term) {
    return term.effect.log_ratio - explained_variance(rule) / 2;
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
    case Kind::score:
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
    case Kind::score:
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

std::vector<ScoreEffect> score_effects(const AbsoluteRule& rule) {
    std::vector<ScoreEffect> out;
    for (std::size_t term = 0; term < rule.terms.size(); ++term)
        if (rule.terms[term].kind == Kind::score)
            out.push_back({rule.terms[term].effect, term});
    if (rule.score_effect)
        out.push_back({*rule.score_effect, std::nullopt});
    return out;
}

double explained_variance(const AbsoluteRule& rule) {
    double variance = 0;
    for (const ScoreEffect& score : score_effects(rule))
        variance += score.effect.log_ratio * score.effect.log_ratio;
    return variance;
}

TermEffects term_effects(const AbsoluteRule& rule, const PersonFacts& facts) {
    double scale = 1;  // of the scores' effects, in a carrier
    for (std::size_t at = 0; at < rule.terms.size(); ++at)
        if (rule.terms[at].kind == Kind::carrier && facts.carries[at].value_or(false))
            scale *= rule.terms[at].score_scale;
    const auto of_score = [scale](const Effect& effect, std::optional<double> z, double unmatched) {
        const double beta = effect.log_ratio * scale;
        const double variance =
            z ? std::pow(effect.se * scale * *z, 2) + beta * beta * unmatched : 0;
        return std::pair{beta * z.value_or(no_value), variance};
    };
    TermEffects out;
    const auto add = [&out](const std::pair<double, double>& effect) {
        out.log_hazards.push_back(effect.first);
        out.variances.push_back(effect.second);
    };
    for (std::size_t at = 0; at < rule.terms.size(); ++at) {
        const RiskTerm& term = rule.terms[at];
        if (term.kind == Kind::score) {
            add(of_score(term.effect, facts.scores[at].z, facts.scores[at].unmatched_share));
            continue;
        }
        double value = term.kind == Kind::carrier ? no_value : facts.inputs[term.input];
        if (term.kind == Kind::carrier && facts.carries[at])
            value = *facts.carries[at] ? 1 : 0;
        const auto [effect, se] = effect_at(rule, term, value);
        add(std::isnan(value) ? std::pair{no_value, 0.0} : std::pair{effect, se * se});
    }
    if (rule.score_effect)
        add(of_score(*rule.score_effect, facts.z, facts.unmatched_share));
    return out;
}

std::string term_words(const AbsoluteRule& rule, std::size_t term, const PersonFacts& facts) {
    const bool is_own_score = term == rule.terms.size();
    if (is_own_score || rule.terms[term].kind == Kind::score) {
        const std::optional<double> z = is_own_score ? facts.z : facts.scores[term].z;
        return z ? fmt::format("{:+.2f} SD", *z) : "not known";
    }
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
    const std::vector<ScoreEffect> scores = score_effects(rule);
    std::vector<double> effects(n * n_columns);
    for (std::size_t person = 0; person < n; ++person) {
        const std::span<double> own = std::span{effects}.subspan(person * n_columns, n_columns);
        double step = 1;
        double scale = 1;
        bool has_relative = false;
        for (std::size_t column = 0; column < n_columns; ++column) {
            step /= base;
            double share = 0.5 + step * static_cast<double>(person + 1);
            share -= std::floor(share);
            share = std::clamp(share, 1e-12, 1 - 1e-12);
            if (column == n_terms || rule.terms[column].kind == Kind::score) {
                own[column] = normal_value_at(share);  // weighed below
                continue;
            }
            const RiskTerm& term = rule.terms[column];
            const double value = value_at(term, share);
            own[column] = effect_at(rule, term, value).first;
            if (term.kind == Kind::carrier && value == 1)
                scale *= term.score_scale;
            has_relative = has_relative || (term.kind == Kind::family_history && value == 1);
        }
        for (const ScoreEffect& score : scores) {
            double& z = own[score.term.value_or(n_terms)];
            // Half of what raises a relative's score is shared.
            const double beta = score.effect.log_ratio;
            z = beta * scale * (z + (has_relative ? beta / 2 : 0));
        }
    }
    return effects;
}

}  // namespace genostrat::risk
