// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/core.h>

#include <genostrat/genes/codon.hpp>
#include <genostrat/hgvs/convert.hpp>
#include <genostrat/hgvs/genomic_name.hpp>
#include <genostrat/hgvs/shift.hpp>
#include <genostrat/hgvs/transcript_name.hpp>

namespace genostrat::hgvs {
namespace {

constexpr std::int64_t farthest_shift = 10'000;

// A place of a transcript on the genome, or why there is none.
struct FoundPlace {
    std::int64_t base{};
    std::string reason{};
};

// Bases of the intron beside an exon, on the side that `offset` points to; 0 inside of the exon;
// nothing at the transcript's end.
std::optional<std::int64_t> intron_beside(
    const genes::TranscriptRow& row,
    std::span<const genes::ExonRow> exons,
    std::size_t exon,
    std::int64_t into,
    bool behind) {
    if (into != (behind ? exons[exon].length() - 1 : 0))
        return 0;
    const bool upwards = behind == row.forward();
    if (upwards ? exon + 1 == exons.size() : exon == 0)
        return std::nullopt;
    return upwards ? exons[exon + 1].begin - exons[exon].end
                   : exons[exon].begin - exons[exon - 1].end;
}

FoundPlace place_of(
    const genes::GeneModel& model,
    const genes::TranscriptRow& row,
    const WrittenPosition& position,
    bool coding) {
    if (!coding && position.region != WrittenPosition::Region::plain)
        return {.reason = "the place is outside the transcript"};
    std::int64_t cdna = position.number - 1;
    if (coding) {
        if (position.region == WrittenPosition::Region::after_stop)
            cdna = row.coding_end + position.number - 1;
        else if (position.region == WrittenPosition::Region::before_start)
            cdna = row.coding_begin - position.number;
        else
            cdna = row.coding_begin + position.number - 1;
        if (position.region == WrittenPosition::Region::plain && cdna >= row.coding_end)
            return {
                .reason = fmt::format(
                    "the place is outside the coding sequence, which ends with c.{}; behind it are "
                    "c.*1, c.*2, ...",
                    row.coding_end - row.coding_begin)};
    }
    const std::span<const genes::ExonRow> exons = model.exons(row);
    for (std::size_t exon = 0; exon < exons.size(); ++exon) {
        const std::int64_t into = cdna - exons[exon].cdna_begin;
        if (into < 0 || into >= exons[exon].length())
            continue;
        const std::int64_t distance = std::abs(position.offset);
        const auto intron = distance == 0
                                ? std::nullopt
                                : intron_beside(row, exons, exon, into, position.offset > 0);
        if (intron && *intron == 0)
            return {.reason = "an intronic place is counted from the exon's last or first base"};
        if (intron && distance > *intron)
            return {.reason = fmt::format("the intron has {} bases", *intron)};
        return {
            .base = row.forward() ? exons[exon].begin + into + position.offset
                                  : exons[exon].end - 1 - into - position.offset};
    }
    return {.reason = "the place is outside the transcript"};
}

// The change on the genome's forward strand, before normalisation.
struct Change {
    genes::ContigPlace place{};
    std::string contig{};
    Interval span{};
    bool forward{true};
};

Conversion refuse(std::string reason) {
    return {.reason = std::move(reason)};
}

// Left-aligns and puts the base in front.
VcfAlleles normalised(
    const genes::GenomeView& genome,
    const Change& change,
    std::string_view ref,
    std::string_view alt) {
    Interval span = change.span;
    while (!ref.empty() && !alt.empty() && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
        --span.end;
    }
    while (!ref.empty() && !alt.empty() && ref.front() == alt.front()) {
        ref.remove_prefix(1);
        alt.remove_prefix(1);
        ++span.begin;
    }
    VcfAlleles alleles{.contig = change.contig, .pos = span.begin};
    if (!ref.empty() && !alt.empty()) {
        alleles.ref = ref;
        alleles.alt = alt;
        return alleles;
    }
    std::string buffer;
    const std::string_view moving = ref.empty() ? alt : ref;
    const std::int64_t moved =
        count_left_shift(genome, change.place, span, moving, farthest_shift, buffer);
    std::string rotated;
    append_rotated(moving, -moved, rotated);
    alleles.pos = span.begin - moved - 1;
    genome.fetch(change.place, {alleles.pos, alleles.pos + 1}, buffer);
    alleles.ref = buffer + (ref.empty() ? "" : rotated);
    alleles.alt = buffer + (ref.empty() ? rotated : "");
    return alleles;
}

// A substitution inside the CDS by VEP's number.
WrittenPosition renumbered(WrittenPosition position, const genes::TranscriptRow& row) {
    if (position.region == WrittenPosition::Region::plain && position.offset == 0)
        position.number -= row.first_exon_phase;
    return position;
}

Conversion find_change(
    const genes::GenomeView& genome,
    const DnaExpression& expression,
    CodingNumbers numbers,
    Change& change) {
    const genes::GeneModel& model = genome.model();
    if (expression.start.unknown || expression.end.unknown)
        return refuse("the place is not known");
    const std::string_view reference = expression.reference;
    const std::size_t bracket = reference.find('(');
    std::string id{reference.substr(0, bracket)};
    FoundPlace start;
    FoundPlace end;
    if (expression.type == 'g' || expression.type == 'm') {
        change.contig = id;
        change.place = genome.find(id);
        if (change.place.model == unknown_contig && change.place.fasta == unknown_contig)
            return refuse(fmt::format("there is no contig '{}'", id));
        start.base = expression.start.number - 1;
        end.base = expression.end.number - 1;
    } else {
        auto found = model.find_transcripts(id);
        if (found.empty() && bracket != std::string_view::npos && reference.ends_with(')')) {
            // NC_000023.11(NM_004006.2):c.…
            id = reference.substr(bracket + 1, reference.size() - bracket - 2);
            found = model.find_transcripts(id);
        }
        if (found.empty())
            return refuse(fmt::format("there is no transcript '{}'", id));
        const genes::TranscriptRow& row = model.transcript(found.front());
        if ((expression.type == 'c') != row.coding())
            return refuse(
                row.coding() ? "the transcript codes: number by c."
                             : "the transcript does not code: number by n.");
        change.contig = model.contigs().name(row.contig);
        change.place = genome.find(change.contig);
        change.forward = row.forward();
        const bool renumber =
            numbers == CodingNumbers::vep115 && expression.kind == ChangeKind::substitution;
        const auto place = [&](const WrittenPosition& position) {
            return place_of(
                model, row, renumber ? renumbered(position, row) : position, row.coding());
        };
        start = place(expression.start);
        end = place(expression.end);
    }
    for (const FoundPlace& place : {start, end})
        if (!place.reason.empty())
            return refuse(place.reason);
    change.span = {std::min(start.base, end.base), std::max(start.base, end.base) + 1};
    if (change.forward ? start.base > end.base : start.base < end.base)
        return refuse("the end lies before the start");
    return {};
}

}  // namespace

Conversion
to_vcf(const genes::GenomeView& genome, const DnaExpression& expression, CodingNumbers numbers) {
    Change change;
    if (Conversion fault = find_change(genome, expression, numbers, change); !fault.reason.empty())
        return fault;
    const auto on_strand = [&](std::string letters) {
        if (!change.forward)
            genes::reverse_complement(letters);
        return letters;
    };
    std::string ref;
    if (expression.kind == ChangeKind::insertion) {
        if (change.span.length() != 2)
            return refuse("an insertion lies between two neighbouring bases");
        change.span = {change.span.begin + 1, change.span.begin + 1};
    } else if (genome.fetch(change.place, change.span, ref) != change.span) {
        return refuse("the genome is not at hand at this place");
    }
    const std::string stated = on_strand(expression.ref);
    if (!stated.empty() && expression.repeats == 0 && stated != ref)
        return refuse(fmt::format("the reference has {} at this place", on_strand(ref)));
    std::string alt;
    switch (expression.kind) {
    case ChangeKind::none:
        return refuse("nothing is changed");
    case ChangeKind::deletion:
        break;
    case ChangeKind::duplication:
        alt = ref + ref;
        break;
    case ChangeKind::inversion:
        alt = ref;
        genes::reverse_complement(alt);
        break;
    default:
        if (expression.repeats > 0)
            return refuse("a repeat has no alleles without its reference count");
        alt = on_strand(expression.alt);
        break;
    }
    if (alt == ref)
        return refuse("nothing is changed");
    return {.alleles = normalised(genome, change, ref, alt)};
}

std::vector<std::string> to_names(const genes::GenomeView& genome, const VcfAlleles& alleles) {
    std::vector<std::string> names;
    const genes::ContigPlace place = genome.find(alleles.contig);
    std::string_view ref = alleles.ref;
    std::string_view alt = alleles.alt;
    const std::int64_t begin = alleles.pos + clip_common(ref, alt);
    const Interval span{begin, begin + static_cast<std::int64_t>(ref.size())};
    if (ref.empty() && alt.empty())
        return names;
    std::string text;
    GenomicScratch genomic;
    if (append_genomic_name(
            genome,
            place,
            {.contig = alleles.contig,
             .mitochondrial = canonical_contig(alleles.contig) == "MT",
             .span = span,
             .ref = ref,
             .alt = alt,
             .flank = farthest_shift},
            genomic,
            text))
        names.push_back(text);
    std::vector<genes::TranscriptId> found;
    genome.model().locate(place.model, {span.begin - 1, span.end + 1}, found);
    NameScratch scratch;
    std::string buffer;
    for (const genes::TranscriptId id : found) {
        const genes::TranscriptRow& row = genome.model().transcript(id);
        const bool moves = ref.empty() || alt.empty();
        const std::string_view moving = ref.empty() ? alt : ref;
        const auto count = row.forward() ? count_right_shift : count_left_shift;
        const std::int64_t moved =
            moves ? count(genome, place, span, moving, farthest_shift, buffer) : 0;
        std::string rotated;
        append_rotated(alt, moved * row.strand, rotated);
        text.clear();
        if (append_transcript_name(
                genome,
                place,
                row,
                {.span = span, .ref = ref, .alt = rotated, .shift = moved},
                scratch,
                text))
            names.push_back(text);
    }
    return names;
}

}  // namespace genostrat::hgvs
