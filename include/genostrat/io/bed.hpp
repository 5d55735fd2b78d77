// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {

/// One row of a BED file; views are valid until the next row is read.
struct BedRow {
    std::string_view contig{};
    Interval where{};
    std::string_view name{};  ///< the fourth column; empty if there is none
    std::string_view rest{};  ///< what follows the third column, without its leading separator
};

/// Reads a BED file (BED specification 1.0) row by row: three columns or more, separated by tabs,
/// or by blanks where the line holds no tab; plain, gzip, BGZF or standard input (`-`). Empty lines
/// and lines that begin with `#`, `track` or `browser` are skipped.
class BedReader {
public:
    /// @throws as LineReader
    explicit BedReader(std::string path);

    /// The next row, or false at the end.
    /// @throws Error{bad_data} for too few columns, a start or end that is no number of 0 or more,
    ///         or an end before the start; as LineReader
    [[nodiscard]] bool next(BedRow& row);

    /// File and line of the last row.
    [[nodiscard]] Where where() const { return lines_.where(); }

private:
    LineReader lines_;
};

/// Stretches of contigs, sorted and without overlaps. Contigs are found by their name, or else by
/// an alias (`chr21` for `21`).
class IntervalSet {
public:
    /// An interval as given, in any order.
    struct Item {
        std::string contig{};
        Interval where{};
    };

    IntervalSet() = default;

    /// Sorts; joins intervals that overlap or touch; drops empty ones.
    explicit IntervalSet(std::span<const Item> items);

    /// The union of a file's rows. @throws as BedReader
    [[nodiscard]] static IntervalSet from_bed(const std::string& path);

    /// The intervals of a contig, in ascending order; empty if it has none.
    [[nodiscard]] std::span<const Interval> on(std::string_view contig) const noexcept;

    /// Those that share at least one base with `where`.
    [[nodiscard]] std::span<const Interval>
    overlapping(std::string_view contig, Interval where) const noexcept;

    /// True if at least one base of `where` is inside.
    [[nodiscard]] bool overlaps(std::string_view contig, Interval where) const noexcept;

    /// True if every base of `where` is inside. @pre !where.empty()
    [[nodiscard]] bool covers(std::string_view contig, Interval where) const noexcept;

    /// Contigs in the order in which they first came.
    [[nodiscard]] const Contigs& contigs() const noexcept { return contigs_; }

    /// Bases in all intervals.
    [[nodiscard]] std::int64_t n_bases() const noexcept;

    /// Number of intervals.
    [[nodiscard]] std::size_t size() const noexcept;

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

private:
    Contigs contigs_;
    std::vector<std::vector<Interval>> intervals_;  // by contig
};

/// Those of `sorted` that share at least one base with `where`.
/// @pre sorted is in ascending order and without overlaps
[[nodiscard]] std::span<const Interval>
overlapping(std::span<const Interval> sorted, Interval where) noexcept;

}  // namespace genostrat::io
