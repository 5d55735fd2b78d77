// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/coverage/regions.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::coverage {

namespace {

constexpr std::string_view white_space = " \t\v\r\n\f";

std::string_view strip(std::string_view text) noexcept {
    const std::size_t first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

bool is_comment(std::string_view line, Rules rules) noexcept {
    if (line.starts_with('#') || line.starts_with("track "))
        return true;
    return rules == Rules::genostrat &&
           (line == "track" || line.starts_with("track\t") || line.starts_with("browser"));
}

}  // namespace

bool parse_bed_line(std::string_view line, std::string& contig, BedRegion& region) {
    line = strip(line);
    std::array<std::string_view, 4> columns;
    std::size_t n_columns = 0;
    while (n_columns < columns.size()) {
        const std::size_t tab = line.find('\t');
        columns[n_columns++] = line.substr(0, tab);
        if (tab == std::string_view::npos)
            break;
        line.remove_prefix(tab + 1);
    }
    if (n_columns < 3)
        return false;
    const std::optional<std::int64_t> begin = parse_number<std::int64_t>(columns[1]);
    const std::optional<std::int64_t> end = parse_number<std::int64_t>(columns[2]);
    if (!begin || !end)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "begin is '{}' and end is '{}' but both must be whole numbers",
                columns[1],
                columns[2])};
    if (*begin < 0 || *begin > *end || *end > INT32_MAX)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "region {}-{} but 0 <= begin <= end <= 2147483647 must hold",
                columns[1],
                columns[2])};
    contig = columns[0];
    region = {*begin, *end, n_columns > 3 ? std::string{columns[3]} : std::string{}};
    return true;
}

Regions::Regions(const alignment::Header& header, std::int64_t window) : window_{window} {
    for (std::size_t contig = 0; contig < header.contigs.size(); ++contig)
        lengths_.push_back(header.contigs.length(static_cast<ContigId>(contig)));
}

Regions::Regions(
    const alignment::Header& header, const std::string& path, Rules rules, const std::string& only)
    : contigs_(header.contigs.size()) {
    io::LineReader reader{path};
    std::map<std::string, std::int64_t> unknown;
    std::string_view line;
    std::string contig;
    BedRegion region;
    while (reader.next(line)) {
        if (line.empty() && rules == Rules::mosdepth)
            break;
        if (is_comment(line, rules) || (strip(line).empty() && rules == Rules::genostrat))
            continue;
        try {
            if (!parse_bed_line(line, contig, region)) {
                if (rules == Rules::genostrat)
                    throw Error{
                        ErrorKind::bad_data,
                        "a BED line needs contig, begin and end, separated by tabs"};
                log_warning(fmt::format("skipping bad bed line: {}", strip(line)));
                continue;
            }
        } catch (Error& error) {
            error.add_where(reader.where());
            throw;
        }
        const ContigId id = header.contigs.find(contig);
        if (id == unknown_contig)
            ++unknown[contig];
        else
            contigs_[static_cast<std::size_t>(id)].push_back(region);
    }
    for (std::vector<BedRegion>& regions : contigs_)
        std::ranges::stable_sort(regions, {}, &BedRegion::begin);
    if (only.empty())
        for (const auto& [name, n_regions] : unknown)
            log_warning(fmt::format(
                "{}: contig {} with {} regions is not in the header of {}",
                path,
                name,
                n_regions,
                header.path));
}

std::int64_t Regions::size(std::int32_t contig) const noexcept {
    const auto index = static_cast<std::size_t>(contig);
    if (window_ > 0)
        return (lengths_[index] + window_ - 1) / window_;
    return index < contigs_.size() ? static_cast<std::int64_t>(contigs_[index].size()) : 0;
}

BedRegion Regions::get(std::int32_t contig, std::int64_t index) const {
    const auto id = static_cast<std::size_t>(contig);
    if (window_ > 0)
        return {index * window_, std::min((index + 1) * window_, lengths_[id]), {}};
    return contigs_[id][static_cast<std::size_t>(index)];
}

std::int64_t Regions::begin_of(std::int32_t contig, std::int64_t index) const noexcept {
    if (window_ > 0)
        return index * window_;
    return contigs_[static_cast<std::size_t>(contig)][static_cast<std::size_t>(index)].begin;
}

std::int64_t Regions::first_from(std::int32_t contig, std::int64_t pos) const noexcept {
    if (window_ > 0)
        return std::min((pos + window_ - 1) / window_, size(contig));
    if (contigs_.empty())
        return 0;
    const std::vector<BedRegion>& regions = contigs_[static_cast<std::size_t>(contig)];
    return std::ranges::lower_bound(regions, pos, {}, &BedRegion::begin) - regions.begin();
}

}  // namespace genostrat::coverage
