// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/consequence/haplotype.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {

BoundaryFindings check_coding_piece(
    const genes::GeneModel& model,
    const BcsqTranscript& transcript,
    const SiteAlleles& alleles,
    std::size_t piece) {
    const std::size_t n_pieces = transcript.pieces.size();
    const bool lowest = piece == 0;
    const bool highest = piece + 1 == n_pieces;
    const BcsqTranscript::CodingPiece& own = transcript.pieces[piece];
    BoundaryOptions options{
        .splice_sites = true,
        .low_region = !lowest,
        .high_region = !highest,
        .utr = true,
        .alleles = true};
    const bool first = transcript.forward ? lowest : highest;
    const bool last = transcript.forward ? highest : lowest;
    options.stop = last && transcript.whole_end;
    if (first && transcript.whole_start) {
        // A CDS that does not begin with a start codon is taken for incomplete.
        const std::int64_t length = transcript.spliced_length();
        std::string codon{
            transcript.forward ? transcript.bases(0, 3) : transcript.bases(length - 3, length)};
        if (!transcript.forward)
            genes::reverse_complement(codon);
        options.start = codon.size() == 3 && genes::translate_codon(codon, transcript.table) == 'M';
    }
    return check_boundary(model, transcript, alleles, {own.begin, own.end}, options);
}

std::optional<std::int32_t> HaplotypeTree::known_child(
    std::int32_t parent, std::size_t row, std::int32_t allele) const noexcept {
    // Children of one row stand together at the end.
    for (std::size_t at = variants_.size(); at-- > 0 && variants_[at].row == row;)
        if (variants_[at].parent == parent && variants_[at].allele == allele)
            return static_cast<std::int32_t>(at);
    return std::nullopt;
}

// CDS from the end of the parent's allele to `until` in `piece`. False if `until` lies before it.
bool HaplotypeTree::append_between(
    std::int32_t parent, std::size_t piece, std::int64_t until, std::string& out) const {
    if (parent == root)
        return true;
    const HaplotypeVariant& before = variant(parent);
    const auto append = [&](std::int64_t from, std::int64_t to) {
        if (from < to)
            model_->append_bases(transcript_->contig, {from, to}, out);
    };
    std::int64_t from = before.begin + before.ref_length;
    for (std::size_t at = before.piece; at < piece; ++at) {
        append(from, transcript_->pieces[at].end);
        from = transcript_->pieces[at + 1].begin;
    }
    if (until < from && before.piece == piece)
        return false;
    append(from, until);
    return true;
}

HaplotypeTree::Extension HaplotypeTree::extend(
    std::int32_t parent,
    std::size_t row,
    std::int32_t allele,
    const SiteAlleles& alleles,
    std::size_t piece) {
    if (const std::optional<std::int32_t> known = known_child(parent, row, allele))
        return {.placement = Placement::added, .variant = *known};
    Extension extension{.boundary = check_coding_piece(*model_, *transcript_, alleles, piece)};
    BoundaryFindings& found = extension.boundary;
    const BcsqTranscript::CodingPiece& own = transcript_->pieces[piece];
    extension.placement = Placement::nothing;
    if (found.place == BoundaryPlace::no_change)
        return extension;
    if (found.place != BoundaryPlace::inside || found.terms == bcsq::start_lost) {
        if (found.terms != 0)
            extension.placement = Placement::beside;
        return extension;
    }
    found.terms &= ~bcsq::synonymous;  // told by the residues, not by the splice site
    HaplotypeVariant added;
    added.parent = parent;
    added.row = row;
    added.allele = allele;
    added.piece = piece;
    added.terms = found.terms;
    const std::int64_t outside = std::max<std::int64_t>(own.begin - found.begin, 0);
    added.begin = found.begin + outside;
    added.ref_length = static_cast<std::int64_t>(found.ref.size()) - outside;
    added.delta =
        static_cast<std::int64_t>(found.alt.size()) - static_cast<std::int64_t>(found.ref.size());
    if (!append_between(parent, piece, added.begin, added.sequence)) {
        extension.placement = Placement::overlapped;
        return extension;
    }
    added.sequence += std::string_view{found.alt}.substr(
        std::min(static_cast<std::size_t>(outside), found.alt.size()));
    added.spliced_begin = own.spliced + (added.begin - own.begin);
    added.change = std::string{alleles.ref} + '>' + std::string{alleles.alt};
    if (added.begin + added.ref_length > own.end) {  // more than the CDS row is changed
        if (found.terms == 0)
            found.terms = bcsq::coding_sequence;
        extension.placement = Placement::beside;
        return extension;
    }
    extension.placement = Placement::added;
    extension.variant = size();
    variants_.push_back(std::move(added));
    return extension;
}

std::vector<std::int32_t> HaplotypeTree::path_to(std::int32_t id) const {
    std::vector<std::int32_t> path;
    for (; id != root; id = variant(id).parent)
        path.push_back(id);
    std::reverse(path.begin(), path.end());
    return path;
}

namespace {

// A haplotype's variants with their places on its own CDS.
class Grouper {
public:
    Grouper(const HaplotypeTree& tree, std::span<const std::int32_t> path, std::string& sequence)
        : tree_{tree}, path_{path}, sequence_{sequence} {
        sequence_.clear();
        for (const std::int32_t id : path_) {
            sequence_ += tree_.variant(id).sequence;
            ends_.push_back(static_cast<std::int64_t>(sequence_.size()));
            delta_ += tree_.variant(id).delta;
        }
        length_ = tree_.transcript().spliced_length() + delta_;
    }

