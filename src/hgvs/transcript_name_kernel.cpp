// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/genes/codon.hpp>
#include <genostrat/hgvs/change_kind.hpp>
#include <genostrat/hgvs/transcript_name.hpp>

namespace genostrat::hgvs {
namespace {

using genes::ExonRow;
using genes::TranscriptRow;

// Unspliced transcript coordinates: 0 is the 5'-most base of the span.
Interval to_genome(const TranscriptRow& transcript, Interval own) noexcept {
    return transcript.forward() ? Interval{transcript.begin + own.begin, transcript.begin + own.end}
                                : Interval{transcript.end - own.end, transcript.end - own.begin};
}

Interval from_genome(const TranscriptRow& transcript, Interval where) noexcept {
    return transcript.forward()
               ? Interval{where.begin - transcript.begin, where.end - transcript.begin}
               : Interval{transcript.end - where.end, transcript.end - where.begin};
}

class Namer {
public:
    Namer(
        const genes::GenomeView& genome,
        genes::ContigPlace contig,
        const TranscriptRow& transcript,
        NameScratch& scratch)
        : genome_{genome}, contig_{contig},
          transcript_{transcript}, scratch_{scratch}, exons_{genome.model().exons(transcript)} {}

    bool append(const TranscriptChange& change, std::string& out);

private:
    void fetch(Interval own, std::string& out) const;
    [[nodiscard]] ChangeKind name_insertion(Interval& own);
    [[nodiscard]] bool render_end(std::int64_t own, UtrPositions positions, std::string& out) const;
    void order_ends(UtrPositions positions, bool clipped, Interval own);
    void append_change(
        ChangeKind kind, std::string_view ref, std::string_view alt, std::string& out) const;

