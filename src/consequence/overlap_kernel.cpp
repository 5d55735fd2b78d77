// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/overlap.hpp>

namespace genostrat::consequence {
namespace {

using genes::ExonRow;
using genes::TranscriptRow;

constexpr std::int64_t tiny_intron_length = 13;  // Ensembl's "frameshift intron": at most this
constexpr std::int64_t tiny_intron_reach = 12;

// Index of the first exon that ends after `pos`.
std::size_t first_exon_after(std::span<const ExonRow> exons, std::int64_t pos) noexcept {
    return static_cast<std::size_t>(
        std::partition_point(
            exons.begin(), exons.end(), [&](const ExonRow& exon) { return exon.end <= pos; }) -
        exons.begin());
}

std::int32_t cdna_of(const TranscriptRow& transcript, const ExonRow& exon, std::int64_t base) {
    return exon.cdna_begin + static_cast<std::int32_t>(
                                 transcript.forward() ? base - exon.begin : exon.end - 1 - base);
}

// cDNA coordinate of an exonic base, or PartialRange::undefined.
std::int32_t map_base(
    const TranscriptRow& transcript, std::span<const ExonRow> exons, std::int64_t base) noexcept {
    const std::size_t at = first_exon_after(exons, base);
    if (at == exons.size() || exons[at].begin > base)
        return PartialRange::undefined;
    return cdna_of(transcript, exons[at], base);
}

// An insertion has a coordinate as soon as one of its neighbours is exonic.
void map_insertion(
    const TranscriptRow& transcript,
    std::span<const ExonRow> exons,
    std::int64_t point,
    Mapping& mapping) noexcept {
    const bool forward = transcript.forward();
    const std::int32_t next = map_base(transcript, exons, forward ? point : point - 1);
    std::int32_t at = next;
    if (next == PartialRange::undefined) {
        const std::int32_t before = map_base(transcript, exons, forward ? point - 1 : point);
        if (before == PartialRange::undefined)
            return;
        at = before + 1;
    }
    mapping.cdna = {at, at};
    mapping.cdna_touched = true;
}

void map_bases(
    const TranscriptRow& transcript,
    std::span<const ExonRow> exons,
    Interval span,
    Mapping& mapping) noexcept {
    const std::size_t at = first_exon_after(exons, span.begin);
    mapping.cdna_touched = at < exons.size() && exons[at].begin < span.end;
    if (!mapping.cdna_touched)
        return;
    const std::int64_t first = transcript.forward() ? span.begin : span.end - 1;
    const std::int64_t last = transcript.forward() ? span.end - 1 : span.begin;
    mapping.cdna.begin = map_base(transcript, exons, first);
    const std::int32_t end =
        span.length() == 1 ? mapping.cdna.begin : map_base(transcript, exons, last);
    if (end != PartialRange::undefined)
        mapping.cdna.end = end + 1;
    if (!transcript.coding())
        return;
    const Interval coding = span.intersection({transcript.cds_begin, transcript.cds_end});
    if (coding.empty())
        return;
    const std::size_t exon = first_exon_after(exons, coding.begin);
    mapping.cds_touched = exon < exons.size() && exons[exon].begin < coding.end;
}

void number_residues(Mapping& mapping) noexcept {
    if (mapping.cds.has_begin())
        mapping.protein.begin = mapping.cds.begin / 3;
    if (mapping.cds.has_end())
        mapping.protein.end = (mapping.cds.end + 2) / 3;
}

void number_coding(const TranscriptRow& transcript, bool insertion, Mapping& mapping) noexcept {
    const std::int32_t first = transcript.coding_begin;
    const std::int32_t end = transcript.coding_end;
    const std::int32_t shift = transcript.first_exon_phase - first;
    const PartialRange cdna = mapping.cdna;
    if (insertion) {
        if (!cdna.has_begin() || cdna.begin <= first || cdna.begin >= end)
            return;
        mapping.cds = {cdna.begin + shift, cdna.end + shift};
        mapping.cds_touched = true;
    } else {
        if (cdna.has_begin() && cdna.begin >= first && cdna.begin < end)
            mapping.cds.begin = cdna.begin + shift;
        if (cdna.has_end() && cdna.end > first && cdna.end <= end)
            mapping.cds.end = cdna.end + shift;
    }
    number_residues(mapping);
}

// Coordinate in the CDS as it is read of a base that is read once.
std::int32_t read_once(std::span<const SlippedRow> rows, std::int32_t cdna) noexcept {
    std::int32_t found = PartialRange::undefined;
    for (const SlippedRow& row : rows)
        if (cdna >= row.cdna_begin && cdna < row.cdna_end) {
            if (found != PartialRange::undefined)
                return PartialRange::undefined;
            found = row.cds_begin + cdna - row.cdna_begin;
        }
    return found;
}

void find_introns(
    const TranscriptRow& transcript,
    std::span<const ExonRow> exons,
    Interval span,
    Overlap& overlap) noexcept {
    const Interval around = outer(span);
    const auto n_introns = static_cast<std::int32_t>(exons.size()) - 1;
    const auto near =
        static_cast<std::int32_t>(first_exon_after(exons, around.begin - tiny_intron_reach));
    overlap.n_introns = n_introns;
    overlap.first_intron = std::max(near - 1, 0);
    overlap.end_intron = overlap.first_intron;
    std::int32_t first_hit = -1;
    std::int32_t last_hit = -1;
    for (std::int32_t at = overlap.first_intron; at < n_introns; ++at) {
        const Interval intron = intron_at(exons, at);
        if (intron.begin - 8 >= around.end)
            break;
        overlap.end_intron = at + 1;
        if (intron.empty())
            continue;
        if (hits(around, intron.begin - 3, intron.end + 3)) {
            overlap.intron_gate = true;
            if (hits(span, intron.begin, intron.end)) {
                first_hit = first_hit < 0 ? at : first_hit;
                last_hit = at;
            }
        }
        if (hits(around, intron.begin - 3, intron.begin + 8) ||
            hits(around, intron.end - 8, intron.end + 3))
            overlap.boundary_gate = true;
    }
    if (first_hit >= 0)
        overlap.introns = transcript.forward() ? Ranks{first_hit + 1, last_hit + 1}
                                               : Ranks{n_introns - last_hit, n_introns - first_hit};
}

void find_exons(
    const TranscriptRow& transcript,
    std::span<const ExonRow> exons,
    Interval span,
    Overlap& overlap) noexcept {
    const Interval around = outer(span);
    const std::int64_t reach = transcript.has(genes::flag_tiny_intron) ? tiny_intron_reach : 0;
    std::int32_t first_hit = -1;
    std::int32_t last_hit = -1;
    for (std::size_t at = first_exon_after(exons, around.begin - reach);
         at < exons.size() && exons[at].begin < around.end + reach;
         ++at) {
        overlap.exon_gate = true;
        if (hits(span, exons[at].begin, exons[at].end)) {
            first_hit = first_hit < 0 ? static_cast<std::int32_t>(at) : first_hit;
            last_hit = static_cast<std::int32_t>(at);
        }
    }
    const auto n_exons = static_cast<std::int32_t>(exons.size());
    if (first_hit >= 0)
        overlap.exons = transcript.forward() ? Ranks{first_hit + 1, last_hit + 1}
                                             : Ranks{n_exons - last_hit, n_exons - first_hit};
}

// What add_splice_terms() finds; REGION and the polypyrimidine tract as VEP's code keeps them.
struct SpliceState {
    bool tiny_intron{};
    bool intronic{};
    bool poly_forward{};
    bool poly_reverse{};
    bool start_two{};
    bool end_two{};
    bool fifth_forward{};
    bool fifth_reverse{};
    bool donor_region_forward{};
    bool donor_region_reverse{};
    bool region{};
};

void test_intron(
    Interval run,
    Interval intron,
    Interval around,
    const Rules& rules,
    SpliceState& state) noexcept {
    const std::int64_t begin = intron.begin;
    const std::int64_t end = intron.end;
    const bool is_near = hits(around, begin - 3, end + 3);
    const bool at_boundary = hits(around, begin - 3, begin + 8) || hits(around, end - 8, end + 3);
    if (!is_near && !at_boundary)
        return;
    if (intron.length() <= tiny_intron_length && hits(run, begin, end)) {
        state.tiny_intron = true;
        return;
    }
    const bool insertion = run.empty();
    const auto inserted_at = [&](std::int64_t point) { return insertion && run.begin == point; };
    if (is_near) {
        state.intronic = state.intronic || hits(run, begin + 2, end - 2) ||
                         inserted_at(begin + 2) || inserted_at(end - 2);
        const Interval wide = outer(run);
        state.poly_forward = state.poly_forward || hits(wide, end - 17, end - 2);
        state.poly_reverse = state.poly_reverse || hits(wide, begin + 2, begin + 17);
    }
    if (!at_boundary)
        return;
    state.start_two = state.start_two || hits(run, begin, begin + 2);
    state.end_two = state.end_two || hits(run, end - 2, end);
    state.fifth_forward = state.fifth_forward || hits(run, begin + 4, begin + 5);
    state.fifth_reverse = state.fifth_reverse || hits(run, end - 5, end - 4);
    state.donor_region_forward = state.donor_region_forward || hits(run, begin + 2, begin + 6);
    state.donor_region_reverse = state.donor_region_reverse || hits(run, end - 6, end - 2);
    if (rules.last_run_decides && (state.start_two || state.end_two))
        return;
    const bool region = hits(run, begin + 2, begin + 8) || hits(run, end - 8, end - 2) ||
                        hits(run, begin - 3, begin) || hits(run, end, end + 3) ||
                        inserted_at(begin) || inserted_at(end) || inserted_at(begin + 2) ||
                        inserted_at(end - 2);
    state.region = rules.last_run_decides ? region : state.region || region;
}

// Calls `visit(run)` for each run of changed bases of a block change, else for the whole span.
template <typename Visit>
void for_each_run(const RowVariant& variant, std::string_view alt, Visit visit) {
    const std::string_view ref = variant.ref;
    if (ref.size() < 2 || alt.size() < 2) {
        visit(variant.span);
        return;
    }
    const std::size_t length = std::max(ref.size(), alt.size());
    const auto differs = [&](std::size_t at) {
        return at >= ref.size() || at >= alt.size() || ref[at] != alt[at];
    };
    for (std::size_t at = 0; at < length; ++at) {
        if (!differs(at))
            continue;
        const std::size_t from = at;
        while (at < length && differs(at))
            ++at;
        visit(Interval{
            variant.span.begin + static_cast<std::int64_t>(from),
            variant.span.begin + static_cast<std::int64_t>(at)});
    }
}

}  // namespace

Mapping map_to_transcript(
    const TranscriptRow& transcript, std::span<const ExonRow> exons, Interval span) noexcept {
    Mapping mapping;
    if (span.empty())
        map_insertion(transcript, exons, span.begin, mapping);
    else
        map_bases(transcript, exons, span, mapping);
    if (transcript.coding() && mapping.cdna_touched)
        number_coding(transcript, span.empty(), mapping);
    return mapping;
}

void count_along_rows(std::span<const SlippedRow> rows, Mapping& mapping) noexcept {
    const PartialRange cdna = mapping.cdna;
    const PartialRange contiguous = mapping.cds;
    mapping.cds = {};
    mapping.protein = {};
    if (contiguous.has_begin())
        mapping.cds.begin = read_once(rows, cdna.begin);
    if (contiguous.has_end()) {
        const std::int32_t last = read_once(rows, cdna.end - 1);
        if (last != PartialRange::undefined)
            mapping.cds.end = last + 1;
    }
    const bool insertion = cdna.defined() && cdna.length() == 0;
    // Where bases around the slippage go, nothing is known of the frame.
    if ((insertion && !mapping.cds.defined()) ||
        (mapping.cds.defined() && mapping.cds.length() != cdna.length()))
        mapping.cds = {};
    number_residues(mapping);
}

Overlap overlap_of(
    const TranscriptRow& transcript, std::span<const ExonRow> exons, Interval span) noexcept {
    Overlap overlap;
    overlap.within = hits(span, transcript.begin, transcript.end);
    overlap.complete = span.begin <= transcript.begin && span.end >= transcript.end;
    overlap.n_introns = static_cast<std::int32_t>(exons.size()) - 1;
    if (!overlap.within)
        return overlap;
    find_introns(transcript, exons, span, overlap);
    find_exons(transcript, exons, span, overlap);
    if (!overlap.exon_gate)
        return overlap;
    if (transcript.coding()) {
        const Interval around = outer(span);
        overlap.coding_gate = hits(around, transcript.cds_begin, transcript.cds_end);
        overlap.utr_gate = around.begin < transcript.cds_begin || around.end > transcript.cds_end;
    }
    overlap.mapping = map_to_transcript(transcript, exons, span);
    return overlap;
}

bool add_splice_terms(
    const TranscriptRow& transcript,
    std::span<const ExonRow> exons,
    const Overlap& overlap,
    const RowVariant& variant,
    std::string_view alt,
    const Rules& rules,
    TermSet& terms) noexcept {
    if (!overlap.intron_gate && !overlap.boundary_gate)
        return false;
    SpliceState state;
    const Interval around = outer(variant.span);
    for_each_run(variant, alt, [&](Interval run) {
        for (std::int32_t at = overlap.first_intron; at < overlap.end_intron; ++at) {
            const Interval intron = intron_at(exons, at);
            if (!intron.empty())
                test_intron(run, intron, around, rules, state);
        }
    });
    const bool forward = transcript.forward();
    if (overlap.boundary_gate) {
        const bool donor = forward ? state.start_two : state.end_two;
        const bool acceptor = forward ? state.end_two : state.start_two;
        const bool fifth = forward ? state.fifth_forward : state.fifth_reverse;
        const bool donor_region =
            !fifth && (forward ? state.donor_region_forward : state.donor_region_reverse);
        if (donor)
            terms.add(Term::splice_donor);
        if (acceptor)
            terms.add(Term::splice_acceptor);
        if (fifth)
            terms.add(Term::splice_donor_5th_base);
        if (donor_region)
            terms.add(Term::splice_donor_region);
        if (state.region && !donor && !acceptor && !fifth && !donor_region)
            terms.add(Term::splice_region);
    }
    if (overlap.intron_gate) {
        if (!overlap.exon_gate && (forward ? state.poly_forward : state.poly_reverse))
            terms.add(Term::splice_polypyrimidine_tract);
        if (state.intronic)
            terms.add(Term::intron);
    }
    return state.tiny_intron;
}

}  // namespace genostrat::consequence
