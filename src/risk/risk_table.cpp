// SPDX-License-Identifier: MIT
#include "risk/predictor.hpp"
#include "risk/score_place.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/risk/calibration.hpp>
#include <genostrat/risk/risk_table.hpp>

namespace genostrat::risk {

namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

double value_on(TierScale scale, const TierPlace& place) noexcept {
    return scale == TierScale::percentile ? place.percentile
           : scale == TierScale::z        ? place.z
           : scale == TierScale::score    ? place.score
                                          : place.risk;
}

/// Everything about one rule that holds for all people.
class RuleAssessor {
public:
    RuleAssessor(const RiskRule& rule, const RiskInputs& inputs, std::size_t first_carrier_term)
        : inputs_{inputs}, column_{.rule = rule},
          first_carrier_term_{first_carrier_term}, score_{column_.rule.score, inputs} {
        column_.mean = score_.mean();
        column_.sd = score_.sd();
        column_.from_cohort = score_.is_from_cohort();
        column_.cohort = score_.cohort();
        for (const RiskTerm& term : column_.rule.absolute.terms)
            if (term.kind == RiskTerm::Kind::score)
                term_scores_.emplace_back(term.score, inputs);
        predictor_ = make_predictor(column_.rule, inputs.stream, inputs.seed);
        if (inputs.outcomes != nullptr)
            outcomes_.emplace(*inputs.outcomes);
        if (inputs.covariates == nullptr)
            return;
        const AbsoluteRule& absolute = rule.absolute;
        reader_.emplace(column_.rule.absolute.inputs, *inputs.covariates);
        if (absolute.icare)
            places_ = absolute.icare->design.find_variables(*inputs.covariates);
        if (absolute.icare_later)
            later_places_ = absolute.icare_later->design.find_variables(*inputs.covariates);
    }

    void add_person(const std::string& sample, std::optional<std::size_t> row) {
        PersonRisk person;
        place_scores(sample, row, person);
        if (predictor_ == nullptr) {
            if (person.z)
                set_tier(person, facts_of(sample, row, person).inputs, not_known);
        } else {
            assess_absolute(sample, row, person);
        }
        column_.people.push_back(std::move(person));
    }

    [[nodiscard]] RiskColumn take() { return std::move(column_); }

private:
    void
    place_scores(const std::string& sample, std::optional<std::size_t> row, PersonRisk& person) {
        person.place = score_.place(sample, row);
        person.score = person.place.score;
        person.z = person.place.z;
        person.percentile = person.place.percentile;
        person.population = person.place.population;
        person.not_assessed_because = person.place.obstacle;
        for (const ScorePlacer& term : term_scores_)
            person.further.push_back(term.place(sample, row));
    }

    PersonFacts
    facts_of(const std::string& sample, std::optional<std::size_t> row, const PersonRisk& person) {
        const AbsoluteRule& absolute = column_.rule.absolute;
        PersonFacts facts{.z = person.z};
        facts.inputs.assign(absolute.inputs.size(), not_known);
        if (row && reader_)
            facts.inputs = reader_->read(*row);
        if (person.z)
            facts.unmatched_share = score_.unmatched_share();
        add_icare_facts(sample, row, facts);
        std::size_t carrier_term = first_carrier_term_;
        std::size_t score_term = 0;
        for (const RiskTerm& term : absolute.terms) {
            facts.carries.emplace_back();
            facts.scores.emplace_back();
            if (term.kind == RiskTerm::Kind::score) {
                const ScorePlace& own = person.further[score_term];
                facts.scores.back() = {
                    own.z, own.z ? term_scores_[score_term].unmatched_share() : 0, own.obstacle};
                ++score_term;
            }
            if (term.kind != RiskTerm::Kind::carrier)
                continue;
            if (inputs_.carriers != nullptr) {
                const auto& samples = inputs_.carriers->samples;
                const auto own = std::ranges::find(samples, sample);
                if (own != samples.end() && carrier_term < inputs_.carriers->carriers.size())
                    facts.carries.back() =
                        inputs_.carriers->carriers[carrier_term][static_cast<std::size_t>(
                            own - samples.begin())] != 0;
            }
            ++carrier_term;
        }
        return facts;
    }

    void add_icare_facts(
        const std::string& sample, std::optional<std::size_t> row, PersonFacts& facts) const {
        const AbsoluteRule& absolute = column_.rule.absolute;
        if (!absolute.icare)
            return;
        facts.variables.assign(absolute.icare->design.variables().size(), not_known);
        facts.dosages = dosages_of(*absolute.icare, sample, row);
        if (row)
            facts.variables =
                absolute.icare->design.read_variables(*inputs_.covariates, *row, places_);
        if (!absolute.icare_later)
            return;
        facts.later_variables.assign(absolute.icare_later->design.variables().size(), not_known);
        facts.later_dosages = dosages_of(*absolute.icare_later, sample, row);
        if (row)
            facts.later_variables = absolute.icare_later->design.read_variables(
                *inputs_.covariates, *row, later_places_);
    }

