// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::risk {

namespace {

/// A published equation, with further terms as factors of its cumulated hazard.
class EquationPredictor final : public Predictor {
public:
    explicit EquationPredictor(const RiskRule& rule) : Predictor{rule} {
        // What the average person has of each term is in the equation already.
        constexpr std::size_t n_people = 8192;
        const std::size_t n_columns = absolute().terms.size() + (absolute().score_effect ? 1U : 0U);
        if (n_columns == 0)
            return;
        const std::vector<double> effects = population_effects(absolute(), n_people);
        double sum = 0;
        for (std::size_t person = 0; person < n_people; ++person) {
            double log_hazard = 0;
            for (std::size_t column = 0; column < n_columns; ++column)
                log_hazard += effects[person * n_columns + column];
            sum += std::exp(log_hazard);
        }
        log_mean_ = std::log(sum / n_people);
    }

    Prediction predict(const PersonFacts& given, Detail detail) override {
        Prediction out;
        PersonFacts facts = given;
        out.obstacle = complete(facts.inputs);
        if (!out.obstacle.empty())
            return out;
        const EquationModel& model = absolute().equations;
        const std::vector<double> values = model.with_definitions(facts.inputs);
        const Equation* const equation = model.choose(values);
        if (equation == nullptr) {
            out.obstacle = "the model has no equation for people like this one";
            return out;
        }
        const double predictor = linear_predictor(*equation, values);
        const double published = equation_risk(model.link, *equation, values, predictor);
        if (std::isnan(published)) {
            out.obstacle = equation->recalibrate_by
                               ? "the equation has no calibration for this region"
                               : "the equation gives no number for these values";
            return out;
        }
        out.linear_predictor = predictor;
        HorizonRisk horizon{.years = absolute().horizons.empty() ? 0 : absolute().horizons.front()};
        horizon.risk = add_terms(facts, published, horizon, out, detail);
        out.horizons = {horizon};
        if (detail == Detail::all)
            contributions_of(*equation, values, published, out);
        return out;
    }

private:
    /// The risk with the terms' factors; adds their contributions.
    double add_terms(
        const PersonFacts& facts,
        double published,
        HorizonRisk& horizon,
        Prediction& out,
        Detail detail) const {
        const TermEffects effects = term_effects(absolute(), facts);
        if (effects.log_hazards.empty())
            return published;
        horizon.population = published;
        double factor = -log_mean_;
        double variance = 0;
        bool any_known = false;
        for (std::size_t term = 0; term < effects.log_hazards.size(); ++term) {
            if (std::isnan(effects.log_hazards[term]))
                continue;
            any_known = true;
            factor += effects.log_hazards[term];
            variance += effects.variances[term];
        }
        if (!any_known)
            return published;
        const auto scaled = [&](double log_factor) {
            return -std::expm1(std::log1p(-published) * std::exp(log_factor));
        };
        const double risk = scaled(factor);
        if (variance > 0) {
            horizon.low = scaled(factor - 1.96 * std::sqrt(variance));
            horizon.high = scaled(factor + 1.96 * std::sqrt(variance));
        }
        if (detail != Detail::all)
            return risk;
        double so_far = published;
        double log_factor = -log_mean_;
        add(out, "average of the added terms", "", -log_mean_, scaled(log_factor) - so_far);
        so_far = scaled(log_factor);
        for (std::size_t term = 0; term < effects.log_hazards.size(); ++term) {
            if (std::isnan(effects.log_hazards[term]))
                continue;
            log_factor += effects.log_hazards[term];
            const double next = scaled(log_factor);
            const bool is_score = term == absolute().terms.size();
            add(out,
                is_score ? "polygenic score" : absolute().terms[term].name,
                term_words(absolute(), term, facts),
                effects.log_hazards[term],
                next - so_far);
            so_far = next;
        }
        return risk;
    }