    const genes::GenomeView& genome_;
    genes::ContigPlace contig_;
    const TranscriptRow& transcript_;
    NameScratch& scratch_;
    std::span<const ExonRow> exons_;
};

// Bases of the unspliced transcript, on its strand.
void Namer::fetch(Interval own, std::string& out) const {
    genome_.fetch(contig_, to_genome(transcript_, own), out);
    if (!transcript_.forward())
        genes::reverse_complement(out);
}

// An insertion at own.begin: a duplication if the letters stand right after or before it.
ChangeKind Namer::name_insertion(Interval& own) {
    const auto length = static_cast<std::int64_t>(scratch_.alt.size());
    const std::int64_t span = transcript_.end - transcript_.begin;
    if (own.begin + length <= span) {
        fetch({own.begin, own.begin + length}, scratch_.window);
        if (scratch_.window == scratch_.alt) {
            own.end = own.begin + length;
            return ChangeKind::duplication;
        }
    }
    if (own.begin >= length) {
        fetch({own.begin - length, own.begin}, scratch_.window);
        if (scratch_.window == scratch_.alt) {
            own = {own.begin - length, own.begin};
            return ChangeKind::duplication;
        }
    }
    return ChangeKind::insertion;
}

// False where the base has no name: one past the 3' end, except on VEP's minus strand.
bool Namer::render_end(std::int64_t own, UtrPositions positions, std::string& out) const {
    out.clear();
    TranscriptPosition position;
    if (own >= transcript_.end - transcript_.begin) {
        if (positions == UtrPositions::ordered || transcript_.forward())
            return false;
        position = {.number = transcript_.cdna_length, .offset = 1};
    } else {
        const Interval base = to_genome(transcript_, {own, own + 1});
        position = position_of(transcript_, exons_, base.begin);
    }
    append_position(transcript_, position, positions, out);
    return true;
}

struct PrintedNumber {
    std::int64_t number{};
    std::int64_t offset{};
};

// VEP reads the numbers back from the text, without a star.
PrintedNumber read_back(std::string_view text) {
    if (text.starts_with('*'))
        text.remove_prefix(1);
    PrintedNumber read;
    const std::size_t sign = text.find_first_of("+-", 1);
    read.number = parse_number<std::int64_t>(text.substr(0, sign)).value_or(0);
    if (sign != std::string_view::npos) {
        std::string_view offset = text.substr(sign);
        if (offset.front() == '+')
            offset.remove_prefix(1);
        read.offset = parse_number<std::int64_t>(offset).value_or(0);
    }
    return read;
}

// The ends of an insertion are found in the wrong order. VEP puts those right that it sees.
void Namer::order_ends(UtrPositions positions, bool clipped, Interval own) {
    if (own.empty() && (positions == UtrPositions::ordered || !clipped)) {
        std::swap(scratch_.start, scratch_.end);
        return;
    }
    if (positions == UtrPositions::ordered)
        return;
    const PrintedNumber start = read_back(scratch_.start);
    const PrintedNumber end = read_back(scratch_.end);
    const bool later =
        start.number > end.number || (start.number == end.number && start.offset > end.offset);
    if (later && scratch_.end.find('*') == std::string::npos)
        std::swap(scratch_.start, scratch_.end);
}

void Namer::append_change(
    ChangeKind kind, std::string_view ref, std::string_view alt, std::string& out) const {
    out += scratch_.start;
    if (scratch_.end != scratch_.start && kind != ChangeKind::substitution) {
        out += '_';
        out += scratch_.end;
    }
    hgvs::append_change(kind, ref, alt, out);
}

bool Namer::append(const TranscriptChange& change, std::string& out) {
    const bool insertion = change.span.empty();
    if (change.span.begin < transcript_.begin + (insertion ? 1 : 0) ||
        change.span.end > transcript_.end - (insertion ? 1 : 0))
        return false;
    Interval own = from_genome(transcript_, change.span);
    own.begin += change.shift;
    own.end += change.shift;
    if (own.end > transcript_.end - transcript_.begin)
        return false;
    fetch(own, scratch_.ref);
    scratch_.alt.clear();
    if (transcript_.forward())
        scratch_.alt = change.alt;
    else
        genes::append_reverse_complement(change.alt, scratch_.alt);
    ChangeKind kind =
        insertion ? name_insertion(own) : kind_of_replacement(scratch_.ref, scratch_.alt);
    if (kind == ChangeKind::none)
        return false;
    std::string_view ref = scratch_.ref;
    std::string_view alt = scratch_.alt;
    if (kind != ChangeKind::duplication) {
        own.begin += clip_common(ref, alt);
        own.end = own.begin + static_cast<std::int64_t>(ref.size());
        if (ref.size() == 1 && alt.size() == 1)
            kind = ChangeKind::substitution;
        else if (ref.empty())
            kind = ChangeKind::insertion;
        else if (alt.empty())
            kind = ChangeKind::deletion;
    }
    if (change.cds_number >= 0) {
        scratch_.start.clear();
        append_number(scratch_.start, std::int64_t{change.cds_number});
        scratch_.end = scratch_.start;
    } else {
        if (!render_end(own.begin, change.positions, scratch_.start))
            return false;
        if (own.length() == 1)
            scratch_.end = scratch_.start;
        else if (own.end < 1 || !render_end(own.end - 1, change.positions, scratch_.end))
            return false;
        order_ends(change.positions, !insertion, own);
    }
    const genes::GeneModel& model = genome_.model();
    append_versioned_id(model.text(transcript_.id), model.text(transcript_.version), out);
    out += transcript_.coding() ? ":c." : ":n.";
    append_change(kind, ref, alt, out);
    return true;
}

}  // namespace

TranscriptPosition position_of(
    const TranscriptRow& transcript, std::span<const ExonRow> exons, std::int64_t base) noexcept {
    const auto next = std::partition_point(
        exons.begin(), exons.end(), [&](const ExonRow& exon) { return exon.end <= base; });
    const auto number_of = [&](const ExonRow& exon, std::int64_t at) {
        return static_cast<std::int32_t>(
            exon.cdna_begin + 1 + (transcript.forward() ? at - exon.begin : exon.end - 1 - at));
    };
    if (next != exons.end() && next->begin <= base)
        return {.number = number_of(*next, base)};
    // Between two exons; before the first or after the last only in models that are not sound.
    const ExonRow& left = next == exons.begin() ? *next : *(next - 1);
    const ExonRow& right = next == exons.end() ? left : *next;
    const auto from_left = static_cast<std::int32_t>(base - (left.end - 1));
    const auto from_right = static_cast<std::int32_t>(right.begin - base);
    if (transcript.forward())
        return from_left <= from_right
                   ? TranscriptPosition{number_of(left, left.end - 1), from_left}
                   : TranscriptPosition{number_of(right, right.begin), -from_right};
    return from_right <= from_left ? TranscriptPosition{number_of(right, right.begin), from_right}
                                   : TranscriptPosition{number_of(left, left.end - 1), -from_left};
}

void append_position(
    const TranscriptRow& transcript,
    TranscriptPosition position,
    UtrPositions positions,
    std::string& out) {
    bool plus = position.offset > 0;
    if (!transcript.coding()) {
        append_number(out, std::int64_t{position.number});
    } else if (position.number > transcript.coding_end) {
        out += '*';
        append_number(out, std::int64_t{position.number - transcript.coding_end});
    } else if (
        positions == UtrPositions::loose && position.number == transcript.coding_end &&
        position.offset != 0) {
        out += '*';
        plus = false;
    } else {
        const std::int32_t from_start = position.number - transcript.coding_begin;
        append_number(out, std::int64_t{from_start > 0 ? from_start : from_start - 1});
    }
    if (plus)
        out += '+';
    if (position.offset != 0)
        append_number(out, std::int64_t{position.offset});
}

bool append_transcript_name(
    const genes::GenomeView& genome,
    genes::ContigPlace contig,
    const TranscriptRow& transcript,
    const TranscriptChange& change,
    NameScratch& scratch,
    std::string& out) {
    return Namer{genome, contig, transcript, scratch}.append(change, out);
}

void append_versioned_id(std::string_view id, std::string_view version, std::string& out) {
    out += id;
    if (version.empty())
        return;
    constexpr std::string_view second_copy = "_PAR_Y";  // GENCODE: behind the version
    if (id.ends_with(second_copy))
        id.remove_suffix(second_copy.size());
    const std::size_t dot = id.rfind('.');
    const bool has_version = dot != std::string_view::npos && dot + 1 < id.size() &&
                             id.find_first_not_of("0123456789", dot + 1) == std::string_view::npos;
    if (has_version)
        return;
    out += '.';
    out += version;
}

}  // namespace genostrat::hgvs
