// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/overlap.hpp>
#include <genostrat/consequence/structural.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

struct NamedType {
    std::string_view symbol;
    StructuralKind kind;
    std::string_view name;
};

// Class names as VEP prints them in Allele.
constexpr NamedType known[] = {
    {"DEL", StructuralKind::deletion, "deletion"},
    {"DUP", StructuralKind::duplication, "duplication"},
    {"TDUP", StructuralKind::duplication, "tandem_duplication"},
    {"INS", StructuralKind::insertion, "insertion"},
    {"INV", StructuralKind::inversion, "inversion"},
    {"CNV", StructuralKind::copy_number, "copy_number_variation"},
    {"CN", StructuralKind::copy_number, "copy_number_variation"},
    {"STR", StructuralKind::tandem_repeat, "short_tandem_repeat_variation"}};

void add_coding_terms(
    const genes::TranscriptRow& row, const Overlap& overlap, Interval span, TermSet& terms) {
    if (!overlap.complete && overlap.coding_gate && overlap.mapping.cds_touched)
        terms.add(Term::coding_sequence);
    if (!overlap.utr_gate || !overlap.mapping.cdna_touched)
        return;
    const bool low = hits(span, row.begin, row.cds_begin);
    const bool high = hits(span, row.cds_end, row.end);
    if (row.forward() ? low : high)
        terms.add(Term::five_prime_utr);
    if (row.forward() ? high : low)
        terms.add(Term::three_prime_utr);
}

}  // namespace

bool StructuralAllele::is_loss() const noexcept {
    return kind == StructuralKind::deletion ||
           (kind == StructuralKind::copy_number && copies && *copies < 2);
}

bool StructuralAllele::is_gain() const noexcept {
    return kind == StructuralKind::duplication ||
           (kind == StructuralKind::copy_number && copies && *copies > 2);
}

std::optional<StructuralAllele> read_structural(
    std::int64_t pos0,
    std::size_t ref_length,
    std::string_view alt,
    std::int32_t number,
    std::optional<std::int64_t> end,
    std::optional<std::int64_t> length,
    std::optional<std::int32_t> copies) {
    StructuralAllele allele;
    allele.number = number;
    allele.copies = copies;
    const AlleleKind kind = allele_kind(alt);
    if (kind == AlleleKind::breakend) {
        allele.kind = StructuralKind::breakend;
        allele.name = "chromosome_breakpoint";
        allele.span = {pos0 + 1, pos0 + 1};
        return allele;
    }
    if (kind != AlleleKind::symbolic || alt.size() < 3)
        return std::nullopt;
    const std::string_view type = alt.substr(1, alt.size() - 2);
    const std::string_view main = type.substr(0, type.find(':'));
    const auto is_copies = [&] {
        return main.size() > 2 && main.starts_with("CN") && main != "CNV";
    };
    const NamedType* found =
        std::find_if(std::begin(known), std::end(known), [&](const NamedType& one) {
            return one.symbol == main || (is_copies() && one.symbol == "CN");
        });
    if (found == std::end(known))
        return std::nullopt;
    allele.kind = found->kind;
    allele.name = type == "DUP:TANDEM" ? std::string_view{"tandem_duplication"} : found->name;
    if (is_copies())
        if (const auto told = parse_number<std::int32_t>(main.substr(2)))
            allele.copies = told;
    const std::int64_t begin = pos0 + 1;  // POS is the base before the event
    if (allele.kind == StructuralKind::insertion)
        allele.span = {begin, begin};
    else if (end && *end > begin)
        allele.span = {begin, *end};
    else if (length && *length != 0)
        allele.span = {begin, begin + (*length < 0 ? -*length : *length)};
    else
        allele.span = {begin, std::max(begin + 1, pos0 + static_cast<std::int64_t>(ref_length))};
    return allele;
}

StructuralEffect judge_structural(
    const genes::GeneModel& model, genes::TranscriptId transcript, const StructuralAllele& allele) {
    const genes::TranscriptRow& row = model.transcript(transcript);
    const auto exons = model.exons(row);
    const Interval span = allele.span;
    const Interval own{row.begin, row.end};
    StructuralEffect effect;
    effect.transcript = transcript;
    effect.n_exons = static_cast<std::int32_t>(row.n_exons);
    if (!hits(span, row.begin, row.end)) {
        const bool before = span.end <= row.begin;
        effect.terms.add(before == row.forward() ? Term::upstream_gene : Term::downstream_gene);
        effect.distance = before ? row.begin + 1 - span.end : span.begin + 1 - row.end;
        effect.distance = std::max<std::int64_t>(effect.distance, 0);
        return effect;
    }
    const Interval shared = span.intersection(own);
    effect.overlap_bases = std::max<std::int64_t>(shared.length(), 0);
    effect.overlap_percent =
        100.0 * static_cast<double>(effect.overlap_bases) / static_cast<double>(own.length());
    const Overlap overlap = overlap_of(row, exons, span);
    effect.exons = overlap.exons;
    effect.introns = overlap.introns;
    const bool complete = overlap.complete;
    if (complete && allele.is_loss()) {
        effect.terms.add(Term::transcript_ablation);
        return effect;
    }
    if (complete && allele.is_gain()) {
        effect.terms.add(Term::transcript_amplification);
        return effect;
    }
    // VEP's feature_elongation: a gain or insertion inside the feature; feature_truncation: a loss
    // that takes a part of it.
    const bool inside = span.begin >= own.begin && span.end <= own.end;
    if (inside && (allele.is_gain() || allele.kind == StructuralKind::insertion))
        effect.terms.add(Term::feature_elongation);
    if (!complete && allele.is_loss())
        effect.terms.add(Term::feature_truncation);
    if (overlap.introns.first > 0)
        effect.terms.add(Term::intron);
    const bool protein_coding = row.has(genes::flag_protein_coding);
    if (row.coding()) {
        if (complete && protein_coding)
            effect.terms.add(Term::coding_transcript);
        add_coding_terms(row, overlap, span, effect.terms);
    } else if (!protein_coding) {
        effect.terms.add(
            !complete && overlap.exons.first > 0 ? Term::non_coding_transcript_exon
                                                 : Term::non_coding_transcript);
    }
    if (row.has(genes::flag_nmd))
        effect.terms.add(Term::nmd_transcript);
    if (effect.terms.empty())
        effect.terms.add(Term::intergenic);
    return effect;
}

}  // namespace genostrat::consequence
