// SPDX-License-Identifier: MIT
#include "report/risk_plot.hpp"

#include "core/append_format.hpp"
#include "report/markup.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

/// The next greater number of 1, 2, 2.5, 5 times a power of ten.
double nice_step(double rough) {
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= rough * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

/// An end of a risk axis with room above the greatest value, at most 1.
double axis_end(double greatest) {
    const double step = nice_step(std::max(greatest, 0.001) / 4);
    return std::min(1.0, step * std::ceil(greatest * 1.08 / step));
}

std::string axis_percent(double share) {
    return rounded(share * 100, 3) + "\u00A0%";
}

/// Where the zone's name fits: about 6.6 units a letter.
bool fits(std::string_view text, double width) {
    return width > 6.6 * static_cast<double>(text.size()) + 6;
}

}  // namespace

std::string risk_scale(const RiskResult& risk) {
    if (!risk.absolute)
        return {};
    const AbsoluteRisk& own = *risk.absolute;
    double greatest = std::max(own.probability, own.high.value_or(0));
    greatest = std::max(greatest, own.population.value_or(0));
    for (const RiskBand& band : risk.bands)
        if (std::isfinite(band.to) && band.to < 1)
            greatest = std::max(greatest, band.to * 1.5);
    const double end = axis_end(greatest);
    constexpr double left = 16;
    constexpr double right = 624;
    constexpr double top = 44;
    constexpr double bottom = 74;
    const auto x = [&](double share) {
        return left + std::clamp(share / end, 0.0, 1.0) * (right - left);
    };
    std::string svg;
    append_format(
        svg,
        R"(<svg class="plot" viewBox="0 0 640 122" role="img" aria-label="Risk {} on a scale of tiers">)",
        percent(own.probability));
    if (risk.bands.empty())
        append_format(
            svg,
            R"(<rect class="band not_assessed" x="{}" y="{}" width="{}" height="{}"/>)",
            left,
            top,
            right - left,
            bottom - top);
    for (const RiskBand& band : risk.bands) {
        const double from = x(band.from);
        const double to = x(std::min(band.to, end));
        if (to - from < 0.5)
            continue;
        append_format(
            svg,
            R"(<rect class="band {}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>)",
            level_name(band.level),
            from,
            top,
            to - from,
            bottom - top);
        if (fits(band.label, to - from))
            append_format(
                svg,
                R"(<text class="band-name" x="{:.1f}" y="{}">{}</text>)",
                (from + to) / 2,
                bottom - 10,
                escaped(band.label));
    }
    const double step = nice_step(end / 5);
    for (double share = 0; share <= end * 1.0001; share += step)
        append_format(
            svg,
            R"(<line class="axis" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/><text class="tick" x="{0:.1f}" y="{3}">{4}</text>)",
            x(share),
            bottom,
            bottom + 5,
            bottom + 20,
            axis_percent(share));
    if (own.population)
        append_format(
            svg,
            R"(<line class="population" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/><text class="population-name" x="{0:.1f}" y="{3}">average person</text>)",
            x(*own.population),
            top - 4,
            bottom + 24,
            bottom + 38);
    if (own.low && own.high)
        append_format(
            svg,
            R"(<line class="interval" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/>)",
            x(*own.low),
            top - 6,
            x(*own.high),
            top - 6);
    const double mark = x(own.probability);
    const std::string_view anchor = mark < 120 ? "start" : mark > 520 ? "end" : "middle";
    append_format(
        svg,
        R"(<line class="own" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/><path class="person-mark" d="M{0:.1f} {1} l-6 -9 h12 z"/><text class="person-name" x="{0:.1f}" y="{3}" text-anchor="{4}">this person: {5}</text>)",
        mark,
        top - 2,
        bottom,
        top - 18,
        anchor,
        percent(own.probability));
    return svg + "</svg>";
}

