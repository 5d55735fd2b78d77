// SPDX-License-Identifier: MIT
#include "consequence/protein_namer.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/genes/codon.hpp>
#include <genostrat/hgvs/shift.hpp>
#include <genostrat/hgvs/transcript_name.hpp>

namespace genostrat::consequence {

// The allele's letters after the shift, on the transcript's strand.
void ProteinNamer::rotate_alt() {
    const std::string_view alt = input_.allele.alt;
    const auto length = static_cast<std::int64_t>(alt.size());
    scratch_.alt.clear();
    if (rules_.wrong_rotation && !transcript_.row.forward() && input_.shift > length)
        scratch_.alt = alt;
    else
        hgvs::append_rotated(alt, input_.shift, scratch_.alt);
}

// Codons where the allele comes to lie after the shift; null where it has no place there.
const CodonChange* ProteinNamer::place(CodonChange& change) {
    moved_ = input_.shift != 0;
    if (!moved_)
        return change.protein.defined() ? &change : nullptr;
    const std::int64_t moved = input_.shift * transcript_.row.strand;
    Mapping mapping = map_to_transcript(
        transcript_.row, input_.exons, {input_.span.begin + moved, input_.span.end + moved});
    if (!transcript_.sequence.slipped.empty())
        count_along_rows(transcript_.sequence.slipped, mapping);
    CodonChange& shifted = scratch_.shifted;
    shifted.cds = mapping.cds;
    shifted.protein = mapping.protein;
    if (rules_.leaked_state)
        change.protein = mapping.protein;
    if (!mapping.protein.defined()) {
        // Moved out of the CDS. VEP gives no name; the change is as well where it was found.
        if (rules_.raw_protein_names || !change.protein.defined())
            return nullptr;
        moved_ = false;
        return &change;
    }
    rotate_alt();
    fill_reference(transcript_, input_.allele.ref_plain, shifted);
    fill_alternative(
        transcript_, scratch_.alt, input_.allele.alt_plain, input_.allele.alt_is_dna, shifted);
    if (rules_.leaked_state) {
        change.cds = shifted.cds;
        change.has_ref_codon = shifted.has_ref_codon;
        change.has_ref_peptide = shifted.has_ref_peptide;
        change.ref_codon = shifted.ref_codon;
        change.ref_peptide = shifted.ref_peptide;
    }
    return &shifted;
}

// Takes off what both share; two stops at the head end it, and nothing is taken off.
void ProteinNamer::clip() {
    std::string_view ref = ref_;
    std::string_view alt = alt_;
    std::int64_t start = start_;
    std::int64_t end = end_;
    while (!ref.empty() && !alt.empty() && ref.front() == alt.front()) {
        if (ref.front() == '*')
            return;
        ref.remove_prefix(1);
        alt.remove_prefix(1);
        ++start;
    }
    while (!ref.empty() && !alt.empty() && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
        --end;
    }
    start_ = start;
    end_ = end;
    const std::string clipped_ref{ref};
    alt_ = std::string{alt};
    ref_ = clipped_ref;
}

void ProteinNamer::translate_edited(const CodonChange& change) {
    if (edited_known_)
        return;
    edited_known_ = true;
    const TranscriptSequence& sequence = transcript_.sequence;
    const std::string_view alt = moved_ ? std::string_view{scratch_.alt} : input_.allele.alt;
    scratch_.edited_cds.clear();
    const auto length = static_cast<std::int64_t>(
        sequence.cds.size() + alt.size() + sequence.three_prime_utr.size());
    append_edited_cds(sequence, change.cds, alt, 0, length, scratch_.edited_cds);
    scratch_.edited_protein.clear();
    genes::translate(scratch_.edited_cds, sequence.peptide_table, scratch_.edited_protein);
    const auto n_alt = static_cast<std::int64_t>(alt.size());
    for (const genes::SpecialSite& site : transcript_.special) {
        std::int64_t at = site.begin;
        if (at >= change.cds.end)
            at += n_alt - change.cds.length();
        else if (at + 3 > change.cds.begin)
            continue;
        const auto residue = static_cast<std::size_t>(at / 3);
        if (at % 3 == 0 && residue < scratch_.edited_protein.size() &&
            scratch_.edited_protein[residue] == '*')
            scratch_.edited_protein[residue] = 'U';
    }
}

// The first changed residue of a frameshift; stays on the last pair where all are equal.
void ProteinNamer::find_frameshift_residues(const CodonChange& change) {
    translate_edited(change);
    const std::string_view edited = scratch_.edited_protein;
    const std::string_view peptide = transcript_.sequence.peptide;
    const auto n_edited = static_cast<std::int64_t>(edited.size());
    const auto n_peptide = static_cast<std::int64_t>(peptide.size());
    start_ = change.protein.begin + 1;
    if (start_ > n_edited && rules_.raw_protein_names) {
        kind_ = ProteinKind::deletion;
        alt_ = "del";
        return;
    }
    for (; start_ <= n_edited; ++start_) {
        ref_.clear();
        if (start_ <= n_peptide)
            ref_ = peptide[static_cast<std::size_t>(start_ - 1)];
        else if (start_ == n_peptide + 1)
            ref_ = '*';
        alt_ = edited[static_cast<std::size_t>(start_ - 1)];
        if (ref_ == "*" && alt_ == "*") {
            kind_ = ProteinKind::equal;
            return;
        }
        if (ref_ != alt_)
            return;
    }
    if (!rules_.raw_protein_names)
        name_cut_off_frame();
}

// The transcript ends before a residue is changed: which one would follow is not known.
void ProteinNamer::name_cut_off_frame() {
    const std::string_view peptide = transcript_.sequence.peptide;
    const auto at = static_cast<std::size_t>(start_ - 1);
    alt_.clear();
    if (at < peptide.size())
        ref_ = peptide[at];
    else
        kind_ = ProteinKind::unknown;
}

bool ProteinNamer::find_kind(const CodonChange& change) {
    const CodingFacts& facts = input_.facts;
    const auto length = static_cast<std::int64_t>(input_.allele.alt.size());
    if (breaks_frame(facts, change.cds, length)) {
        kind_ = ProteinKind::frameshift;
        return true;
    }
    if (!change.has_alt_peptide) {
        // Without residues VEP goes by the letters of the alleles.
        if (length > 1)
            kind_ = start_ == end_ + 1 ? ProteinKind::insertion
                    : start_ != end_   ? ProteinKind::deletion_insertion
                                       : ProteinKind::substitution;
        else if (input_.allele.ref_length > 1)
            kind_ = ProteinKind::deletion;
        else
            return false;
        return rules_.raw_protein_names;
    }
    if (rules_.unknown_is_ter)
        for (std::string* residues : {&ref_, &alt_})
            if (const std::size_t stop = residues->find('*'); stop != std::string::npos)
                (*residues)[stop] = 'X';
    if (ref_.empty() || ref_ == "-")
        kind_ = ProteinKind::insertion;
    else if (alt_.empty() || alt_ == "-")
        kind_ = ProteinKind::deletion;
    else if (ref_.size() == 1 && alt_.size() == 1)
        kind_ = ProteinKind::substitution;
    else
        kind_ = ProteinKind::deletion_insertion;
    return true;
}

// The 3' rule in the protein.
void ProteinNamer::move_right(std::string& moving) {
    std::string whole = transcript_.sequence.peptide;
    if (unclipped_ref_.starts_with('*'))
        whole += unclipped_ref_;
    if (static_cast<std::int64_t>(whole.size()) <= end_ + 1 || end_ < 0 || moving.empty())
        return;
    const std::string_view after = std::string_view{whole}.substr(static_cast<std::size_t>(end_));
    const auto last =
        static_cast<std::int64_t>(after.size()) - static_cast<std::int64_t>(moving.size());
    for (std::int64_t at = 0; at <= last && after[static_cast<std::size_t>(at)] == moving.front();
         ++at) {
        std::rotate(moving.begin(), moving.begin() + 1, moving.end());
        ++start_;
        ++end_;
    }
}

// The translated CDS with its final stop, nothing forced.
void ProteinNamer::fill_reference_protein() {
    const TranscriptSequence& sequence = transcript_.sequence;
    scratch_.reference.clear();
    if (rules_.forced_methionine) {
        genes::translate(sequence.cds, sequence.peptide_table, scratch_.reference);
        return;
    }
    scratch_.reference = sequence.peptide;
    if (sequence.has_final_stop)
        scratch_.reference += '*';
}

// Residues that begin with a stop put nothing in: the residue that is there becomes the stop.
// @return false where there is none
bool ProteinNamer::name_stop() {
    fill_reference_protein();
    const std::int64_t at = std::max(start_, std::int64_t{1});
    if (at > static_cast<std::int64_t>(scratch_.reference.size()))
        return false;
    ref_ = scratch_.reference[static_cast<std::size_t>(at - 1)];
    alt_ = "*";
    start_ = end_ = at;
    kind_ = ref_ == "*" ? ProteinKind::equal : ProteinKind::substitution;
    return true;
}

// False where the insertion has no neighbours to be named by.
bool ProteinNamer::name_insertion() {
    move_right(alt_);
    fill_reference_protein();
    std::string_view protein = scratch_.reference;
    const auto length = static_cast<std::int64_t>(alt_.size());
    const std::int64_t from = start_ - length;
    if (from >= 1 && protein.size() >= static_cast<std::size_t>(start_ - 1)) {
        std::string before{
            protein.substr(static_cast<std::size_t>(from - 1), static_cast<std::size_t>(length))};
        if (before == alt_) {
            kind_ = ProteinKind::duplication;
            ref_ = alt_;
            end_ = start_ - 1;
            start_ = from;
            return true;
        }
    }
    if (rules_.raw_protein_names) {
        // VEP sees the stop only where the changed residues begin with it.
        scratch_.reference = transcript_.sequence.peptide;
        if (unclipped_ref_.starts_with('*'))
            scratch_.reference += unclipped_ref_;
        protein = scratch_.reference;
    }
    const std::int64_t left = std::min(start_, end_);
    if (static_cast<std::int64_t>(protein.size()) <= left)
        return false;
    if (left <= 0) {
        if (!rules_.raw_protein_names && !input_.facts.start_lost)
            return false;
        ref_ = protein.substr(protein.size() - 1);  // Perl's index -1
    } else {
        ref_ = protein.substr(static_cast<std::size_t>(left - 1), 2);
    }
    return true;
}

bool ProteinNamer::append(CodonChange& unshifted, std::string& out) {
    const CodonChange* const placed = place(unshifted);
    if (placed == nullptr || !placed->has_ref_peptide)
        return false;
    const CodonChange& change = *placed;
    start_ = change.protein.begin + 1;
    end_ = change.protein.end;
    ref_ = change.ref_peptide.empty() ? "-" : change.ref_peptide;
    alt_ = !change.has_alt_peptide ? "" : change.alt_peptide.empty() ? "-" : change.alt_peptide;
    unclipped_ref_ = ref_;
    if (change.has_alt_peptide && ref_ != alt_)
        clip();
    if (!find_kind(change))
        return false;
    if (!rules_.raw_protein_names && kind_ == ProteinKind::deletion_insertion && ref_ == "*" &&
        !alt_.starts_with('*'))
        kind_ = ProteinKind::frameshift;  // residues in place of the stop: an extension likewise
    const bool begins_with_stop =
        !rules_.raw_protein_names && alt_.starts_with('*') &&
        (kind_ == ProteinKind::insertion || kind_ == ProteinKind::deletion_insertion);
    if (kind_ == ProteinKind::frameshift)
        find_frameshift_residues(change);
    else if (
        (begins_with_stop && !name_stop()) ||
        (kind_ == ProteinKind::insertion && !name_insertion()))
        return false;
    else if (kind_ == ProteinKind::deletion)
        move_right(ref_);
    if (input_.facts.start_lost && kind_ != ProteinKind::duplication)
        kind_ = ProteinKind::start_lost;
    std::string& text = scratch_.text;
    text.clear();
    render(change, text);
    if (style_.brackets)
        out += '(';
    out += text;
    if (style_.brackets)
        out += ')';
    return true;
}

bool append_protein_name(
    const ProteinChange& input,
    CodonChange& change,
    const ProteinStyle& style,
    ProteinScratch& scratch,
    std::string& out) {
    return ProteinNamer{input, style, scratch}.append(change, out);
}

void append_protein_prefix(
    const genes::GeneModel& model,
    const genes::TranscriptRow& row,
    const Rules& rules,
    std::string& out) {
    const std::string_view protein = model.text(row.protein_id);
    const std::string_view told = model.text(row.protein_version);
    hgvs::append_versioned_id(
        protein.empty() ? model.text(row.id) : protein,
        told.empty() || rules.ignores_model_facts ? "1" : told,
        out);
    out += ":p.";
}

}  // namespace genostrat::consequence
