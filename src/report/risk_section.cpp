// SPDX-License-Identifier: MIT
#include "report/risk_section.hpp"

#include "core/append_format.hpp"
#include "report/markup.hpp"
#include "report/risk_plot.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

/// 0.124 as `12 in 100`, 0.0042 as `4 in 1,000`.
std::string natural_frequency(double share) {
    const double of = share >= 0.0095 ? 100 : share >= 0.00095 ? 1000 : 10'000;
    const auto n = static_cast<std::int64_t>(share * of + 0.5);
    return fmt::format("about {} in {}", n, grouped(static_cast<std::int64_t>(of)));
}

std::string horizon_rows(const RiskResult& risk) {
    std::string html =
        R"(<table><thead><tr><th scope="col">Within</th><th scope="col">This person</th><th scope="col">95 % interval</th><th scope="col">Average person</th></tr></thead><tbody>)";
    for (const AbsoluteRisk& own : risk.horizons)
        append_format(
            html,
            R"(<tr><th scope="row">{} years</th><td>{}<small>{}</small></td><td>{}</td><td>{}</td></tr>)",
            own.horizon_years,
            percent(own.probability),
            natural_frequency(own.probability),
            own.low && own.high ? percent(*own.low) + " to " + percent(*own.high)
                                : std::string{"not given by the model"},
            own.population ? percent(*own.population) : "–");
    return html + "</tbody></table>";
}

std::string unknown_words(const UnknownInput& input) {
    std::string text = fmt::format("<strong>{}</strong>", escaped(input.what));
    if (!input.assumed.empty())
        text += ": taken as " + escaped(input.assumed);
    if (!input.lowest_risk || !input.highest_risk)
        return text + ".";
    text += fmt::format(
        ". It could move the risk between {} and {}",
        percent(*input.lowest_risk),
        percent(*input.highest_risk));
    if (input.lowest_tier.empty() || input.lowest_tier == input.highest_tier)
        return text + (input.lowest_tier.empty() ? "." : "; the tier would stay.");
    return text + fmt::format(
                      ", and the tier between <strong>{}</strong> and <strong>{}</strong>.",
                      escaped(input.lowest_tier),
                      escaped(input.highest_tier));
}

std::string figure(const std::string& picture, std::string_view caption) {
    return picture.empty()
               ? std::string{}
               : fmt::format(R"(<figure>{}<figcaption>{}</figcaption></figure>)", picture, caption);
}

std::string risk_block(const RiskResult& risk) {
    std::string html;
    const bool is_assessed = risk.level != Level::not_assessed;
    append_format(
        html,
        R"(<article class="absolute"><h3>{} {}</h3>)",
        capitalised(risk.trait),
        pill(risk.level, is_assessed ? risk.tier : "not assessed"));
    html += risk_scale(risk);
    html += R"(<div class="pair"><div>)" + horizon_rows(risk);
    if (!risk.unknown.empty()) {
        html += R"(<div class="warn"><p>Not known about this person:</p><ul>)";
        for (const UnknownInput& input : risk.unknown)
            append_format(html, "<li>{}</li>", unknown_words(input));
        html += "</ul></div>";
    }
    html += "</div><div>";
    html += figure(
        risk_curve(risk),
        "Chance of having had the disease by an age, for somebody who is free of it now.");
    html += "</div></div>";
    html += figure(
        risk_waterfall(risk),
        "What raises and what lowers this risk, in percentage points; the parts add up.");
    return html + "</article>";
}

std::string measure_words(const Measure& measure) {
    return fmt::format(
        "{} ({} to {})",
        rounded(measure.value, 3),
        rounded(measure.low, 3),
        rounded(measure.high, 3));
}

std::string tier_rows(const CohortRisk& risk) {
    // A column that no tier fills says nothing.
    const bool has_risk = std::ranges::any_of(
        risk.tiers, [](const CohortTier& tier) { return tier.mean_risk.has_value(); });
    const bool has_cases = std::ranges::any_of(
        risk.tiers, [](const CohortTier& tier) { return tier.observed_share.has_value(); });
    std::string html =
        R"(<div class="scroll"><table><thead><tr><th scope="col">Tier</th><th scope="col">People</th>)";
    if (has_risk)
        html += R"(<th scope="col">Mean risk</th>)";
    if (has_cases)
        html += R"(<th scope="col">Cases observed</th>)";
    html += "</tr></thead><tbody>";
    const auto cell = [&](const std::optional<double>& share) {
        append_format(html, "<td>{}</td>", share ? percent(*share) : "–");
    };
    for (const CohortTier& tier : risk.tiers) {
        if (tier.n_people == 0)
            continue;
        append_format(
            html,
            R"(<tr><th scope="row">{}</th><td>{}</td>)",
            pill(tier.level, tier.name),
            grouped(tier.n_people));
        if (has_risk)
            cell(tier.mean_risk);
        if (has_cases)
            cell(tier.observed_share);
        html += "</tr>";
    }
    return html + "</tbody></table></div>";
}

std::string calibration_facts(const CohortCalibration& fit) {
    std::string html = R"(<dl class="facts">)";
    const auto fact = [&](std::string_view name, const std::string& value) {
        append_format(html, "<div><dt>{}</dt><dd>{}</dd></div>", name, value);
    };
    fact("People with an outcome", grouped(fit.n_people));
    fact("Cases", grouped(fit.n_cases));
    fact("AUC (95 % interval)", measure_words(fit.auc));
    fact("Expected over observed", measure_words(fit.expected_over_observed));
    fact("Brier score", rounded(fit.brier, 3));
    return html + "</dl>";
}

}  // namespace

std::string cohort_section(const Document& document) {
    if (document.cohort.empty())
        return {};
    std::string html =
        R"(<section><h2>Cohort</h2><p class="lead">How people spread over the tiers)";
    const auto has_fit = [](const CohortRisk& risk) { return risk.calibration.has_value(); };
    html += std::ranges::any_of(document.cohort, has_fit)
                ? ", and how the risks fit what became of them.</p>"
                : ".</p>";
    for (const CohortRisk& risk : document.cohort) {
        append_format(
            html,
            R"(<article class="absolute"><h3>{}</h3><div class="pair"><div>)",
            capitalised(risk.trait));
        html += tier_rows(risk);
        if (risk.calibration)
            html += calibration_facts(*risk.calibration);
        html += "</div><div>";
        if (risk.calibration)
            html += figure(
                calibration_plot(*risk.calibration),
                "Tenths of the people by risk: what was foretold against what happened, with 95 % "
                "intervals. On the line both are the same.");
        html += "</div></div></article>";
    }
    return html + "</section>";
}

std::string absolute_section(const Person& person) {
    const auto has_risk = [](const RiskResult& risk) { return risk.absolute.has_value(); };
    if (std::ranges::none_of(person.risks, has_risk))
        return {};
    std::string html =
        R"(<section><h2>Absolute risks</h2><p class="lead">The chance of the disease within some years, against that of the average person of the same age and sex.</p>)";
    for (const RiskResult& risk : person.risks)
        if (has_risk(risk))
            html += risk_block(risk);
    return html + "</section>";
}

}  // namespace genostrat::report
