// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include <genostrat/core/distributions.hpp>
#include <genostrat/risk/icare.hpp>
#include <genostrat/risk/statistics.hpp>

namespace genostrat::risk {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A model of one sex and region, before and after the split.
struct Calibrated {
    const AgeRates* incidence{};
    const AgeRates* competing{};
    IcareModel first;
    std::optional<IcareModel> later;
    std::optional<IcareAssessor> assess_first{};
    std::optional<IcareAssessor> assess_later{};
};

/// One person's values for the model's columns.
struct Columns {
    std::vector<double> first{};
    std::vector<double> later{};
};

/// A risk over a stretch of ages, and what it stands on.
struct StretchRisk {
    double risk{};
    double linear_predictor{};
    bool is_matched{};
};

class HazardPredictor final : public Predictor {
public:
    HazardPredictor(const RiskRule& rule, StreamKind stream, std::uint32_t seed)
        : Predictor{rule}, stream_{stream, seed} {}

    Prediction predict(const PersonFacts& given, Detail detail) override {
        Prediction out;
        PersonFacts facts = given;
        out.obstacle = complete(facts.inputs);
        const double age = absolute().age ? facts.inputs[*absolute().age] : unknown;
        if (out.obstacle.empty() && std::isnan(age))
            out.obstacle = "the age is not known";
        Calibrated* const model = out.obstacle.empty() ? model_of(facts, out.obstacle) : nullptr;
        if (model == nullptr)
            return out;
        const Columns columns = columns_of(facts);
        std::vector<double> horizons = absolute().horizons;
        if (absolute().until_age && (horizons.empty() || *absolute().until_age > age))
            horizons.push_back(*absolute().until_age - age);
        if (detail == Detail::first_horizon)
            horizons.resize(1);
        for (const double years : horizons) {
            if (!(years > 0)) {
                out.obstacle = fmt::format("the age {} is past the horizon", age);
                return out;
            }
            out.horizons.push_back(horizon(*model, columns, facts, age, years));
        }
        const StretchRisk first = stretch_risk(*model, columns, age, horizons.front());
        const bool starts_late = model->later && age >= absolute().split_at;
        const IcareModel& at_start = starts_late ? *model->later : model->first;
        out.linear_predictor = first.linear_predictor;
        out.percentile = at_start.percentile_of(first.linear_predictor);
        if (detail == Detail::all) {
            contributions_of(
                *model, starts_late ? columns.later : columns.first, facts, age, first, out);
            curve_of(*model, columns, age, horizons, out);
        }
        return out;
    }

    std::optional<Prediction> over(const PersonFacts& given, double age, double years) override {
        Prediction out;
        PersonFacts facts = given;
        facts.inputs[*absolute().age] = age;
        out.obstacle = complete(facts.inputs);
        Calibrated* const model = out.obstacle.empty() ? model_of(facts, out.obstacle) : nullptr;
        if (model == nullptr)
            return out;
        const StretchRisk own = stretch_risk(*model, columns_of(facts), age, years);
        out.horizons = {{.years = years, .risk = own.risk}};
        out.linear_predictor = own.linear_predictor;
        return out;
    }

    [[nodiscard]] std::vector<WhatIf> what_ifs(const PersonFacts& facts) const override {
        std::vector<WhatIf> out = Predictor::what_ifs(facts);
        if (absolute().icare)
            add_icare_what_ifs(absolute(), facts, out);
        return out;
    }

private:
    [[nodiscard]] std::string
    group_of(const std::optional<std::size_t>& input, const PersonFacts& facts) const {
        if (!input || std::isnan(facts.inputs[*input]))
            return {};
        return absolute().inputs[*input].words(facts.inputs[*input]);
    }

