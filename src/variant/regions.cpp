// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/variant/regions.hpp>

namespace genostrat {

namespace {

constexpr std::int64_t contig_end = std::numeric_limits<std::int64_t>::max();

/// `begin-end`, `begin-`, `begin`: 1-based, inclusive; commas within numbers are not accepted.
std::optional<Interval> parse_interval(std::string_view text) {
    const std::size_t dash = text.find('-');
    const auto begin = parse_number<std::int64_t>(text.substr(0, dash));
    if (!begin || *begin < 0)
        return std::nullopt;
    const std::int64_t first = std::max<std::int64_t>(*begin - 1, 0);
    if (dash == std::string_view::npos)
        return Interval{first, *begin};
    if (dash + 1 == text.size())
        return Interval{first, contig_end};
    const auto end = parse_number<std::int64_t>(text.substr(dash + 1));
    if (!end || *end < *begin)
        return std::nullopt;
    return Interval{first, *end};
}

void add_region(std::string_view text, Regions& regions) {
    std::string_view name = text;
    std::string_view interval;
    if (text.starts_with('{')) {
        const std::size_t close = text.find('}');
        name = close == std::string_view::npos ? std::string_view{} : text.substr(1, close - 1);
        interval = close == std::string_view::npos ? std::string_view{} : text.substr(close + 1);
        if (interval.starts_with(':'))
            interval.remove_prefix(1);
    } else if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos) {
        name = text.substr(0, colon);
        interval = text.substr(colon + 1);
    }
    const auto parsed =
        interval.empty() ? std::optional{Interval{0, contig_end}} : parse_interval(interval);
    if (name.empty() || !parsed)
        throw Error{
            ErrorKind::usage,
            fmt::format("'{}' is no region", text),
            {},
            "write chr21, chr21:1000 or chr21:1000-2000 (1-based, both ends included); a contig "
            "name "
            "with a colon stands in braces: {HLA:01}:1-9"};
    regions.add(name, *parsed);
}

bool is_bed(std::string_view path) {
    return path.ends_with(".bed") || path.ends_with(".bed.gz") || path.ends_with(".bed.bgz");
}

bool is_vcf(std::string_view path) {
    return path.ends_with(".vcf") || path.ends_with(".vcf.gz") || path.ends_with(".vcf.bgz");
}

}  // namespace

Regions Regions::parse(std::string_view text) {
    Regions regions;
    for_each_piece(text, ',', [&](std::string_view part) { add_region(part, regions); });
    regions.finish();
    return regions;
}

Regions Regions::read(const std::string& path) {
    Regions regions;
    io::LineReader reader{path};
    std::string_view line;
    const bool zero_based = is_bed(path);
    const bool only_position = is_vcf(path);
    while (reader.next(line)) {
        if (line.empty() || line.starts_with('#') || line.starts_with("track") ||
            line.starts_with("browser"))
            continue;
        const std::vector<std::string_view> fields = split(line, '\t');
        if (fields.size() == 1 && !zero_based) {  // `chr:begin-end`, or a name alone
            add_region(trim_blanks(line), regions);
            continue;
        }
        const bool has_end = fields.size() > 2 && !only_position && !fields[2].empty();
        const auto begin = parse_number<std::int64_t>(fields[1]);
        const auto end = has_end ? parse_number<std::int64_t>(fields[2]) : begin;
        const std::int64_t first = begin.value_or(0) - (zero_based ? 0 : 1);
        if (!begin || !end || first < 0 || *end < first || (zero_based && !has_end))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("'{}' is no region", line),
                reader.where(),
                zero_based ? "BED has contig, begin (0-based) and end, separated by tabs"
                           : "expected contig, position and, where it is one, end (1-based), "
                             "separated by tabs"};
        regions.add(fields[0], {first, *end});
    }
    if (regions.empty())  // no restriction would mean the whole file: not what was asked for
        throw Error{
            ErrorKind::bad_data,
            "the file names no region",
            {.file = path},
            "leave the option out for all rows"};
    regions.finish();
    return regions;
}

void Regions::add(std::string_view contig, Interval interval) {
    auto found = contigs_.find(contig);
    if (found == contigs_.end()) {
        found = contigs_.emplace(contig, std::vector<Interval>{}).first;
        names_.emplace_back(contig);
        aliases_.emplace(canonical_contig(contig), contig);
    }
    found->second.push_back(interval);
}

void Regions::finish() {
    for (auto& [name, intervals] : contigs_) {
        std::ranges::sort(intervals);
        std::size_t n = 0;
        for (const Interval& next : intervals) {
            if (n > 0 && next.begin <= intervals[n - 1].end)
                intervals[n - 1].end = std::max(intervals[n - 1].end, next.end);
            else
                intervals[n++] = next;
        }
        intervals.resize(n);
    }
}

std::span<const Interval> Regions::of(std::string_view contig) const noexcept {
    auto found = contigs_.find(contig);
    if (found == contigs_.end()) {
        const auto alias = aliases_.find(canonical_contig(contig));
        if (alias == aliases_.end())
            return {};
        found = contigs_.find(alias->second);
    }
    return found->second;
}

bool Regions::overlaps(std::string_view contig, Interval interval) const noexcept {
    const std::span<const Interval> own = of(contig);
    const auto next = std::ranges::upper_bound(own, interval.begin, {}, &Interval::end);
    return next != own.end() && next->begin < interval.end;
}

}  // namespace genostrat