    /// Copies of an iCARE model's SNPs: as the covariates have them, else the variants.
    std::vector<double> dosages_of(
        const IcareParts& parts, const std::string& sample, std::optional<std::size_t> row) const {
        std::vector<double> dosages(parts.snps.size(), not_known);
        const auto own = std::ranges::find(inputs_.snps, &parts, &SnpDosages::parts);
        if (own != inputs_.snps.end()) {
            const auto place = std::ranges::find(own->samples, sample);
            const auto index = static_cast<std::size_t>(place - own->samples.begin());
            for (std::size_t snp = 0; snp < dosages.size() && place != own->samples.end(); ++snp)
                dosages[snp] = own->copies[snp * own->samples.size() + index];
        }
        for (std::size_t snp = 0; snp < dosages.size() && row; ++snp) {
            const io::DataTable& table = *inputs_.covariates;
            const auto place = table.find_column(parts.snps[snp].name);
            if (!place)
                continue;
            const std::optional<double> dosage = table.number(*row, *place);
            if (dosage && !(*dosage >= 0 && *dosage <= 2))
                table.fail(*row, *place, "is no number of copies: it lies in 0..2");
            if (dosage)
                dosages[snp] = *dosage;
        }
        return dosages;
    }

    void
    assess_absolute(const std::string& sample, std::optional<std::size_t> row, PersonRisk& person) {
        const PersonFacts facts = facts_of(sample, row, person);
        Prediction own = predict(facts, Detail::all);
        if (!own.obstacle.empty()) {
            if (person.not_assessed_because.empty() || column_.rule.score.name.empty())
                person.not_assessed_because = own.obstacle;
        } else {
            person.not_assessed_because.clear();
            if (own.percentile)
                person.percentile = own.percentile;
            set_tier(person, facts.inputs, own.horizons.front().risk);
        }
        for (WhatIf& what_if : predictor_->what_ifs(facts)) {
            MissingInput input = answer(what_if, person);
            const bool has_no_effect = input.lowest_risk && own.obstacle.empty() &&
                                       *input.lowest_risk == *input.highest_risk;
            if (!has_no_effect)
                person.missing.push_back(std::move(input));
        }
        add_follow_up(sample, facts, own, person);
        person.horizons = std::move(own.horizons);
        person.linear_predictor = own.linear_predictor;
        person.start_risk = own.start_risk;
        person.contributions = std::move(own.contributions);
        person.curve = std::move(own.curve);
    }

    /// Ages that the tables lack concern the person whose they are, not the whole run.
    template <typename Ask>
    static std::optional<Prediction> without_rates(Ask ask) {
        try {
            return ask();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::bad_data)
                throw;
            return Prediction{.obstacle = error.what()};
        }
    }

    [[nodiscard]] Prediction predict(const PersonFacts& facts, Detail detail) const {
        return *without_rates([&] { return std::optional{predictor_->predict(facts, detail)}; });
    }

    void add_follow_up(
        const std::string& sample,
        const PersonFacts& facts,
        const Prediction& own,
        PersonRisk& person) const {
        const std::vector<double>& horizons = column_.rule.absolute.horizons;
        if (!outcomes_)
            return;
        const std::optional<Outcome> outcome = outcomes_->find(
            sample, horizons.empty() ? std::nullopt : std::optional{horizons.front()});
        if (!outcome)
            return;
        FollowUp follow_up{.outcome = outcome->is_case ? 1.0 : 0.0, .sampling = outcome->sampling};
        if (outcome->entry_age && outcome->years) {
            const std::optional<Prediction> followed = without_rates(
                [&] { return predictor_->over(facts, *outcome->entry_age, *outcome->years); });
            if (followed && followed->obstacle.empty()) {
                follow_up.risk = followed->horizons.front().risk;
                follow_up.linear_predictor = followed->linear_predictor.value_or(follow_up.risk);
                person.follow_up = follow_up;
                return;
            }
            if (followed)
                return;
        }
        if (!own.obstacle.empty())
            return;
        follow_up.risk = own.horizons.front().risk;
        follow_up.linear_predictor = follow_up.risk;
        person.follow_up = follow_up;
    }