    std::vector<HaplotypeGroup> group();

private:
    [[nodiscard]] const HaplotypeVariant& at(std::size_t index) const {
        return tree_.variant(path_[index]);
    }

    // Of the changed bases within the haplotype's sequence.
    [[nodiscard]] std::int64_t offset(std::size_t index) const {
        return ends_[index] - (at(index).ref_length + at(index).delta);
    }

    [[nodiscard]] std::int64_t begin(std::size_t index) const {
        return at(0).spliced_begin + offset(index);
    }

    [[nodiscard]] std::int64_t end(std::size_t index) const {
        return at(0).spliced_begin + ends_[index];
    }

    [[nodiscard]] bool same_codon(std::size_t current, std::size_t next) const;
    [[nodiscard]] HaplotypeGroup make(std::size_t first, std::size_t last) const;

    const HaplotypeTree& tree_;
    std::span<const std::int32_t> path_;
    std::string& sequence_;
    std::vector<std::int64_t> ends_;
    std::int64_t delta_{};
    std::int64_t length_{};
};

// The last base of one variant and the first of the next, in the order of translation.
bool Grouper::same_codon(std::size_t current, std::size_t next) const {
    const std::int64_t delta = at(current).delta;
    const bool forward = tree_.transcript().forward;
    // csq knows only where a variant begins. So it tells apart a block and what follows it in its
    // last codon (here the end counts too), and joins more on the reverse strand.
    std::int64_t last = begin(current);
    std::int64_t last_of_csq = last;
    std::int64_t first = begin(next);
    if (forward) {
        last = end(current) - (delta < 0 ? 0 : 1);  // of a deletion the first base behind it
        last_of_csq += delta > 0 ? delta : delta < 0 ? 1 : 0;
    } else {
        last = length_ - 1 - last;
        last_of_csq = last + (delta > 0 ? delta - 1 : -delta);
        first = length_ - 1 - std::max(first, end(next) - 1);
    }
    return last / 3 == first / 3 || last_of_csq / 3 == first / 3;
}

HaplotypeGroup Grouper::make(std::size_t first, std::size_t last) const {
    HaplotypeGroup group;
    group.first = first;
    group.last = last;
    group.has_sequence = !sequence_.empty();
    for (std::size_t index = first; index <= last; ++index) {
        group.delta += at(index).delta;
        group.has_indel = group.has_indel || at(index).delta != 0;
    }
    group.ref_begin = at(first).spliced_begin;
    group.ref_end = at(last).spliced_begin + at(last).ref_length;
    group.alt_begin = begin(first);
    group.alt_end = end(last);
    group.alt_length = length_;
    group.bases = std::string_view{sequence_}.substr(
        static_cast<std::size_t>(offset(first)),
        static_cast<std::size_t>(ends_[last] - offset(first)));
    return group;
}

std::vector<HaplotypeGroup> Grouper::group() {
    std::vector<HaplotypeGroup> groups;
    const bool forward = tree_.transcript().forward;
    const std::size_t n = path_.size();
    const auto genomic = [&](std::size_t step) { return forward ? step : n - 1 - step; };
    std::size_t first = 0;
    std::int64_t delta = 0;
    for (std::size_t step = 0; step < n; ++step) {
        delta += at(genomic(step)).delta;
        if (step + 1 < n && (delta % 3 != 0 || same_codon(genomic(step), genomic(step + 1))))
            continue;
        groups.push_back(
            make(std::min(genomic(first), genomic(step)), std::max(genomic(first), genomic(step))));
        first = step + 1;
        delta = 0;
    }
    return groups;
}

}  // namespace

std::vector<HaplotypeGroup> group_variants(
    const HaplotypeTree& tree, std::span<const std::int32_t> path, std::string& sequence) {
    return Grouper{tree, path, sequence}.group();
}

void translate_stretch(
    const BcsqTranscript& transcript,
    const CodingStretch& stretch,
    bool to_the_end,
    std::string& residues) {
    residues.clear();
    if (stretch.bases.empty()) {
        residues = '?';
        return;
    }
    std::string text;
    if (transcript.forward) {
        const std::int64_t in_front = stretch.begin % 3;
        text = transcript.bases(stretch.ref_begin - in_front, stretch.ref_begin);
        text += stretch.bases;
        std::int64_t next = stretch.ref_end + (3 - static_cast<std::int64_t>(text.size()) % 3) % 3;
        text += transcript.bases(stretch.ref_end, next);
        if (to_the_end && next < transcript.spliced_length())
            text += transcript.bases(next, transcript.spliced_length());
    } else {
        const auto n_bases = static_cast<std::int64_t>(stretch.bases.size());
        const std::int64_t behind = (stretch.length - (stretch.begin + n_bases)) % 3;
        const std::int64_t in_front = (3 - (n_bases + behind) % 3) % 3;
        const std::int64_t next = stretch.ref_begin - in_front;
        if (to_the_end && next > 0)
            text = transcript.bases(0, next);
        text += transcript.bases(next, stretch.ref_begin);
        text += stretch.bases;
        text +=
            transcript.bases(stretch.ref_end, stretch.ref_end + std::max<std::int64_t>(behind, 0));
        genes::reverse_complement(text);
    }
    genes::translate(text, transcript.table, residues);
}

}  // namespace genostrat::consequence