    static void
    add(Prediction& out, std::string name, std::string value, double log_hazard, double change) {
        out.contributions.push_back({std::move(name), std::move(value), log_hazard, change});
    }

    /// Inputs that an expression goes back to, through the definitions.
    void inputs_of(const Expression& expression, std::set<std::size_t>& inputs) const {
        const std::size_t n_inputs = absolute().inputs.size();
        for (const std::size_t value : expression.used()) {
            if (value < n_inputs)
                inputs.insert(value);
            else
                inputs_of(absolute().equations.definitions[value - n_inputs].second, inputs);
        }
    }

    /// The equation's own terms, those of the same inputs together, before the added ones.
    void contributions_of(
        const Equation& equation,
        const std::vector<double>& values,
        double published,
        Prediction& out) const {
        std::vector<Contribution> own;
        for (const EquationTerm& term : equation.terms) {
            std::set<std::size_t> inputs;
            inputs_of(term.value, inputs);
            Contribution next{.log_hazard = term.coefficient * term.value.value(values)};
            for (const std::size_t input : inputs) {
                next.name += (next.name.empty() ? "" : " and ") + absolute().inputs[input].shown();
                next.value += (next.value.empty() ? "" : ", ") +
                              absolute().inputs[input].words(values[input]);
            }
            const auto known = std::ranges::find(own, next.name, &Contribution::name);
            if (known == own.end())
                own.push_back(std::move(next));
            else
                known->log_hazard += next.log_hazard;
        }
        const Link link = absolute().equations.link;
        double predictor = equation.intercept;
        double so_far = equation_risk(link, equation, values, predictor);
        out.start_risk = so_far;
        for (Contribution& next : own) {
            predictor += next.log_hazard;
            const double risk = equation_risk(link, equation, values, predictor);
            next.risk_change = risk - so_far;
            so_far = risk;
        }
        // Sums in another order may differ in the last digit: the waterfall has to add up.
        if (!own.empty())
            own.back().risk_change += published - so_far;
        out.contributions.insert(out.contributions.begin(), own.begin(), own.end());
    }

    double log_mean_{0};
};

/// A score known by prevalence and AUC or R2.
class MixturePredictor final : public Predictor {
public:
    using Predictor::Predictor;

    Prediction predict(const PersonFacts& facts, Detail) override {
        Prediction out;
        const ScoreMixture& mixture = absolute().mixture;
        HorizonRisk horizon{
            .years = absolute().horizons.empty() ? 0 : absolute().horizons.front(),
            .risk = mixture.prevalence,
            .population = mixture.prevalence};
        out.start_risk = mixture.prevalence;
        if (!facts.z) {
            out.obstacle = "the score is not known";
            return out;
        }
        horizon.risk = mixture.risk_at(*facts.z);
        out.percentile = 100 * mixture.share_below(*facts.z);
        if (facts.unmatched_share > 0) {
            const double margin = 1.96 * std::sqrt(facts.unmatched_share);
            horizon.low = mixture.risk_at(*facts.z - margin);
            horizon.high = mixture.risk_at(*facts.z + margin);
        }
        const auto log_odds = [](double risk) { return std::log(risk / (1 - risk)); };
        out.linear_predictor = log_odds(horizon.risk);
        out.contributions = {
            {.name = "polygenic score",
             .value = term_words(absolute(), absolute().terms.size(), facts),
             .log_hazard = log_odds(horizon.risk) - log_odds(mixture.prevalence),
             .risk_change = horizon.risk - mixture.prevalence}};
        out.horizons = {horizon};
        return out;
    }
};

}  // namespace

std::unique_ptr<Predictor> make_equation_predictor(const RiskRule& rule) {
    return std::make_unique<EquationPredictor>(rule);
}

std::unique_ptr<Predictor> make_mixture_predictor(const RiskRule& rule) {
    return std::make_unique<MixturePredictor>(rule);
}

}  // namespace genostrat::risk
