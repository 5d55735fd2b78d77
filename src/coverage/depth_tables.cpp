// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include <genostrat/coverage/depth_tables.hpp>

namespace genostrat::coverage {

namespace {

// mosdepth's bounds.
constexpr std::int64_t largest_depth = 400'000;
constexpr std::int64_t clamped_depth = 399'990;
constexpr std::int64_t always_printed = 300;
constexpr double smallest_fraction = 8e-5;
constexpr std::int64_t largest_median = 65'535;

}  // namespace

void append_fixed(std::string& out, double value, int precision) {
    const int decimals = precision < 0 ? 6 : precision;
    char bytes[400];
    const auto [end, status] =
        std::to_chars(bytes, bytes + sizeof(bytes), value, std::chars_format::fixed, decimals);
    static_cast<void>(status);
    out.append(bytes, end);
    if (decimals == 0)
        out += '.';
}

void DepthHistogram::add_rare(std::int64_t depth, std::int64_t n_bases) {
    if (depth < 0)
        return;
    if (depth > largest_depth)
        depth = clamped_depth;
    const auto index = static_cast<std::size_t>(depth);
    if (index >= counts_.size())
        counts_.resize(index + 1);
    counts_[index] += n_bases;
}

void DepthHistogram::add(const DepthHistogram& other) {
    if (other.counts_.size() > counts_.size())
        counts_.resize(other.counts_.size());
    for (std::size_t depth = 0; depth < other.counts_.size(); ++depth)
        counts_[depth] += other.counts_[depth];
}

void DepthHistogram::append_rows(std::string& out, std::string_view name, int precision) const {
    std::int64_t sum = 0;
    for (const std::int64_t count : counts_)
        sum += count;
    if (sum < 1)
        return;
    double share = 0;
    for (auto depth = static_cast<std::int64_t>(counts_.size()) - 1; depth >= 0; --depth) {
        const std::int64_t count = counts_[static_cast<std::size_t>(depth)];
        if (depth > always_printed && count == 0)
            continue;
        share += static_cast<double>(count) / static_cast<double>(sum);
        if (share < smallest_fraction)
            continue;
        out.append(name);
        out += fmt::format("\t{}\t", depth);
        append_fixed(out, share, precision);
        out += '\n';
    }
}

void DepthStat::add(const DepthStat& other) noexcept {
    length += other.length;
    bases += other.bases;
    min = std::min(min, other.min);
    max = std::max(max, other.max);
}

void DepthStat::append_row(std::string& out, std::string_view name, int precision) const {
    const double mean = length > 0 ? static_cast<double>(bases) / static_cast<double>(length) : 0.0;
    out.append(name);
    out += fmt::format("\t{}\t{}\t", length, bases);
    append_fixed(out, mean, precision);
    out += fmt::format("\t{}\t{}\n", min == INT32_MAX ? 0 : min, max);
}

RegionTally::RegionTally(BedRegion region, std::span<const std::int64_t> thresholds, bool median)
    : region_{std::move(region)}, thresholds_{thresholds}, median_{median},
      counts_(thresholds.size()) {
}

void RegionTally::add_run(std::int32_t depth, std::int64_t n_bases, DepthHistogram* histogram) {
    stat_.add(depth, n_bases);
    for (std::size_t index = 0; index < thresholds_.size() && depth >= thresholds_[index]; ++index)
        counts_[index] += n_bases;
    if (histogram != nullptr)
        histogram->add(depth, n_bases);
    if (median_) {
        const auto bin =
            static_cast<std::size_t>(std::clamp<std::int64_t>(depth, 0, largest_median));
        if (depth_counts_.size() <= bin)
            depth_counts_.resize(bin + 1);
        depth_counts_[bin] += n_bases;
    } else if (depth != 0) {
        const double share =
            static_cast<double>(depth) / static_cast<double>(region_.end - region_.begin);
        for (std::int64_t base = 0; base < n_bases; ++base)
            mean_ += share;
    }
}

void RegionTally::add(
    std::span<const Run> runs, std::int64_t from, std::int64_t to, DepthHistogram* histogram) {
    from = std::max(from, region_.begin);
    to = std::min(to, region_.end);
    for (std::size_t run = 0; run < runs.size() && from < to; ++run) {
        const std::int64_t end =
            run + 1 < runs.size() ? std::min<std::int64_t>(runs[run + 1].begin, to) : to;
        if (end <= from)
            continue;
        add_run(runs[run].depth, end - from, histogram);
        from = end;
    }
}

double RegionTally::value() const noexcept {
    if (!median_)
        return mean_;
    std::int64_t n_bases = 0;
    for (const std::int64_t count : depth_counts_)
        n_bases += count;
    const std::int64_t wanted = (n_bases + 1) / 2;
    std::int64_t below = 0;
    for (std::size_t depth = 0; depth < depth_counts_.size(); ++depth) {
        below += depth_counts_[depth];
        if (below >= wanted)
            return static_cast<double>(depth);
    }
    return 0;
}

}  // namespace genostrat::coverage