    /// The model calibrated to the rates of this person's sex and region; made when first needed.
    Calibrated* model_of(const PersonFacts& facts, std::string& obstacle) {
        const std::string sex = group_of(absolute().sex, facts);
        const std::string region = group_of(absolute().region, facts);
        const AgeRates* const incidence = absolute().incidence->find(sex, region);
        const AgeRates* const competing =
            absolute().competing ? absolute().competing->find(sex, region) : nullptr;
        if (incidence == nullptr || (absolute().competing && competing == nullptr)) {
            obstacle = fmt::format(
                "the model has no {} for {}{}{}",
                incidence == nullptr ? "incidence" : "competing mortality",
                sex.empty() ? "a person of unknown sex" : sex,
                region.empty() ? "" : " in ",
                region);
            return nullptr;
        }
        const auto known = models_.find({incidence, competing});
        if (known != models_.end())
            return known->second.get();
        const bool is_icare = absolute().engine == Engine::icare;
        auto made = std::make_unique<Calibrated>(Calibrated{
            .incidence = incidence,
            .competing = competing,
            .first = is_icare ? icare_model(*absolute().icare, incidence, competing)
                              : term_model(incidence, competing),
            .later = {}});
        if (absolute().icare_later)
            made->later.emplace(icare_model(*absolute().icare_later, incidence, competing));
        made->assess_first.emplace(made->first);
        if (made->later)
            made->assess_later.emplace(*made->later);
        return models_.emplace(std::pair{incidence, competing}, std::move(made))
            .first->second.get();
    }

    IcareInputs rates_of(const AgeRates* incidence, const AgeRates* competing) const {
        IcareInputs inputs{.incidence = *incidence, .convention = absolute().convention};
        if (competing != nullptr)
            inputs.competing = *competing;
        return inputs;
    }

    /// Terms as columns whose value is their log hazard, with people made from their shares.
    IcareModel term_model(const AgeRates* incidence, const AgeRates* competing) {
        constexpr std::size_t n_people = 8192;
        IcareInputs inputs = rates_of(incidence, competing);
        inputs.covariate_effects.assign(
            absolute().terms.size() + (absolute().score_effect ? 1U : 0U), 1.0);
        if (inputs.covariate_effects.empty()) {  // everybody has the population's risk
            inputs.covariate_effects = {1.0};
            inputs.reference = {0.0};
        } else {
            inputs.reference = population_effects(absolute(), n_people);
        }
        return IcareModel{std::move(inputs), stream_};
    }

    /// The files' columns; scores are further ones, drawn for the reference people.
    IcareModel
    icare_model(const IcareParts& parts, const AgeRates* incidence, const AgeRates* competing) {
        IcareInputs inputs = rates_of(incidence, competing);
        inputs.snps = parts.snps;
        inputs.covariate_effects = parts.effects;
        inputs.reference = parts.reference;
        inputs.reference_weights = parts.weights;
        inputs.family_history = parts.family_history;
        inputs.n_imputations = parts.n_imputations;
        inputs.n_snp_people = parts.n_snp_people;
        const std::vector<ScoreEffect> scores = score_effects(absolute());
        if (scores.empty())
            return IcareModel{std::move(inputs), stream_};
        const std::size_t n_old = parts.effects.size();
        const std::size_t n_people =
            n_old == 0 ? parts.n_snp_people : parts.reference.size() / n_old;
        inputs.reference.clear();
        for (std::size_t person = 0; person < n_people; ++person) {
            const auto own = parts.reference.begin() + static_cast<std::ptrdiff_t>(person * n_old);
            inputs.reference.insert(
                inputs.reference.end(), own, own + static_cast<std::ptrdiff_t>(n_old));
            const bool has_relative = parts.family_history &&
                                      own[static_cast<std::ptrdiff_t>(*parts.family_history)] == 1;
            for (const ScoreEffect& score : scores)
                inputs.reference.push_back(
                    normal_value_at(stream_.next()) +
                    (has_relative ? score.effect.log_ratio / 2 : 0));
        }
        for (const ScoreEffect& score : scores)
            inputs.covariate_effects.push_back(score.effect.log_ratio);
        if (parts.family_history)
            inputs.covariate_effects[*parts.family_history] -= explained_variance(absolute()) / 2;
        return IcareModel{std::move(inputs), stream_};
    }

    [[nodiscard]] std::vector<double> icare_columns(
        const IcareParts& parts,
        const std::vector<double>& variables,
        const std::vector<double>& dosages,
        const PersonFacts& facts) const {
        std::vector<double> values = dosages;
        std::vector<double> covariates(parts.design.columns().size(), unknown);
        if (!variables.empty())
            parts.design.encode(variables, covariates);
        values.insert(values.end(), covariates.begin(), covariates.end());
        for (const ScoreEffect& score : score_effects(absolute()))
            values.push_back(score.z(facts).value_or(unknown));
        return values;
    }