std::string risk_curve(const RiskResult& risk) {
    if (risk.curve.size() < 2)
        return {};
    constexpr double left = 58;
    constexpr double right = 520;
    constexpr double top = 18;
    constexpr double bottom = 210;
    const double first_age = risk.curve.front().age;
    const double last_age = risk.curve.back().age;
    double greatest = 0;
    for (const RiskAge& point : risk.curve)
        greatest = std::max({greatest, point.risk, point.population});
    const double end = axis_end(greatest);
    const auto x = [&](double age) {
        return left + (age - first_age) / (last_age - first_age) * (right - left);
    };
    const auto y = [&](double share) { return bottom - share / end * (bottom - top); };
    std::string svg;
    append_format(
        svg,
        R"(<svg class="plot" viewBox="0 0 640 262" role="img" aria-label="Cumulated risk from age {:.0f} to {:.0f}: this person {}, average person {}">)",
        first_age,
        last_age,
        percent(risk.curve.back().risk),
        percent(risk.curve.back().population));
    const double step = nice_step(end / 4);
    for (double share = 0; share <= end * 1.0001; share += step)
        append_format(
            svg,
            R"(<line class="grid" x1="{0}" y1="{1:.1f}" x2="{2}" y2="{1:.1f}"/><text class="tick" x="{3}" y="{4:.1f}" text-anchor="end">{5}</text>)",
            left,
            y(share),
            right,
            left - 8,
            y(share) + 4,
            axis_percent(share));
    const double age_step = last_age - first_age > 24 ? 10 : last_age - first_age > 10 ? 5 : 2;
    for (double age = std::ceil(first_age / age_step) * age_step; age <= last_age; age += age_step)
        append_format(
            svg, R"(<text class="tick" x="{:.1f}" y="{}">{:.0f}</text>)", x(age), bottom + 18, age);
    append_format(
        svg,
        R"(<text class="tick" x="{}" y="{}">age in years</text>)",
        (left + right) / 2,
        bottom + 40);
    const auto path = [&](double RiskAge::*value) {
        std::string points;
        for (const RiskAge& point : risk.curve)
            append_format(
                points,
                "{}{:.1f} {:.1f} ",
                points.empty() ? "M" : "L",
                x(point.age),
                y(point.*value));
        return points;
    };
    append_format(svg, R"(<path class="line-population" d="{}"/>)", path(&RiskAge::population));
    append_format(
        svg,
        R"(<path class="line-person {}" d="{}"/>)",
        level_name(risk.level),
        path(&RiskAge::risk));
    // Names at the ends of the lines, at least a line of text apart.
    double own_y = y(risk.curve.back().risk) + 5;
    double its_y = y(risk.curve.back().population) + 5;
    if (std::abs(own_y - its_y) < 17) {
        const double middle = (own_y + its_y) / 2;
        const double side = own_y <= its_y ? -8.5 : 8.5;
        own_y = middle + side;
        its_y = middle - side;
    }
    append_format(
        svg,
        R"(<text class="end-name" x="{0}" y="{1:.1f}" text-anchor="start">this person</text><text class="tick" x="{0}" y="{2:.1f}" text-anchor="start">average person</text>)",
        right + 8,
        own_y,
        its_y);
    if (risk.absolute) {
        const double age = first_age + risk.absolute->horizon_years;
        if (age <= last_age)
            append_format(
                svg,
                R"(<line class="horizon" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/><circle class="dot" cx="{0:.1f}" cy="{3:.1f}" r="5"/>)",
                x(age),
                top,
                bottom,
                y(risk.absolute->probability));
    }
    return svg + "</svg>";
}

namespace {

/// A part's name as far as there is room left of the bars: without the person's values if they
/// do not fit, then as many characters of UTF-8 as do.
std::string part_label(const std::string& whole) {
    constexpr std::size_t most_bytes = 34;
    if (whole.size() <= most_bytes)
        return whole;
    const std::size_t name_end = whole.find(": ");
    if (name_end <= most_bytes)
        return whole.substr(0, name_end);
    std::size_t end = most_bytes - 1;
    while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0U) == 0x80U)
        --end;
    return whole.substr(0, end) + "…";
}

}  // namespace

