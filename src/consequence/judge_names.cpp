// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/judge.hpp>
#include <genostrat/genes/codon.hpp>
#include <genostrat/hgvs/change_kind.hpp>
#include <genostrat/hgvs/shift.hpp>

// The HGVS names of an effect: how far the 3' rule moves a change, and what it is called there.
namespace genostrat::consequence {
namespace {

constexpr std::int64_t transcript_flank = 1000;  // bases VEP looks at for the 3' shift
constexpr std::int64_t whole_flank = 100'000;    // no repeat is longer that a row could tell

struct NamedBlock {
    Interval span{};
    std::string_view ref{};
    std::string_view alt{};
};

// A block without the bases that REF and ALT share at its ends.
NamedBlock trimmed(NamedBlock block) {
    if (block.ref.size() != block.alt.size() || block.ref == block.alt)
        return block;
    block.span.begin += hgvs::clip_common(block.ref, block.alt);
    block.span.end = block.span.begin + static_cast<std::int64_t>(block.ref.size());
    return block;
}

}  // namespace

std::int64_t genomic_flank(const RowVariant& variant) noexcept {
    std::int64_t flank = 100;
    const auto widen = [&](std::string_view allele) {
        if (allele.size() > 50)
            flank = static_cast<std::int64_t>(allele.size()) + 50;
    };
    widen(variant.ref);
    for (const RowAllele& allele : variant.alleles)
        widen(allele.text);
    return flank;
}

bool Judge::needs_shift() const noexcept {
    const bool shifts =
        variant_->row_class == RowClass::insertion || variant_->row_class == RowClass::deletion;
    return shifts && (options_.transcript_names || options_.protein_names);
}

std::int64_t Judge::shift_of(const RowAllele& allele) {
    AlleleShift& known = shifts_[static_cast<std::size_t>(&allele - variant_->alleles.data())];
    std::optional<std::int64_t>& shift = row_->forward() ? known.right : known.left;
    if (!shift) {
        const std::string_view moving = variant_->is_insertion() ? allele.text : variant_->ref;
        const std::int64_t flank = rules_.short_window ? transcript_flank : whole_flank;
        const std::int64_t limit =
            hgvs::shift_limit(flank, static_cast<std::int64_t>(moving.size()));
        const auto count = row_->forward() ? hgvs::count_right_shift : hgvs::count_left_shift;
        shift = count(*genome_, contig_, variant_->span, moving, limit, scratch_);
    }
    return *shift;
}

// Where a deletion is looked at for its protein name: at its most 3' place, unless it reaches out
// of the CDS there and can be written inside.
std::int64_t Judge::shift_inside_cds(std::int64_t shift) {
    if (!row_->coding() || variant_->row_class != RowClass::deletion || !options_.protein_names)
        return row_->coding() ? shift : 0;
    const Interval span = variant_->span;
    const std::int64_t moved = shift * row_->strand;
    const std::int64_t outside =
        row_->forward() ? span.end + moved - row_->cds_end : row_->cds_begin - (span.begin + moved);
    if (outside <= 0 || outside >= span.length())
        return shift;
    const std::int64_t inside = shift - outside;
    if (inside >= 0)
        return inside;
    const auto count = row_->forward() ? hgvs::count_left_shift : hgvs::count_right_shift;
    const std::int64_t back = count(*genome_, contig_, span, variant_->ref, -inside, scratch_);
    return back == -inside ? inside : shift;
}

void Judge::name_on_transcript(std::int64_t shift, Effect& effect) {
    const RowAllele& allele = *effect.allele;
    if (!options_.transcript_names || !genes::is_plain_dna(allele.text))
        return;
    NamedBlock block{variant_->span, variant_->ref, allele.text};
    if (!rules_.untrimmed_block)
        block = trimmed(block);
    hgvs::TranscriptChange change;
    change.span = block.span;
    change.ref = block.ref;
    change.alt = block.alt;
    change.shift = shift;
    change.positions =
        rules_.loose_utr_positions ? hgvs::UtrPositions::loose : hgvs::UtrPositions::ordered;
    if (shift != 0 && !allele.text.empty()) {
        rotated_.clear();
        hgvs::append_rotated(allele.text, shift * row_->strand, rotated_);
        change.alt = rotated_;
    }
    const std::int64_t edge = block.span.empty() ? 1 : 0;
    const bool inside =
        block.span.begin >= row_->begin + edge && block.span.end <= row_->end - edge;
    if (!rules_.protein_where_written && !inside) {
        const bool behind = block.span.empty() && shift == 0;  // from the last base on
        change.span = span_at(behind ? -1 : shift);
        change.shift = behind ? 1 : 0;
    }
    if (rules_.snv_numbering && variant_->row_class == RowClass::snp && overlap_.exon_gate &&
        overlap_.mapping.cds.has_begin())
        change.cds_number = overlap_.mapping.cds.begin + 1;
    hgvs::append_transcript_name(*genome_, contig_, *row_, change, name_scratch_, effect.hgvsc);
}

// An insertion or deletion `gap` bases before the transcript that the 3' rule moves into it.
void Judge::name_outside(std::int64_t gap, Effect& effect) {
    const std::int64_t shift = shift_of(*effect.allele);
    if (shift <= gap)
        return;
    exons_ = model_->exons(*row_);
    name_on_transcript(shift, effect);
    name_protein_as_transcript(shift_inside_cds(shift), effect);
    note_shift(shift, effect);
}

// The change as it would be judged where HGVSc has it, so that all ways to write it get one name.
void Judge::name_protein_as_transcript(std::int64_t shift, Effect& effect) {
    const std::string_view text = effect.allele->text;
    const bool may_shrink =
        variant_->span.length() > 1 && effect.hgvsp.empty() && !rules_.untrimmed_block;
    if (!options_.protein_names || rules_.protein_where_written || !row_->coding() ||
        (shift == 0 && !may_shrink) || !genes::is_plain_dna(text))
        return;
    if (shift != 0) {
        rotated_.clear();
        hgvs::append_rotated(text, shift * row_->strand, rotated_);
        name_protein_at(span_at(shift), rotated_, effect);
    } else if (const NamedBlock block = trimmed({variant_->span, variant_->ref, text});
               block.span.length() != variant_->span.length()) {
        name_protein_at(block.span, block.alt, effect);
    }
}

void Judge::name_protein_at(const Interval& span, std::string_view bases, Effect& effect) {
    Overlap overlap = overlap_of(*row_, exons_, span);
    if (!overlap.coding_gate)
        return;
    sequence_ = &sequences_.get(row_id_);
    if (!sequence_->slipped.empty())
        count_along_rows(sequence_->slipped, overlap.mapping);
    const CodingTranscript coding = coding_transcript();
    const CodingAllele judged = coding_allele(span.length(), bases, overlap.mapping.cdna);
    CodonChange& change = shifted_change_;
    change.cds = overlap.mapping.cds;
    change.protein = overlap.mapping.protein;
    fill_reference(coding, judged.ref_plain, change);
    fill_alternative(coding, alt_, judged.alt_plain, judged.alt_is_dna, change);
    const CodingFacts facts = judge_coding(
        coding, judged, change, overlap.complete, overlap.mapping.cds_touched, scratch_);
    name_protein({coding, exons_, span, judged, facts, 0}, change, effect);
}

void Judge::name_protein(const ProteinChange& input, CodonChange& change, Effect& effect) {
    scratch_.clear();
    if (!append_protein_name(input, change, options_.protein_style, protein_scratch_, scratch_))
        return;
    append_protein_prefix(*model_, *row_, rules_, effect.hgvsp);
    effect.hgvsp += scratch_;
}

std::string_view Judge::genomic_name(
    const RowVariant& variant,
    const RowAllele& allele,
    genes::ContigPlace contig,
    std::string_view contig_name) {
    genomic_name_.clear();
    NamedBlock block{variant.span, variant.ref, allele.text};
    if (!rules_.untrimmed_block && variant.single)
        block = trimmed(block);
    hgvs::append_genomic_name(
        *genome_,
        contig,
        {.contig = contig_name,
         .mitochondrial = rules_.standard_table_only ? contig_name == "MT"
                                                     : canonical_contig(contig_name) == "MT",
         .span = block.span,
         .ref = block.ref,
         .alt = block.alt,
         .flank = rules_.short_window ? genomic_flank(variant) : whole_flank,
         .untrimmed = rules_.untrimmed_hgvsg && !variant.single,
         .dash_for_deleted_base = rules_.untrimmed_hgvsg},
        genomic_scratch_,
        genomic_name_);
    return genomic_name_;
}

}  // namespace genostrat::consequence