    [[nodiscard]] Columns columns_of(const PersonFacts& facts) const {
        if (absolute().engine == Engine::icare)
            return {
                icare_columns(*absolute().icare, facts.variables, facts.dosages, facts),
                absolute().icare_later ? icare_columns(
                                             *absolute().icare_later,
                                             facts.later_variables,
                                             facts.later_dosages,
                                             facts)
                                       : std::vector<double>{}};
        std::vector<double> values = term_effects(absolute(), facts).log_hazards;
        if (values.empty())
            values = {0};
        return {std::move(values), {}};
    }

    /// Risk from an age over some years, by one model or by both sides of the split.
    StretchRisk
    stretch_risk(Calibrated& model, const Columns& columns, double age, double years) const {
        const double before =
            model.later ? std::clamp(absolute().split_at - age, 0.0, years) : years;
        if (before == 0) {
            const IcareRisk later = model.assess_later->assess({columns.later, age, years});
            return {later.risk, later.linear_predictor, later.is_matched};
        }
        const IcareRisk first = model.assess_first->assess({columns.first, age, before});
        StretchRisk out{first.risk, first.linear_predictor, first.is_matched};
        if (before < years) {
            const IcareRisk later =
                model.assess_later->assess({columns.later, age + before, years - before});
            out.risk = split_risk(first.risk, later.risk);
        }
        return out;
    }

    /// Chance for somebody who has the population's rates.
    [[nodiscard]] double population_risk(const Calibrated& model, double age, double years) const {
        const int first = static_cast<int>(std::floor(age));
        const int end = static_cast<int>(std::ceil(age + years));
        std::vector<double> incidence;
        std::vector<double> competing;
        for (int year = first; year < end; ++year) {
            incidence.push_back(model.incidence->at(year));
            if (model.competing != nullptr)
                competing.push_back(model.competing->at(year));
        }
        const RiskYears years_of{incidence, competing, 1};
        return absolute().convention == RiskConvention::yearly
                   ? yearly_risk(years_of)
                   : piecewise_risk(years_of, age - first, age + years - (end - 1));
    }

    HorizonRisk horizon(
        Calibrated& model,
        const Columns& columns,
        const PersonFacts& facts,
        double age,
        double years) const {
        const StretchRisk own = stretch_risk(model, columns, age, years);
        HorizonRisk out{
            .years = years, .risk = own.risk, .population = population_risk(model, age, years)};
        double variance = absolute().incidence_se * absolute().incidence_se;
        for (const double part : term_effects(absolute(), facts).variances)
            variance += part;
        if (variance > 0) {
            // Rates scale with the hazard: the interval is one of the cumulated hazard.
            const double margin = 1.96 * std::sqrt(variance);
            const double cumulated = -std::log1p(-own.risk);
            out.low = -std::expm1(-cumulated * std::exp(-margin));
            out.high = -std::expm1(-cumulated * std::exp(margin));
        }
        return out;
    }

    /// Lines of the waterfall: columns that go back to the same variables together.
    [[nodiscard]] std::vector<Contribution> lines_of(
        const IcareModel& model,
        const std::vector<double>& values,
        const PersonFacts& facts) const {
        std::vector<Contribution> lines;
        const auto add =
            [&](const std::string& name, const std::string& value, std::size_t column) {
                auto line = std::ranges::find(lines, name, &Contribution::name);
                if (line == lines.end()) {
                    lines.push_back({.name = name, .value = value});
                    line = std::prev(lines.end());
                }
                if (!std::isnan(values[column]))
                    line->log_hazard +=
                        model.effects()[column] * (values[column] - model.column_means()[column]);
            };
        if (absolute().engine == Engine::hazard) {
            for (std::size_t term = 0; term < absolute().terms.size(); ++term)
                add(absolute().terms[term].name, term_words(absolute(), term, facts), term);
            if (absolute().score_effect)
                add("polygenic score",
                    term_words(absolute(), absolute().terms.size(), facts),
                    absolute().terms.size());
            return lines;
        }
        const bool is_later = values_are_later_;
        const IcareParts& parts = is_later ? *absolute().icare_later : *absolute().icare;
        const std::vector<double>& variables = is_later ? facts.later_variables : facts.variables;
        const std::size_t n_snps = parts.snps.size();
        for (std::size_t column = 0; column < n_snps; ++column)
            add(fmt::format("{} SNPs", n_snps), "", column);
        for (std::size_t column = 0; column < parts.design.columns().size(); ++column) {
            std::string name;
            std::string value;
            for (const DesignFactor& factor : parts.design.columns()[column]) {
                const DesignVariable& variable = parts.design.variables()[factor.variable];
                name += (name.empty() ? "" : " and ") + variable.name;
                value += (value.empty() ? "" : ", ") +
                         variable_words(
                             variable, variables.empty() ? unknown : variables[factor.variable]);
            }
            add(name, value, n_snps + column);
        }
        std::size_t column = n_snps + parts.design.columns().size();
        for (const ScoreEffect& score : score_effects(absolute())) {
            const std::size_t term = score.term.value_or(absolute().terms.size());
            add(score.term ? absolute().terms[term].name : "polygenic score",
                term_words(absolute(), term, facts),
                column++);
        }
        return lines;
    }

