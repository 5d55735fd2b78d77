// SPDX-License-Identifier: MIT
#include "consequence/protein_namer.hpp"

#include <algorithm>

#include <genostrat/core/text.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {

void ProteinNamer::append_residue(char residue, std::string& out) const {
    if (residue == 'X' && rules_.unknown_is_ter)
        out += "Ter";
    else
        out += genes::three_letter_name(residue);
}

void ProteinNamer::append_residues(std::string_view residues, std::string& out) const {
    for (const char residue : residues)
        append_residue(residue, out);
}

void ProteinNamer::append_range(std::string& out) const {
    const std::int64_t first = std::min(start_, end_);
    const std::int64_t last = std::max(start_, end_);
    if (!ref_.empty())
        append_residue(ref_.front(), out);
    append_number(out, first);
    if (last == first)
        return;
    out += '_';
    if (!ref_.empty())
        append_residue(ref_.back(), out);
    append_number(out, last);
}

// 1-based place of the first stop at or after `from`; 0 if there is none.
std::int64_t ProteinNamer::first_stop(std::int64_t from) const {
    const std::size_t begin = rules_.raw_protein_names
                                  ? 0
                                  : static_cast<std::size_t>(std::max<std::int64_t>(from - 1, 0));
    const std::size_t stop = scratch_.edited_protein.find('*', begin);
    return stop == std::string::npos ? 0 : static_cast<std::int64_t>(stop) + 1;
}

void ProteinNamer::append_stop_distance(std::int64_t distance, std::string& out) const {
    if (distance <= 0 || (start_ == 1 && rules_.raw_protein_names))
        out += '?';
    else
        append_number(out, distance);
}

// Of several codons those between the first and the last that are changed.
void ProteinNamer::narrow_equal(const CodonChange& change) {
    const std::string& ref = change.ref_codon;
    const std::string& alt = change.alt_codon;
    if (ref_.size() < 2 || ref_ != change.ref_peptide || ref.size() != alt.size())
        return;
    const auto first = std::mismatch(ref.begin(), ref.end(), alt.begin()).first - ref.begin();
    const auto last = std::mismatch(ref.rbegin(), ref.rend(), alt.rbegin()).first - ref.rbegin();
    const auto begin = static_cast<std::size_t>(first) / 3;
    const std::size_t end = (ref.size() - static_cast<std::size_t>(last) + 2) / 3;
    if (begin >= end)
        return;
    ref_ = ref_.substr(begin, end - begin);
    start_ += static_cast<std::int64_t>(begin);
    end_ = start_ + static_cast<std::int64_t>(ref_.size()) - 1;
}

void ProteinNamer::render_equal(std::string& out) {
    if (rules_.raw_protein_names || ref_.size() <= 1) {
        append_residues(ref_, out);
        append_number(out, start_);
    } else {
        append_range(out);
    }
    out += style_.escape_equals ? "%3D" : "=";
}

// The protein from the first changed residue to its new stop: a deletion that takes the stop away.
void ProteinNamer::render_lost_tail(const CodonChange& change, std::string& out) {
    translate_edited(change);
    const std::string protein = transcript_.sequence.peptide + '*';
    const std::string_view edited = scratch_.edited_protein;
    std::size_t at = 0;
    while (at < protein.size() && at < edited.size() && protein[at] == edited[at])
        ++at;
    if (at >= protein.size() || at >= edited.size()) {
        append_range(out);
        out += "del";
        return;
    }
    append_residue(protein[at], out);
    append_number(out, static_cast<std::int64_t>(at) + 1);
    const std::int64_t stop = first_stop(static_cast<std::int64_t>(at) + 1);
    if (at + 1 == protein.size()) {
        append_residue(edited[at], out);
        out += "extTer";
        append_stop_distance(stop == 0 ? 0 : stop - 1 - static_cast<std::int64_t>(at), out);
        return;
    }
    out += "_Ter";
    append_number(out, static_cast<std::int64_t>(protein.size()));
    out += "delins";
    append_residues(
        edited.substr(at, stop == 0 ? std::string_view::npos : static_cast<std::size_t>(stop) - at),
        out);
}