    MissingInput answer(WhatIf& what_if, const PersonRisk& person) {
        MissingInput out{.what = std::move(what_if.what), .assumed = std::move(what_if.assumed)};
        for (const PersonFacts& facts : what_if.alternatives) {
            const Prediction other = predict(facts, Detail::first_horizon);
            if (!other.obstacle.empty())
                continue;
            const double risk = other.horizons.front().risk;
            PersonRisk place = person;
            if (other.percentile)
                place.percentile = other.percentile;
            if (facts.z)
                place.z = facts.z;
            set_tier(place, facts.inputs, risk);
            if (!out.lowest_risk || risk < *out.lowest_risk) {
                out.lowest_risk = risk;
                out.lowest_tier = place.tier;
            }
            if (!out.highest_risk || risk > *out.highest_risk) {
                out.highest_risk = risk;
                out.highest_tier = place.tier;
            }
        }
        return out;
    }

    void set_tier(PersonRisk& person, std::vector<double> given, double risk) const {
        const RiskRule& rule = column_.rule;
        for (std::size_t at = 0; at < given.size(); ++at)
            if (std::isnan(given[at]) && rule.absolute.inputs[at].assumed)
                given[at] = *rule.absolute.inputs[at].assumed;
        const std::vector<double> values =
            rule.absolute.equations.with_definitions(std::move(given));
        if (rule.absolute.round_to) {
            const double scale = std::pow(10, *rule.absolute.round_to);
            risk = std::round(risk * scale) / scale;
        }
        for (const TierSet& set : rule.tier_sets) {
            const double truth = set.when ? set.when->value(values) : 1;
            if (std::isnan(truth) || truth == 0)
                continue;
            const TierPlace place{
                person.score.value_or(not_known),
                person.z.value_or(not_known),
                person.percentile.value_or(not_known),
                risk};
            if (!std::isnan(value_on(rule.tiers[set.begin].scale, place)) ||
                set.end - set.begin == 1) {
                person.tier = find_tier(rule.tiers, set, place);
                return;
            }
        }
        if (!person.tier)
            person.not_assessed_because = "the model has no tier for people like this one";
    }

    const RiskInputs& inputs_;
    RiskColumn column_;
    std::size_t first_carrier_term_;
    ScorePlacer score_;
    std::vector<ScorePlacer> term_scores_;  // one a score term
    std::unique_ptr<Predictor> predictor_;
    std::optional<OutcomeReader> outcomes_;
    std::optional<InputReader> reader_;
    std::vector<std::size_t> places_;
    std::vector<std::size_t> later_places_;
};

}  // namespace

TextMap<std::size_t> rows_by_sample(const io::DataTable& table) {
    TextMap<std::size_t> rows;
    const std::size_t place = sample_column(table);
    for (std::size_t row = 0; row < table.n_rows(); ++row)
        if (!rows.emplace(table.text(row, place), row).second)
            table.fail(row, place, "is there twice");
    return rows;
}

std::size_t
find_tier(const std::vector<Tier>& tiers, const TierSet& set, const TierPlace& place) noexcept {
    for (std::size_t at = set.begin; at < set.end; ++at) {
        const Tier& own = tiers[at];
        if (!own.below || value_on(own.scale, place) < *own.below)
            return at;
    }
    return set.end - 1;
}

RiskTable assess(const RiskModel& model, const RiskInputs& inputs) {
    RiskTable table{.model = model.name};
    TextMap<std::size_t> rows;
    if (inputs.covariates != nullptr)
        rows = rows_by_sample(*inputs.covariates);
    if (inputs.scores != nullptr) {
        table.samples = inputs.scores->samples;
    } else if (inputs.carriers != nullptr && !inputs.carriers->samples.empty()) {
        table.samples = inputs.carriers->samples;
    } else if (!inputs.snps.empty()) {
        table.samples = inputs.snps.front().samples;
    } else if (inputs.covariates != nullptr) {
        const std::size_t place = sample_column(*inputs.covariates);
        for (std::size_t row = 0; row < inputs.covariates->n_rows(); ++row)
            table.samples.emplace_back(inputs.covariates->text(row, place));
    }
    std::size_t first_carrier_term = 0;
    for (const RiskRule& rule : model.risks) {
        RuleAssessor assessor{rule, inputs, first_carrier_term};
        for (const std::string& sample : table.samples) {
            const auto row = rows.find(sample);
            assessor.add_person(
                sample, row == rows.end() ? std::nullopt : std::optional{row->second});
        }
        table.risks.push_back(assessor.take());
        first_carrier_term += static_cast<std::size_t>(
            std::ranges::count(rule.absolute.terms, RiskTerm::Kind::carrier, &RiskTerm::kind));
    }
    return table;
}

}  // namespace genostrat::risk
