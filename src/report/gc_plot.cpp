// SPDX-License-Identifier: MIT
#include "report/gc_plot.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace genostrat::report {

namespace {

// Units of the viewBox.
constexpr double gc_left = 40;
constexpr double gc_right = 612;
constexpr double gc_top = 12;
constexpr double gc_bottom = 196;
constexpr double gc_height = 236;
constexpr double most_coverage = 2;
/// Where there are few windows the curve is noise.
constexpr double least_share_of_windows = 1e-4;

double x_of(double percent) {
    return gc_left + percent / 100 * (gc_right - gc_left);
}

double y_of(double coverage) {
    return gc_bottom - std::min(coverage, most_coverage) / most_coverage * (gc_bottom - gc_top);
}

void add_windows(const qc::GcBias& bias, std::string& svg) {
    const auto most = static_cast<double>(*std::ranges::max_element(bias.windows));
    for (std::size_t percent = 0; percent < bias.windows.size(); ++percent) {
        if (bias.windows[percent] == 0)
            continue;
        const double bar =
            (gc_bottom - gc_top) / 3 * static_cast<double>(bias.windows[percent]) / most;
        fmt::format_to(
            std::back_inserter(svg),
            R"(<rect class="bar" x="{:.1f}" y="{:.1f}" width="4.8" height="{:.1f}"/>)",
            x_of(static_cast<double>(percent)) - 2.4,
            gc_bottom - bar,
            bar);
    }
}

void add_coverage(const qc::GcBias& bias, std::string& svg) {
    const double least = least_share_of_windows * static_cast<double>(bias.n_windows());
    std::string points;
    for (std::size_t percent = 0; percent < bias.windows.size(); ++percent)
        if (const double coverage = bias.coverage(percent);
            std::isfinite(coverage) && static_cast<double>(bias.windows[percent]) >= least)
            fmt::format_to(
                std::back_inserter(points),
                "{}{:.1f} {:.1f}",
                points.empty() ? "M" : " L",
                x_of(static_cast<double>(percent)),
                y_of(coverage));
    svg += fmt::format(R"(<path class="line-person typical" d="{}"/>)", points);
}

void add_scales(std::string& svg) {
    for (const double coverage : {0.0, 0.5, 1.0, 1.5, 2.0})
        fmt::format_to(
            std::back_inserter(svg),
            R"(<line class="grid" x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}"/>)"
            R"(<text text-anchor="end" x="{}" y="{:.1f}">{}</text>)",
            gc_left,
            y_of(coverage),
            gc_right,
            y_of(coverage),
            gc_left - 6,
            y_of(coverage) + 4,
            coverage);
    for (int percent = 0; percent <= 100; percent += 20)
        fmt::format_to(
            std::back_inserter(svg),
            R"(<text x="{:.1f}" y="{}">{} %</text>)",
            x_of(percent),
            gc_bottom + 17,
            percent);
    fmt::format_to(
        std::back_inserter(svg),
        R"(<text x="{:.1f}" y="{}">G and C in the window of 100 bases</text>)",
        x_of(50),
        gc_bottom + 36);
}

}  // namespace

std::string gc_section(const qc::GcBias& bias) {
    std::string svg = fmt::format(
        R"(<svg class="plot" role="img" viewBox="0 0 640 {}">)"
        R"(<title>Coverage by GC content</title>)",
        gc_height);
    add_scales(svg);
    add_windows(bias, svg);
    add_coverage(bias, svg);
    return fmt::format(
        "<section><h2>GC bias</h2><p class=\"lead\">Reads a window of the reference, where 1 is "
        "the mean. Against even coverage {:.1f} % of the reads are missing in windows of 50 % G "
        "and C or less, {:.1f} % in those of 50 % or more.</p>{}</svg><p class=\"quiet\">Bars: "
        "how many windows there are. The line stops where they are less than one in 10,000; it is "
        "cut at 2.</p></section>",
        bias.at_dropout(),
        bias.gc_dropout(),
        svg);
}

}  // namespace genostrat::report
