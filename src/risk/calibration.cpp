// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <genostrat/risk/calibration.hpp>

namespace genostrat::risk {

OutcomeReader::OutcomeReader(const io::DataTable& table)
    : table_{&table}, rows_{rows_by_sample(table)} {
    const auto outcome = table.find_column({"observed_outcome", "outcome", "case"});
    outcome_ = outcome ? *outcome : table.column("observed_outcome");
    entry_ = table.find_column({"study_entry_age", "entry_age"});
    exit_ = table.find_column({"study_exit_age", "exit_age"});
    years_ = table.find_column({"observed_followup", "follow_up"});
    onset_ = table.find_column({"time_of_onset", "onset"});
    sampling_ = table.find_column({"sampling_weights", "sampling"});
}

std::optional<Outcome>
OutcomeReader::find(std::string_view sample, std::optional<double> horizon) const {
    const auto found = rows_.find(sample);
    if (found == rows_.end())
        return std::nullopt;
    const std::size_t row = found->second;
    const auto number = [&](std::optional<std::size_t> column) {
        return column ? table_->number(row, *column) : std::nullopt;
    };
    const std::optional<double> status = number(outcome_);
    if (!status)
        return std::nullopt;
    if (*status != 0 && *status != 1)
        table_->fail(row, outcome_, "is no outcome: 1 is a case, 0 is none");
    Outcome out{.is_case = *status == 1, .entry_age = number(entry_)};
    out.years = number(years_);
    const std::optional<double> exit = number(exit_);
    if (exit && out.entry_age) {
        if (*exit < *out.entry_age)
            table_->fail(row, *exit_, "is an exit before the entry");
        out.years = *exit - *out.entry_age;
    }
    const std::optional<double> end = out.years ? out.years : horizon;
    if (const std::optional<double> onset = number(onset_); out.is_case && onset && end)
        out.is_case = *onset <= *end;
    if (const std::optional<double> sampling = number(sampling_)) {
        if (!(*sampling > 0 && *sampling <= 1))
            table_->fail(row, *sampling_, "is no chance of being sampled: it lies in 0..1");
        out.sampling = *sampling;
    }
    return out;
}

std::optional<Validation> calibration_of(const RiskColumn& column) {
    std::vector<double> risks;
    std::vector<double> predictors;
    std::vector<double> outcomes;
    std::vector<double> sampling;
    bool all_sampled = true;
    for (const PersonRisk& person : column.people) {
        if (!person.follow_up)
            continue;
        risks.push_back(person.follow_up->risk);
        predictors.push_back(person.follow_up->linear_predictor);
        outcomes.push_back(person.follow_up->outcome);
        sampling.push_back(person.follow_up->sampling);
        all_sampled = all_sampled && person.follow_up->sampling == 1;
    }
    if (risks.empty())
        return std::nullopt;
    if (all_sampled)
        sampling.clear();
    return validate({risks, predictors, outcomes, sampling});
}

std::vector<TierCount> tier_counts(const RiskColumn& column) {
    const std::size_t n_tiers = column.rule.tiers.size();
    std::vector<TierCount> counts(n_tiers + 1);
    std::vector<double> risks(n_tiers + 1, 0);
    std::vector<double> cases(n_tiers + 1, 0);
    std::vector<std::size_t> n_risks(n_tiers + 1, 0);
    std::vector<std::size_t> n_followed(n_tiers + 1, 0);
    for (std::size_t tier = 0; tier < n_tiers; ++tier)
        counts[tier].tier = column.rule.tiers[tier].name;
    counts.back().tier = "not assessed";
    for (const PersonRisk& person : column.people) {
        const std::size_t tier = person.tier.value_or(n_tiers);
        ++counts[tier].n;
        if (!person.horizons.empty()) {
            risks[tier] += person.horizons.front().risk;
            ++n_risks[tier];
        }
        if (person.follow_up) {
            cases[tier] += person.follow_up->outcome;
            ++n_followed[tier];
        }
    }
    for (std::size_t tier = 0; tier < counts.size(); ++tier) {
        if (n_risks[tier] > 0)
            counts[tier].mean_risk = risks[tier] / static_cast<double>(n_risks[tier]);
        if (n_followed[tier] > 0)
            counts[tier].observed_share = cases[tier] / static_cast<double>(n_followed[tier]);
    }
    return counts;
}

}  // namespace genostrat::risk