    static std::string variable_words(const DesignVariable& variable, double number) {
        if (std::isnan(number))
            return "not known";
        return variable.levels.empty() ? fmt::format("{:.4g}", number)
                                       : variable.levels[static_cast<std::size_t>(number)];
    }

    void contributions_of(
        Calibrated& model,
        const std::vector<double>& values,
        const PersonFacts& facts,
        double age,
        const StretchRisk& wanted,
        Prediction& out) {
        values_are_later_ = model.later && age >= absolute().split_at;
        const IcareModel& own = values_are_later_ ? *model.later : model.first;
        double predictor = 0;
        for (std::size_t column = 0; column < own.n_columns(); ++column)
            predictor += own.effects()[column] * own.column_means()[column];
        const double years = out.horizons.front().years;
        const double within =
            model.later && !values_are_later_ ? std::min(years, absolute().split_at - age) : years;
        double so_far = own.risk_of(predictor, age, within);
        out.start_risk = so_far;
        for (Contribution& line : lines_of(own, values, facts)) {
            predictor += line.log_hazard;
            const double risk = own.risk_of(predictor, age, within);
            line.risk_change = risk - so_far;
            so_far = risk;
            out.contributions.push_back(std::move(line));
        }
        if (wanted.is_matched)
            add_rest(
                "what is not known",
                "average of people alike",
                wanted.linear_predictor - predictor,
                model.later && within < years ? 0 : wanted.risk - so_far,
                so_far,
                out);
        if (within < years)
            add_rest(
                fmt::format("years after {}", absolute().split_at),
                "",
                0,
                wanted.risk - so_far,
                so_far,
                out);
        else if (!out.contributions.empty())
            out.contributions.back().risk_change += wanted.risk - so_far;
    }

    static void add_rest(
        std::string name,
        std::string value,
        double log_hazard,
        double change,
        double& so_far,
        Prediction& out) {
        so_far += change;
        out.contributions.push_back({std::move(name), std::move(value), log_hazard, change});
    }

    /// Year by year to the end of the rates, at most to the age of 85 or the last horizon.
    void curve_of(
        Calibrated& model,
        const Columns& columns,
        double age,
        const std::vector<double>& horizons,
        Prediction& out) const {
        constexpr double usual_end = 85;
        int end = model.incidence->end_age();
        if (model.competing != nullptr)
            for (end = std::min(end, model.competing->end_age());
                 end > age && std::isnan(model.competing->rates[static_cast<std::size_t>(
                                  end - 1 - model.competing->first_age)]);)
                --end;
        const double longest = *std::ranges::max_element(horizons);
        const double last = std::min<double>(end, std::max(usual_end, age + longest));
        for (double years = 0; age + years <= last; ++years)
            out.curve.push_back(
                {.age = age + years,
                 .risk = years == 0 ? 0 : stretch_risk(model, columns, age, years).risk,
                 .population = years == 0 ? 0 : population_risk(model, age, years)});
    }

    RandomStream stream_;
    std::map<std::pair<const AgeRates*, const AgeRates*>, std::unique_ptr<Calibrated>> models_;
    bool values_are_later_{};
};

}  // namespace

std::unique_ptr<Predictor>
make_hazard_predictor(const RiskRule& rule, StreamKind stream, std::uint32_t seed) {
    return std::make_unique<HazardPredictor>(rule, stream, seed);
}

}  // namespace genostrat::risk