std::string risk_waterfall(const RiskResult& risk) {
    if (risk.parts.empty() || !risk.absolute)
        return {};
    // Parts that change nothing are left out; the greatest come first, small ones are summed up.
    std::vector<RiskPart> parts = risk.parts;
    std::ranges::stable_sort(
        parts, std::greater<>{}, [](const RiskPart& part) { return std::abs(part.change); });
    constexpr std::size_t most_lines = 10;
    constexpr double least = 5e-6;
    RiskPart rest{.name = "all others"};
    std::vector<RiskPart> shown;
    for (RiskPart& part : parts)
        if (shown.size() < most_lines && std::abs(part.change) >= least)
            shown.push_back(std::move(part));
        else
            rest.change += part.change;
    if (std::abs(rest.change) >= least)
        shown.push_back(std::move(rest));
    double low = std::min(risk.start_risk, risk.absolute->probability);
    double high = std::max(risk.start_risk, risk.absolute->probability);
    double so_far = risk.start_risk;
    for (const RiskPart& part : shown) {
        so_far += part.change;
        low = std::min(low, so_far);
        high = std::max(high, so_far);
    }
    const double margin = std::max((high - low) * 0.04, 1e-6);
    low = std::max(0.0, low - margin);
    high += margin;
    constexpr double left = 270;
    constexpr double right = 570;
    constexpr double line = 26;
    const auto x = [&](double share) {
        return left + (share - low) / (high - low) * (right - left);
    };
    const double height = line * static_cast<double>(shown.size() + 2) + 12;
    std::string svg;
    append_format(
        svg,
        R"(<svg class="plot waterfall" viewBox="0 0 640 {:.0f}" role="img" aria-label="Parts of the risk: from {} to {}">)",
        height,
        percent(risk.start_risk),
        percent(risk.absolute->probability));
    const auto end_line = [&](std::size_t at, std::string_view name, double share) {
        const double y = line * static_cast<double>(at) + 20;
        append_format(
            svg,
            R"(<text class="part total" x="{}" y="{:.1f}" text-anchor="end">{}</text><circle class="dot" cx="{:.1f}" cy="{:.1f}" r="5"/><text class="part total" x="{:.1f}" y="{:.1f}" text-anchor="start">{}</text>)",
            left - 12,
            y,
            name,
            x(share),
            y - 5,
            x(share) + 10,
            y,
            percent(share));
    };
    end_line(0, risk.start_name.empty() ? "start" : escaped(risk.start_name), risk.start_risk);
    so_far = risk.start_risk;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const RiskPart& part = shown[at];
        const double y = line * static_cast<double>(at + 1) + 20;
        const double next = so_far + part.change;
        const std::string whole = part.value.empty() ? part.name : part.name + ": " + part.value;
        append_format(
            svg,
            R"(<text class="part" x="{}" y="{:.1f}" text-anchor="end">{}<title>{}</title></text><rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="14" rx="2"/><text class="tick" x="{:.1f}" y="{:.1f}" text-anchor="start">{}{}</text>)",
            left - 12,
            y,
            escaped(part_label(whole)),
            escaped(whole),
            part.change > 0 ? "raises" : "lowers",
            std::min(x(so_far), x(next)),
            y - 12,
            std::max(1.0, std::abs(x(next) - x(so_far))),
            std::max(x(so_far), x(next)) + 6,
            y,
            part.change > 0 ? "+" : "−",
            rounded(std::abs(part.change) * 100, 2));
        so_far = next;
    }
    end_line(shown.size() + 1, "this person", risk.absolute->probability);
    return svg + "</svg>";
}

std::string calibration_plot(const CohortCalibration& fit) {
    if (fit.deciles.empty())
        return {};
    double greatest = 0;
    for (const CohortDecile& decile : fit.deciles)
        greatest = std::max({greatest, decile.expected, decile.observed + decile.margin});
    const double end = axis_end(greatest);
    constexpr double left = 70;
    constexpr double right = 410;
    constexpr double top = 14;
    constexpr double bottom = 354;
    const auto x = [&](double share) { return left + share / end * (right - left); };
    const auto y = [&](double share) {
        return bottom - std::clamp(share / end, 0.0, 1.0) * (bottom - top);
    };
    std::string svg =
        R"(<svg class="plot" viewBox="0 0 430 412" role="img" aria-label="Observed against expected share of cases by deciles of risk">)";
    const double step = nice_step(end / 4);
    for (double share = 0; share <= end * 1.0001; share += step)
        append_format(
            svg,
            R"(<line class="grid" x1="{0}" y1="{1:.1f}" x2="{2}" y2="{1:.1f}"/><text class="tick" x="{3}" y="{4:.1f}" text-anchor="end">{5}</text><text class="tick" x="{6:.1f}" y="{7}">{5}</text>)",
            left,
            y(share),
            right,
            left - 8,
            y(share) + 4,
            axis_percent(share),
            x(share),
            bottom + 20);
    append_format(
        svg,
        R"(<line class="line-population" x1="{}" y1="{}" x2="{}" y2="{}"/>)",
        left,
        bottom,
        right,
        top);
    for (const CohortDecile& decile : fit.deciles)
        append_format(
            svg,
            R"(<line class="interval" x1="{0:.1f}" y1="{1:.1f}" x2="{0:.1f}" y2="{2:.1f}"/><circle class="dot" cx="{0:.1f}" cy="{3:.1f}" r="5"/>)",
            x(decile.expected),
            y(decile.observed - decile.margin),
            y(decile.observed + decile.margin),
            y(decile.observed));
    append_format(
        svg,
        R"(<text class="tick" x="{}" y="{}">expected share of cases (observed: upright)</text>)",
        (left + right) / 2,
        bottom + 44);
    return svg + "</svg>";
}

}  // namespace genostrat::report
