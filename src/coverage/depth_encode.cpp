// SPDX-License-Identifier: MIT
#include "coverage/depth_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/coverage/depth_output.hpp>

namespace genostrat::coverage {

namespace {

/// Most digits of a position or depth, with a sign.
constexpr std::size_t most_digits = 11;

char* put(char* at, std::string_view text) noexcept {
    std::memcpy(at, text.data(), text.size());
    return at + text.size();
}

char* put(char* at, std::int32_t number) noexcept {
    return std::to_chars(at, at + most_digits, number).ptr;
}

/// Appends `name begin end value` for every run but the first and the last. A row's begin is the
/// end of the row in front, so that each position becomes digits once.
template <typename PutValue>
void append_between(
    std::span<const Run> runs,
    std::string_view name,
    std::int32_t contig,
    std::size_t most_value_bytes,
    PutValue put_value,
    BedRows& out) {
    if (runs.size() < 3)
        return;
    const std::size_t most_bytes = name.size() + 4 + 2 * most_digits + most_value_bytes;
    const std::size_t n_rows = runs.size() - 2;
    out.text.resize(n_rows * most_bytes);
    char* const text = out.text.data();
    char* at = text;
    char begin_digits[most_digits];
    auto n_digits = static_cast<std::size_t>(put(begin_digits, runs[1].begin) - begin_digits);
    char* group = at;
    std::int32_t group_begin = runs[1].begin;
    for (std::size_t run = 1; run <= n_rows; ++run) {
        const std::int32_t begin = runs[run].begin;
        const std::int32_t end = runs[run + 1].begin;
        char* const row = at;
        at = put(at, name);
        *at++ = '\t';
        std::memcpy(at, begin_digits, most_digits);
        at += n_digits;
        *at++ = '\t';
        char* const end_digits = at;
        at = put(at, end);
        n_digits = static_cast<std::size_t>(at - end_digits);
        std::memcpy(begin_digits, end_digits, most_digits);
        *at++ = '\t';
        char* const after = put_value(at, runs[run].depth);
        if (after == nullptr) {  // no row for this value
            at = row;
            continue;
        }
        at = after;
        *at++ = '\n';
        if (!io::CsiBuilder::same_bin(group_begin, end)) {
            if (row > group)
                out.marks.push_back(
                    {contig,
                     group_begin,
                     begin,
                     static_cast<std::size_t>(group - text),
                     static_cast<std::size_t>(row - text)});
            group = row;
            group_begin = begin;
            if (!io::CsiBuilder::same_bin(begin, end)) {
                out.marks.push_back(
                    {contig,
                     begin,
                     end,
                     static_cast<std::size_t>(row - text),
                     static_cast<std::size_t>(at - text)});
                group = at;
                group_begin = end;
            }
        }
    }
    if (at > group)
        out.marks.push_back(
            {contig,
             group_begin,
             runs[n_rows + 1].begin,
             static_cast<std::size_t>(group - text),
             static_cast<std::size_t>(at - text)});
    out.text.resize(static_cast<std::size_t>(at - text));
}

void keep_ends(std::span<const Run> runs, RunRows& rows) {
    if (runs.empty())
        return;
    rows.ends.push_back(runs.front());
    if (runs.size() == 1)
        return;
    rows.second_begin = runs[1].begin;
    rows.ends.push_back(runs.back());
}

/// Neighbouring runs of one quantize bin become one; `depth` becomes the bin.
std::vector<Run>
quantize(const DepthPlan& plan, std::span<const Run> runs, const PieceRows& piece) {
    std::vector<Run> binned;
    // mosdepth 0.3.3 never looks at the last base: it gets the bin of the one in front.
    const std::int32_t length = static_cast<std::int32_t>(plan.header.contigs.length(piece.contig));
    const bool skips_last = plan.options.rules == Rules::mosdepth && piece.last && length > 1;
    for (const Run& run : runs) {
        if (skips_last && run.begin == length - 1)
            break;
        const std::int32_t bin = plan.bin_of(run.depth);
        if (binned.empty() || binned.back().depth != bin)
            binned.push_back({run.begin, bin});
    }
    return binned;
}

void count_depths(std::span<const Run> runs, PieceRows& piece) {
    DepthStat stat = piece.stat;  // in registers, not in memory
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const std::int32_t end = run + 1 < runs.size() ? runs[run + 1].begin : piece.end;
        const std::int64_t n_bases = std::int64_t{end} - runs[run].begin;
        piece.histogram.add(runs[run].depth, n_bases);
        stat.add(runs[run].depth, n_bases);
    }
    piece.stat = stat;
}

/// Says what is wrong with a region that reaches behind its contig.
void check_region(const DepthPlan& plan, const PieceRows& piece, const BedRegion& region) {
    const std::int64_t length = plan.header.contigs.length(piece.contig);
    const std::string name{plan.header.contigs.name(piece.contig)};
    if (plan.options.rules == Rules::mosdepth) {
        if (region.end > length + 1 && region.begin < region.end)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "a region ends at {}, behind the contig's end ({})", region.end, length),
                {.file = plan.options.by, .contig = name, .pos = region.begin},
                "without --rules mosdepth, bases behind the end count as depth 0"};
        return;
    }
    if (region.end > length)
        log_warning(fmt::format(
            "{}: region {}:{}-{} reaches behind the contig's end ({}): depth 0 there",
            plan.options.by,
            name,
            region.begin,
            region.end,
            length));
}

