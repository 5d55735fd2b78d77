// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include <genostrat/core/error.hpp>
#include <genostrat/coverage/read_spans.hpp>

namespace genostrat::coverage {

namespace {

using alignment::Cigar;
using alignment::CigarElement;
using alignment::CigarOp;
using alignment::Record;
namespace flag = alignment::flag;

constexpr std::int64_t largest_pos = INT32_MAX;

/// Multiply and fold eight bytes at a time: names of 30 to 40 letters take about 5 ns.
std::uint64_t hash_name(std::string_view name) noexcept {
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15;
    std::uint64_t hash = name.size() * factor;
    std::size_t at = 0;
    for (; at + 8 <= name.size(); at += 8) {
        std::uint64_t piece{};
        std::memcpy(&piece, name.data() + at, 8);
        hash = (hash ^ piece) * factor;
        hash ^= hash >> 32;
    }
    std::uint64_t rest{};
    std::memcpy(&rest, name.data() + at, name.size() - at);
    hash = (hash ^ rest) * factor;
    return hash ^ hash >> 29;
}

bool passes(const Record& record, const ReadFilter& filter) {
    if (record.mapping_quality() < filter.min_mapping_quality)
        return false;
    if (record.has(filter.exclude_flags))
        return false;
    if (filter.include_flags != 0 && !record.has(filter.include_flags))
        return false;
    if (filter.read_groups.empty())
        return true;
    const std::optional<std::string_view> group = record.text_tag("RG");
    return group && std::ranges::find(filter.read_groups, *group) != filter.read_groups.end();
}

MateRole role_of(const Record& record, std::int64_t end) noexcept {
    const std::uint16_t flags = record.flags();
    if ((flags & flag::proper_pair) == 0 || (flags & flag::supplementary) != 0)
        return MateRole::none;
    const bool reaches_mate = record.contig() == record.mate_contig() && end > record.mate_pos();
    if (reaches_mate && record.pos() < record.mate_pos())
        return MateRole::remember;
    if (reaches_mate && record.pos() == record.mate_pos())
        return MateRole::remember_unless_seen;
    return MateRole::take;
}

/// True for the left one of two properly paired mates, which stands for their fragment.
bool is_left_mate(const Record& record) noexcept {
    const std::uint16_t flags = record.flags();
    constexpr std::uint16_t excluded = flag::secondary | flag::supplementary | flag::mate_unmapped;
    return (flags & flag::proper_pair) != 0 && (flags & excluded) == 0 &&
           record.contig() == record.mate_contig() && record.template_length() > 0;
}

std::int32_t limited(std::int64_t pos) noexcept {
    return static_cast<std::int32_t>(std::min(pos, largest_pos));
}

void append_read(const Record& record, DepthMode mode, ReadSpans& out) {
    if (mode == DepthMode::fragment && !is_left_mate(record))
        return;
    // Filled in place: a copy of members just written waits for them (store forwarding).
    PlacedRead& read = out.reads.emplace_back();
    read.pos = record.pos();
    read.first_span = static_cast<std::uint32_t>(out.spans.size());
    const bool unmapped = record.has(flag::unmapped);
    const Cigar cigar = record.cigar();
    // Nearly all reads of short-read sequencers have one operation.
    const bool simple = !unmapped && cigar.size() == 1 && cigar[0].op == CigarOp::match;
    const std::int64_t end =
        simple ? record.pos() + std::int64_t{std::max(cigar[0].length, 1U)} : record.end();
    read.end = limited(end);
    read.one_operation = cigar.size() == 1;
    if (mode == DepthMode::fragment) {
        out.spans.push_back({read.pos, limited(std::int64_t{read.pos} + record.template_length())});
    } else if (mode == DepthMode::fast || (simple && cigar[0].length > 0)) {
        out.spans.push_back({read.pos, read.end});
    } else {
        append_aligned_spans(read.pos, cigar, out.spans);
    }
    read.n_spans = static_cast<std::uint32_t>(out.spans.size()) - read.first_span;
    if (mode == DepthMode::bases)
        read.role = role_of(record, end);
    if (read.role != MateRole::none) {
        read.name = record.name();
        read.name_hash = hash_name(read.name);
    }
}

}  // namespace

void ReadSpans::clear() noexcept {
    contigs.clear();
    reads.clear();
    spans.clear();
}

void append_aligned_spans(std::int64_t pos, const Cigar& cigar, std::vector<Span>& spans) {
    const std::size_t before = spans.size();
    for (std::uint32_t index = 0; index < cigar.size(); ++index) {
        const CigarElement element = cigar[index];
        if (!element.consumes_reference())
            continue;
        const std::int64_t end = pos + element.length;
        if (element.aligns() && element.length > 0) {
            if (spans.size() > before && spans.back().end == limited(pos))
                spans.back().end = limited(end);
            else
                spans.push_back({limited(pos), limited(end)});
        }
        pos = end;
    }
}

void collect_spans(
    const alignment::AlignmentBatch& batch,
    const ReadFilter& filter,
    DepthMode mode,
    ReadSpans& out) {
    out.clear();
    const std::size_t n_records = batch.n_records();
    for (std::size_t index = 0; index < n_records; ++index) {
        const Record record = batch.record(index);
        const std::int32_t contig = record.contig();
        const std::int32_t pos = record.pos();
        if (contig < 0 || pos < 0)
            continue;
        if (out.contigs.empty() || out.contigs.back().contig != contig)
            out.contigs.push_back(
                {.contig = contig,
                 .first_read = static_cast<std::uint32_t>(out.reads.size()),
                 .first_pos = pos,
                 .last_pos = pos});
        ContigReads& reads = out.contigs.back();
        if (pos < reads.last_pos)
            throw Error{
                ErrorKind::bad_data,
                "the reads are not sorted by position",
                {.pos = pos},
                "sort the file: `samtools sort --write-index`"};
        reads.last_pos = pos;
        ++reads.n_records;
        if (passes(record, filter))
            append_read(record, mode, out);
        reads.n_reads = static_cast<std::uint32_t>(out.reads.size()) - reads.first_read;
    }
}

}  // namespace genostrat::coverage
