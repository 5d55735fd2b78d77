// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/bed.hpp>

namespace genostrat::io {

namespace {

bool is_word(std::string_view line, std::string_view word) {
    return line.starts_with(word) &&
           (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t');
}

bool is_skipped(std::string_view line) {
    return trim_blanks(line).empty() || line.front() == '#' || is_word(line, "track") ||
           is_word(line, "browser");
}

/// Takes the first field off the line.
std::string_view take_field(std::string_view& line, char separator) {
    if (separator == ' ')
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t end = line.find(separator);
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return field;
}

}  // namespace

BedReader::BedReader(std::string path) : lines_{std::move(path)} {
}

bool BedReader::next(BedRow& row) {
    std::string_view line;
    do {
        if (!lines_.next(line))
            return false;
    } while (is_skipped(line));
    const char separator = line.find('\t') == std::string_view::npos ? ' ' : '\t';
    row.contig = take_field(line, separator);
    const std::string_view begin_text = take_field(line, separator);
    const std::string_view end_text = take_field(line, separator);
    row.rest = line;
    row.name = take_field(line, separator);
    if (row.contig.empty() || begin_text.empty() || end_text.empty())
        throw Error{
            ErrorKind::bad_data,
            "a BED row needs three columns: contig, start and end",
            where(),
            "columns are separated by tabs"};
    const auto begin = parse_number<std::int64_t>(begin_text);
    const auto end = parse_number<std::int64_t>(end_text);
    if (!begin || !end || *begin < 0)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "start '{}' and end '{}' must be whole numbers, 0 or more", begin_text, end_text),
            where(),
            "correct this row"};
    if (*end < *begin)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("end {} lies before start {}", *end, *begin),
            where(),
            "correct this row"};
    row.where = {*begin, *end};
    return true;
}

IntervalSet::IntervalSet(std::span<const Item> items) {
    for (const Item& item : items) {
        const auto contig = static_cast<std::size_t>(contigs_.add(item.contig));
        if (contig == intervals_.size())
            intervals_.emplace_back();
        if (!item.where.empty())
            intervals_[contig].push_back(item.where);
    }
    for (std::vector<Interval>& intervals : intervals_) {
        std::sort(intervals.begin(), intervals.end());
        std::size_t n_kept = 0;
        for (const Interval& interval : intervals) {
            if (n_kept != 0 && interval.begin <= intervals[n_kept - 1].end)
                intervals[n_kept - 1].end = std::max(intervals[n_kept - 1].end, interval.end);
            else
                intervals[n_kept++] = interval;
        }
        intervals.resize(n_kept);
    }
}

IntervalSet IntervalSet::from_bed(const std::string& path) {
    BedReader reader{path};
    std::vector<Item> items;
    BedRow row;
    while (reader.next(row))
        items.push_back({std::string{row.contig}, row.where});
    return IntervalSet{items};
}

std::span<const Interval> IntervalSet::on(std::string_view contig) const noexcept {
    const ContigId id = contigs_.find_alias(contig);
    if (id == unknown_contig)
        return {};
    return intervals_[static_cast<std::size_t>(id)];
}

std::span<const Interval>
IntervalSet::overlapping(std::string_view contig, Interval where) const noexcept {
    return io::overlapping(on(contig), where);
}

bool IntervalSet::overlaps(std::string_view contig, Interval where) const noexcept {
    return !overlapping(contig, where).empty();
}

bool IntervalSet::covers(std::string_view contig, Interval where) const noexcept {
    // Intervals that touch are joined, so a covered stretch lies in one.
    const std::span<const Interval> found = overlapping(contig, where);
    return found.size() == 1 && found[0].begin <= where.begin && where.end <= found[0].end;
}

std::int64_t IntervalSet::n_bases() const noexcept {
    std::int64_t sum = 0;
    for (const std::vector<Interval>& intervals : intervals_) {
        for (const Interval& interval : intervals)
            sum += interval.length();
    }
    return sum;
}

std::size_t IntervalSet::size() const noexcept {
    std::size_t sum = 0;
    for (const std::vector<Interval>& intervals : intervals_)
        sum += intervals.size();
    return sum;
}

std::span<const Interval> overlapping(std::span<const Interval> sorted, Interval where) noexcept {
    if (where.empty())
        return {};
    const auto first =
        std::partition_point(sorted.begin(), sorted.end(), [where](const Interval& interval) {
            return interval.end <= where.begin;
        });
    const auto last = std::partition_point(first, sorted.end(), [where](const Interval& interval) {
        return interval.begin < where.end;
    });
    return {first, last};
}

}  // namespace genostrat::io