void ProteinNamer::render_stop_lost(const CodonChange& change, std::string& out) {
    if (kind_ == ProteinKind::deletion && !rules_.raw_protein_names) {
        render_lost_tail(change, out);
        return;
    }
    translate_edited(change);
    if (kind_ == ProteinKind::deletion) {
        append_range(out);
        out += "del";
    } else {
        append_residues(ref_, out);
        append_number(out, start_);
        append_residue(alt_.front(), out);
    }
    out += "extTer";
    const std::int64_t stop = first_stop(start_);
    append_stop_distance(
        stop == 0 ? 0 : stop - 1 - static_cast<std::int64_t>(transcript_.sequence.peptide.size()),
        out);
}

void ProteinNamer::render_frameshift(const CodonChange& change, std::string& out) {
    append_residues(ref_, out);
    append_number(out, start_);
    append_residues(alt_, out);
    if (alt_.empty()) {
        out += "fs";
        return;
    }
    if (alt_ == "*" || (alt_ == "X" && rules_.unknown_is_ter))
        return;
    translate_edited(change);
    const std::int64_t stop = first_stop(start_);
    if (ref_ == "*" && !rules_.raw_protein_names) {  // the first to change is the stop
        out += "extTer";
        append_stop_distance(stop == 0 ? 0 : stop - start_, out);
        return;
    }
    out += "fsTer";
    append_stop_distance(stop == 0 ? 0 : stop - (start_ - 1), out);
}

// Changes of a residue that the model does not tell: N, or a codon that is cut off.
bool ProteinNamer::is_unknown() const noexcept {
    if (kind_ == ProteinKind::unknown)
        return true;
    const bool changes_residues = kind_ == ProteinKind::equal || kind_ == ProteinKind::frameshift ||
                                  kind_ == ProteinKind::substitution ||
                                  kind_ == ProteinKind::deletion_insertion;
    return changes_residues && !rules_.unknown_is_ter && ref_.find('X') != std::string::npos;
}

void ProteinNamer::render(const CodonChange& change, std::string& out) {
    if (kind_ == ProteinKind::start_lost) {
        if (!rules_.raw_protein_names) {
            out += "Met1?";
            return;
        }
        append_residues(ref_, out);
        append_number(out, start_);
        if (start_ != end_) {
            out += "_?";
            append_number(out, end_);
        } else {
            out += '?';
        }
        return;
    }
    const bool is_equal = kind_ == ProteinKind::equal ||
                          (ref_ == alt_ && kind_ != ProteinKind::frameshift &&
                           kind_ != ProteinKind::insertion && kind_ != ProteinKind::duplication);
    if (is_equal && !rules_.raw_protein_names)
        narrow_equal(change);
    if (is_unknown()) {
        out += '?';
        return;
    }
    if (is_equal) {
        render_equal(out);
        return;
    }
    const bool stop_in_block = kind_ == ProteinKind::deletion_insertion && ref_.ends_with('*') &&
                               alt_.find('*') == std::string::npos;
    if (stop_in_block && !rules_.raw_protein_names) {
        render_lost_tail(change, out);
        return;
    }
    if (input_.facts.stop_lost &&
        (kind_ == ProteinKind::deletion || kind_ == ProteinKind::substitution)) {
        render_stop_lost(change, out);
        return;
    }
    switch (kind_) {
    case ProteinKind::frameshift:
        render_frameshift(change, out);
        return;
    case ProteinKind::substitution:
        append_residues(ref_, out);
        append_number(out, start_);
        append_residues(alt_, out);
        return;
    case ProteinKind::duplication:
        append_range(out);
        out += "dup";
        return;
    case ProteinKind::deletion:
        append_range(out);
        out += "del";
        return;
    default:
        break;
    }
    append_range(out);
    out += kind_ == ProteinKind::insertion ? "ins" : "delins";
    // What follows a stop is not part of the protein.
    const std::size_t stop = alt_.find_first_of(rules_.unknown_is_ter ? "*X" : "*");
    append_residues(
        std::string_view{alt_}.substr(0, stop == std::string::npos ? stop : stop + 1), out);
}

}  // namespace genostrat::consequence
