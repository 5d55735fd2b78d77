// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include <genostrat/core/text.hpp>
#include <genostrat/report/risk_tables.hpp>
#include <genostrat/risk/calibration.hpp>
#include <genostrat/risk/statistics.hpp>

namespace genostrat::report {

namespace {

using risk::PersonRisk;
using risk::RiskColumn;
using Json = nlohmann::ordered_json;

void append(std::string& out, std::string_view text) {
    const std::size_t begin = out.size();
    out += text.empty() ? std::string_view{"NA"} : text;
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(begin),
        out.end(),
        [](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; },
        ' ');
    out += '\t';
}

void append(std::string& out, std::optional<double> value) {
    std::string text;
    if (value && std::isfinite(*value))
        append_number(text, *value);
    append(out, std::string_view{text});
}

void end_line(std::string& out) {
    out.back() = '\n';
}

template <typename Visit>
void for_each_person(const risk::RiskTable& table, Visit visit) {
    for (std::size_t sample = 0; sample < table.samples.size(); ++sample)
        for (const RiskColumn& column : table.risks)
            visit(table.samples[sample], column, column.people[sample]);
}

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(const std::optional<double>& value) {
    return value ? number(*value) : Json(nullptr);
}

Json interval_json(const risk::Interval95& value) {
    return {
        {"value", number(value.value)}, {"low", number(value.low)}, {"high", number(value.high)}};
}

Json test_json(const risk::ChiSquareTest& test) {
    return {{"chi_square", number(test.statistic)}, {"df", test.df}, {"p", number(test.p)}};
}

Json calibration_json(const RiskColumn& column) {
    const std::optional<risk::Validation> own = risk::calibration_of(column);
    if (!own)
        return nullptr;
    Json deciles = Json::array();
    for (const risk::RiskDecile& decile : own->deciles)
        deciles.push_back(
            {{"people", number(decile.n)},
             {"expected", number(decile.expected)},
             {"observed", number(decile.observed)}});
    return {
        {"people", own->n},
        {"cases", own->n_cases},
        {"expected", number(own->expected)},
        {"observed", number(own->observed)},
        {"auc", interval_json(own->auc)},
        {"expected_over_observed", interval_json(own->eo)},
        {"brier", number(own->brier)},
        {"hosmer_lemeshow", test_json(own->hosmer_lemeshow)},
        {"relative_risk", test_json(own->relative_risk)},
        {"deciles", std::move(deciles)}};
}

Json risks_json(const RiskColumn& column) {
    std::vector<double> risks;
    for (const PersonRisk& person : column.people)
        if (!person.horizons.empty())
            risks.push_back(person.horizons.front().risk);
    if (risks.empty())
        return nullptr;
    const risk::Summary own = risk::summarise(risks);
    return {
        {"people", own.n},
        {"min", own.min},
        {"q1", own.q1},
        {"median", own.median},
        {"mean", own.mean},
        {"q3", own.q3},
        {"max", own.max},
        {"sd", own.sd}};
}

}  // namespace

std::string risk_contributions_tsv(const risk::RiskTable& table) {
    std::string out = "sample\ttrait\tpart\tvalue\tlog_hazard\trisk_change\trisk\n";
    for_each_person(
        table, [&](const std::string& sample, const RiskColumn& column, const PersonRisk& person) {
            if (person.contributions.empty())
                return;
            const auto line = [&](std::string_view part,
                                  std::string_view value,
                                  std::optional<double> log_hazard,
                                  std::optional<double> change,
                                  double risk) {
                append(out, std::string_view{sample});
                append(out, std::string_view{column.rule.trait});
                append(out, part);
                append(out, value);
                append(out, log_hazard);
                append(out, change);
                append(out, std::optional{risk});
                end_line(out);
            };
            double so_far = person.start_risk;
            line("start", "", std::nullopt, std::nullopt, so_far);
            for (const risk::Contribution& part : person.contributions) {
                so_far += part.risk_change;
                line(part.name, part.value, part.log_hazard, part.risk_change, so_far);
            }
        });
    return out;
}

std::string risk_curves_tsv(const risk::RiskTable& table) {
    std::string out = "sample\ttrait\tage\trisk\tpopulation_risk\n";
    for_each_person(
        table, [&](const std::string& sample, const RiskColumn& column, const PersonRisk& person) {
            for (const risk::CurvePoint& point : person.curve) {
                append(out, std::string_view{sample});
                append(out, std::string_view{column.rule.trait});
                append(out, std::optional{point.age});
                append(out, std::optional{point.risk});
                append(out, std::optional{point.population});
                end_line(out);
            }
        });
    return out;
}

std::string risk_horizons_tsv(const risk::RiskTable& table) {
    std::string out =
        "sample\ttrait\tyears\trisk\tlow\thigh\tpopulation_risk\ttier\tpercentile\t"
        "linear_predictor\tmissing\tlowest_risk\thighest_risk\tnot_assessed_because\n";
    for_each_person(
        table, [&](const std::string& sample, const RiskColumn& column, const PersonRisk& person) {
            std::string missing;
            std::optional<double> lowest;
            std::optional<double> highest;
            for (const risk::MissingInput& input : person.missing) {
                missing += (missing.empty() ? "" : "; ") + input.what;
                if (input.lowest_risk)
                    lowest = std::min(lowest.value_or(1), *input.lowest_risk);
                if (input.highest_risk)
                    highest = std::max(highest.value_or(0), *input.highest_risk);
            }
            const auto line = [&](const risk::HorizonRisk* horizon) {
                const auto value = [&](auto member) {
                    return horizon != nullptr ? std::optional<double>{horizon->*member}
                                              : std::nullopt;
                };
                append(out, std::string_view{sample});
                append(out, std::string_view{column.rule.trait});
                append(out, value(&risk::HorizonRisk::years));
                append(out, value(&risk::HorizonRisk::risk));
                append(out, horizon != nullptr ? horizon->low : std::nullopt);
                append(out, horizon != nullptr ? horizon->high : std::nullopt);
                append(out, horizon != nullptr ? horizon->population : std::nullopt);
                append(
                    out,
                    person.tier ? std::string_view{column.rule.tiers[*person.tier].name}
                                : std::string_view{});
                append(out, person.percentile);
                append(out, person.linear_predictor);
                append(out, std::string_view{missing});
                append(out, lowest);
                append(out, highest);
                append(out, std::string_view{person.not_assessed_because});
                end_line(out);
            };
            if (person.horizons.empty())
                line(nullptr);
            for (const risk::HorizonRisk& horizon : person.horizons)
                line(&horizon);
        });
    return out;
}

std::string risk_summary_json(const risk::RiskTable& table) {
    Json risks = Json::array();
    for (const RiskColumn& column : table.risks) {
        Json tiers = Json::array();
        for (const risk::TierCount& tier : risk::tier_counts(column))
            tiers.push_back(
                {{"tier", tier.tier},
                 {"people", tier.n},
                 {"mean_risk", number(tier.mean_risk)},
                 {"observed_share", number(tier.observed_share)}});
        risks.push_back(
            {{"trait", column.rule.trait},
             {"risks", risks_json(column)},
             {"tiers", std::move(tiers)},
             {"calibration", calibration_json(column)}});
    }
    const Json json{
        {"schema", "genostrat.risk_summary"},
        {"schema_version", "1.0"},
        {"model", table.model},
        {"people", table.samples.size()},
        {"risks", std::move(risks)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace genostrat::report
