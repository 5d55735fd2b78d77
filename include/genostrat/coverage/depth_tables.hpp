// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/coverage/depth_kernel.hpp>
#include <genostrat/coverage/regions.hpp>

namespace genostrat::coverage {

/// Appends a number as C's `%#.*f` prints it, whatever the locale. @param precision  -1: six
void append_fixed(std::string& out, double value, int precision);

/// How many bases have each depth. Negative depths are left out; depths above 400,000 count as
/// 399,990 (mosdepth's bounds).
class DepthHistogram {
public:
    void add(std::int64_t depth, std::int64_t n_bases) {
        if (static_cast<std::uint64_t>(depth) < counts_.size())
            counts_[static_cast<std::size_t>(depth)] += n_bases;
        else
            add_rare(depth, n_bases);
    }

    void add(const DepthHistogram& other);

    void clear() noexcept { counts_.clear(); }

    /// Appends `name depth fraction` rows, from the largest depth down: the share of bases that
    /// have at least this depth.
    void append_rows(std::string& out, std::string_view name, int precision) const;

private:
    void add_rare(std::int64_t depth, std::int64_t n_bases);

    std::vector<std::int64_t> counts_;  ///< at most largest depth + 1 entries
};

/// Length, sum, smallest and largest depth of some bases.
struct DepthStat {
    std::int64_t length{};
    std::int64_t bases{};  ///< sum of depths
    std::int32_t min{INT32_MAX};
    std::int32_t max{};

    void add(std::int32_t depth, std::int64_t n_bases) noexcept {
        length += n_bases;
        bases += depth * n_bases;
        min = depth < min ? depth : min;
        max = depth > max ? depth : max;
    }

    void add(const DepthStat& other) noexcept;

    /// Appends `name length bases mean min max`.
    void append_row(std::string& out, std::string_view name, int precision) const;
};

/// What is counted of one region while its depths go by.
class RegionTally {
public:
    RegionTally(BedRegion region, std::span<const std::int64_t> thresholds, bool median);

    /// Adds the depths of [from, to) that lie in the region. Calls must go up in position: the mean
    /// is a sum of quotients in order, as mosdepth's is.
    /// @param runs  sorted; the run that holds max(from, region.begin) and all behind it
    /// @param histogram  gets the region's bases, too; or null
    void
    add(std::span<const Run> runs, std::int64_t from, std::int64_t to, DepthHistogram* histogram);

    /// Mean, or lower median.
    [[nodiscard]] double value() const noexcept;

    [[nodiscard]] const BedRegion& region() const noexcept { return region_; }

    [[nodiscard]] const DepthStat& stat() const noexcept { return stat_; }

    /// Bases with at least each threshold's depth.
    [[nodiscard]] std::span<const std::int64_t> counts() const noexcept { return counts_; }

private:
    void add_run(std::int32_t depth, std::int64_t n_bases, DepthHistogram* histogram);

    BedRegion region_;
    std::span<const std::int64_t> thresholds_;
    bool median_;
    double mean_{};
    DepthStat stat_;
    std::vector<std::int64_t> counts_;
    std::vector<std::int64_t> depth_counts_;  // for the median
};

}  // namespace genostrat::coverage