/// Adds a piece's depths to a region; behind the contig's end mosdepth counts one base of depth 0.
void tally_piece(
    const DepthPlan& plan, const PieceRows& piece, RegionTally& tally, DepthHistogram& histogram) {
    DepthHistogram* const of_bases = plan.regions.is_window() ? nullptr : &histogram;
    const auto first =
        std::ranges::upper_bound(piece.runs, tally.region().begin, {}, [](const Run& run) {
            return std::int64_t{run.begin};
        });
    const auto skipped =
        first == piece.runs.begin() ? 0 : static_cast<std::size_t>(first - piece.runs.begin()) - 1;
    tally.add(std::span{piece.runs}.subspan(skipped), piece.begin, piece.end, of_bases);
    if (piece.last && plan.options.rules == Rules::mosdepth) {
        const Run behind{piece.end, 0};
        tally.add({&behind, 1}, piece.end, std::int64_t{piece.end} + 1, of_bases);
    }
}

void encode_regions(const DepthPlan& plan, PieceRows& piece) {
    const std::int64_t n_regions = plan.regions.size(piece.contig);
    std::int64_t index = piece.begin == 0 ? 0 : plan.regions.first_from(piece.contig, piece.begin);
    for (; index < n_regions; ++index) {
        if (!piece.last && plan.regions.begin_of(piece.contig, index) >= piece.end)
            break;
        const BedRegion region = plan.regions.get(piece.contig, index);
        auto tally =
            std::make_unique<RegionTally>(region, plan.options.thresholds, plan.options.use_median);
        if (!piece.absent) {
            check_region(plan, piece, region);
            tally_piece(plan, piece, *tally, piece.region_histogram);
        }
        const bool complete = piece.last || region.end <= piece.end;
        if (piece.regions.empty() || !complete || piece.regions.back().open != nullptr)
            piece.regions.emplace_back();
        if (complete)
            finish_region(
                plan,
                piece,
                *tally,
                piece.regions.back(),
                piece.region_histogram,
                piece.region_stat);
        else
            piece.regions.back().open = std::move(tally);
    }
}

}  // namespace

void continue_region(
    const DepthPlan& plan, const PieceRows& piece, RegionTally& tally, DepthHistogram& histogram) {
    tally_piece(plan, piece, tally, histogram);
}

void finish_region(
    const DepthPlan& plan,
    const PieceRows& piece,
    const RegionTally& tally,
    RegionRows& rows,
    DepthHistogram& histogram,
    DepthStat& stat) {
    const BedRegion& region = tally.region();
    const std::string_view name = plan.header.contigs.name(piece.contig);
    std::string row = fmt::format("{}\t{}\t{}", name, region.begin, region.end);
    const auto begin = static_cast<std::int32_t>(region.begin);
    const auto end = static_cast<std::int32_t>(region.end);
    if (!plan.options.thresholds.empty()) {
        const std::size_t from = rows.thresholds.text.size();
        rows.thresholds.text.append(row);
        rows.thresholds.text.append("\t");
        rows.thresholds.text.append(region.name.empty() ? "unknown" : region.name);
        for (const std::int64_t count : tally.counts()) {
            rows.thresholds.text.append("\t");
            append_decimal(rows.thresholds.text, count);
        }
        rows.thresholds.text.append("\n");
        rows.thresholds.mark(piece.contig, begin, end, from);
    }
    if (!region.name.empty())
        row.append("\t").append(region.name);
    row += '\t';
    const double value = tally.value();
    append_fixed(row, value, plan.options.precision);
    row += '\n';
    const std::size_t from = rows.regions.text.size();
    rows.regions.text.append(row);
    rows.regions.mark(piece.contig, begin, end, from);
    if (piece.absent)
        return;
    constexpr std::int64_t largest_window_depth = 999;  // mosdepth's bound
    if (plan.regions.is_window())
        histogram.add(std::min(static_cast<std::int64_t>(value + 0.5), largest_window_depth), 1);
    stat.add(tally.stat());
}

PieceRows
encode_piece(const DepthPlan& plan, DepthPiece piece, PagePool& pool, std::vector<Run>& scratch) {
    PieceRows out;
    out.contig = piece.contig;
    out.begin = piece.begin;
    out.end = piece.end;
    out.absent = piece.absent;
    out.last = piece.last;
    std::span<const Run> runs;
    Run constant{piece.begin, piece.carry};
    if (piece.differences != nullptr) {
        const auto n_positions = static_cast<std::size_t>(piece.end - piece.begin);
        scratch.resize(std::size_t{page_positions} + 1);
        const std::size_t n_runs = find_runs(
            std::span{*piece.differences}.first(n_positions), piece.begin, piece.carry, scratch);
        runs = std::span{scratch}.first(n_runs);
        pool.give_back(std::move(piece.differences));
    } else if (piece.end > piece.begin) {
        runs = {&constant, 1};
    }
    if (!piece.absent)
        count_depths(runs, out);
    const std::string_view name = plan.header.contigs.name(piece.contig);
    if (plan.options.per_base) {
        keep_ends(runs, out.per_base);
        append_between(
            runs,
            name,
            piece.contig,
            most_digits,
            [](char* at, std::int32_t depth) { return depth == -1 ? nullptr : put(at, depth); },
            out.per_base.between);
    }
    if (!plan.labels.empty() && !piece.absent) {
        const std::vector<Run> binned = quantize(plan, runs, out);
        std::size_t longest = 0;
        for (const std::string& label : plan.labels)
            longest = std::max(longest, label.size());
        keep_ends(binned, out.quantized);
        append_between(
            binned,
            name,
            piece.contig,
            longest,
            [&plan](char* at, std::int32_t bin) {
                return bin < 0 ? nullptr : put(at, plan.labels[static_cast<std::size_t>(bin)]);
            },
            out.quantized.between);
    }
    if (plan.with_regions()) {
        out.runs.assign(runs.begin(), runs.end());
        encode_regions(plan, out);
    }
    return out;
}

}  // namespace genostrat::coverage
