// SPDX-License-Identifier: MIT
#include "report/plot.hpp"

#include "report/markup.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

// Units of the viewBox.
constexpr double width = 640;
constexpr double left = 16;
constexpr double right = 624;
constexpr double top = 46;
constexpr double bottom = 190;
constexpr double height = 246;
constexpr std::size_t n_bins = 48;

/// The stretch of z that is drawn: -4..4, or more where the person lies outside, up to 8.
struct Axis {
    double low{-4};
    double high{4};

    explicit Axis(double z) {
        low = std::max(-8.0, std::min(low, std::floor(z - 0.5)));
        high = std::min(8.0, std::max(high, std::ceil(z + 0.5)));
    }

    [[nodiscard]] double x(double z) const {
        return left + (std::clamp(z, low, high) - low) / (high - low) * (right - left);
    }
};

void add_bands(std::string& svg, const Axis& axis, std::span<const TierBand> bands) {
    for (const TierBand& band : bands) {
        const double from = axis.x(band.from_z);
        const double to = axis.x(band.to_z);
        if (to - from < 0.5)
            continue;
        fmt::format_to(
            std::back_inserter(svg),
            R"(<rect class="band {}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>)",
            level_name(band.level),
            from,
            top,
            to - from,
            bottom - top);
        // About 6.4 units a letter: a name that is wider than its band would run into the next.
        if (to - from > 6.4 * static_cast<double>(band.label.size()) + 4)
            fmt::format_to(
                std::back_inserter(svg),
                R"(<text class="band-name" x="{:.1f}" y="{}">{}</text>)",
                (from + to) / 2,
                bottom + 34,
                escaped(band.label));
    }
}

std::string curve_points(const Axis& axis) {
    std::string points = fmt::format("M{:.1f} {}", left, bottom);
    constexpr int n_steps = 120;
    for (int step = 0; step <= n_steps; ++step) {
        const double z = axis.low + (axis.high - axis.low) * step / n_steps;
        const double y = bottom - (bottom - top - 8) * std::exp(-z * z / 2);
        fmt::format_to(std::back_inserter(points), " L{:.1f} {:.1f}", axis.x(z), y);
    }
    return points + fmt::format(" L{:.1f} {} Z", right, bottom);
}

void add_bars(std::string& svg, const Axis& axis, const Reference& reference) {
    std::vector<double> z;
    z.reserve(reference.sums.size());
    for (const double sum : reference.sums)
        z.push_back((sum - reference.mean) / reference.sd);
    const std::vector<std::int64_t> counts = histogram(z, axis.low, axis.high, n_bins);
    const auto most =
        static_cast<double>(std::max<std::int64_t>(1, *std::ranges::max_element(counts)));
    const double step = (right - left) / static_cast<double>(n_bins);
    for (std::size_t bin = 0; bin < n_bins; ++bin) {
        if (counts[bin] == 0)
            continue;
        const double bar = (bottom - top - 8) * static_cast<double>(counts[bin]) / most;
        fmt::format_to(
            std::back_inserter(svg),
            R"(<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)",
            left + step * static_cast<double>(bin) + 0.5,
            bottom - bar,
            step - 1,
            bar);
    }
}

void add_axis(std::string& svg, const Axis& axis) {
    fmt::format_to(
        std::back_inserter(svg),
        R"(<line class="axis" x1="{0}" y1="{2}" x2="{1}" y2="{2}"/>)",
        left,
        right,
        bottom);
    const int step = axis.high - axis.low > 10 ? 2 : 1;
    for (int z = static_cast<int>(axis.low); z <= static_cast<int>(axis.high); z += step) {
        const std::string label = z == 0 ? "0" : fmt::format("{:+}", z);
        fmt::format_to(
            std::back_inserter(svg),
            R"(<line class="axis" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/>)"
            R"(<text class="tick" x="{0:.1f}" y="{3}">{4}</text>)",
            axis.x(z),
            bottom,
            bottom + 4,
            bottom + 17,
            label);
    }
    fmt::format_to(
        std::back_inserter(svg),
        R"(<text class="tick" x="{}" y="{}">standard deviations from the average of the reference</text>)",
        width / 2,
        bottom + 51);
}

void add_person(std::string& svg, const Axis& axis, const ScoreResult& score) {
    const double x = axis.x(*score.z);
    const std::string label = score.percentile
                                  ? "this person: " + percentile_words(*score.percentile)
                                  : "this person: " + rounded(*score.z, 3) + " SD";
    // The label stays inside the picture: it hangs to the side where there is room.
    const std::string_view anchor = x < 150 ? "start" : x > width - 150 ? "end" : "middle";
    const double at = anchor == "start" ? left : anchor == "end" ? right : x;
    fmt::format_to(
        std::back_inserter(svg),
        R"(<line class="person" x1="{0:.1f}" y1="{1}" x2="{0:.1f}" y2="{2}"/>)"
        R"(<path class="person-mark" d="M{0:.1f} {1} l-6 -9 h12 z"/>)"
        R"(<text class="person-name" x="{3:.1f}" y="{4}" text-anchor="{5}">{6}</text>)",
        x,
        top - 2,
        bottom,
        at,
        top - 18,
        anchor,
        escaped(label));
}

std::string description_of(const ScoreResult& score) {
    std::string text = fmt::format(
        "This person's score lies {} standard deviations {} the average",
        rounded(std::abs(*score.z), 3),
        *score.z < 0 ? "below" : "above");
    if (score.percentile)
        text += ", at the " + percentile_words(*score.percentile);
    for (const TierBand& band : score.bands)
        if (*score.z >= band.from_z && *score.z < band.to_z)
            text += ", in the tier " + band.label;
    return text + ".";
}

}  // namespace

std::vector<std::int64_t>
histogram(std::span<const double> values, double low, double high, std::size_t n_bins_wanted) {
    std::vector<std::int64_t> counts(n_bins_wanted, 0);
    const auto last = static_cast<double>(n_bins_wanted - 1);
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        const double bin =
            std::floor((value - low) / (high - low) * static_cast<double>(n_bins_wanted));
        ++counts[static_cast<std::size_t>(std::clamp(bin, 0.0, last))];
    }
    return counts;
}

std::string distribution_plot(const ScoreResult& score) {
    if (!score.z || !std::isfinite(*score.z))
        return {};
    const Axis axis{*score.z};
    std::string svg = fmt::format(
        R"(<svg class="plot distribution" viewBox="0 0 {} {}" role="img" aria-label="{}">)",
        width,
        height,
        escaped(description_of(score)));
    add_bands(svg, axis, score.bands);
    if (score.reference.sums.size() >= 20 && score.reference.sd > 0)
        add_bars(svg, axis, score.reference);
    else
        svg += fmt::format(R"(<path class="curve" d="{}"/>)", curve_points(axis));
    add_axis(svg, axis);
    add_person(svg, axis, score);
    return svg + "</svg>";
}

std::string percentile_strip(double percentile, Level level) {
    const double at = 8 + 184 * std::clamp(percentile, 0.0, 100.0) / 100;
    return fmt::format(
        R"(<svg class="strip {0}" viewBox="0 0 200 26" aria-hidden="true">)"
        R"(<rect x="2" y="6" width="196" height="6" rx="3"/><circle cx="{1:.1f}" cy="9" r="6"/>)"
        R"(<text x="2" y="24">lowest</text><text x="100" y="24" text-anchor="middle">middle</text>)"
        R"(<text x="198" y="24" text-anchor="end">highest</text></svg>)",
        level_name(level),
        at);
}

}  // namespace genostrat::report
