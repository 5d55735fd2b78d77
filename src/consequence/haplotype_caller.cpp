// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include <genostrat/consequence/bcsq_table.hpp>
#include <genostrat/consequence/haplotype_caller.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {
namespace {

constexpr std::int64_t intron_edge = 8;  // bases beside an exon that can be splice region

// An insertion behind the last base of REF touches the base after it.
bool touches(const Interval& stretch, std::int64_t pos, std::int64_t ref_length) noexcept {
    return stretch.begin <= pos + ref_length && stretch.end > pos;
}

}  // namespace

PhaseRule parse_phase_rule(std::string_view letter) {
    if (letter == "a")
        return PhaseRule::as_is;
    if (letter == "m")
        return PhaseRule::merge;
    if (letter == "r")
        return PhaseRule::require;
    if (letter == "R")
        return PhaseRule::non_reference;
    if (letter == "s")
        return PhaseRule::skip;
    throw Error{
        ErrorKind::usage,
        fmt::format("there is no phase rule '{}'", letter),
        {},
        "a: take as phased, m: merge, r: require phase, R: prefer ALT, s: skip"};
}

HaplotypeCaller::HaplotypeCaller(
    const genes::GeneModel& model,
    const HaplotypeOptions& options,
    std::size_t n_samples,
    std::unique_ptr<HaplotypeEffects> effects)
    : model_{&model}, options_{options}, n_samples_{options.ignore_samples ? 0 : n_samples},
      n_copies_{n_samples_ == 0 ? 1 : 2 * n_samples_},
      words_{
          1 +
          (2 * static_cast<std::size_t>(std::max(options.max_told, 1)) - 1) / bcsq_bits_of_word},
      effects_{std::move(effects)}, transcripts_{model} {
}

std::size_t HaplotypeCaller::first_open() const noexcept {
    std::size_t number = first_;
    for (const HeldRow& row : rows_) {
        if (row.n_open > 0)
            break;
        ++number;
    }
    return number;
}

HaplotypeAnswer HaplotypeCaller::take() {
    HeldRow& row = rows_.front();
    if (options_.bcsq)
        row.bcsq.append_to(row.answer.text);
    HaplotypeAnswer answer = std::move(row.answer);
    rows_.pop_front();
    ++first_;
    return answer;
}

bool HaplotypeCaller::usable(std::string_view alt) const noexcept {
    return alt.find_first_not_of("ACGTN") == std::string_view::npos && !alt.empty();
}

std::size_t HaplotypeCaller::add(const HaplotypeRow& row) {
    if (row.contig != contig_) {
        finish();
        contig_ = row.contig;
        contig_name_ = row.where.contig;
        pos_ = -1;
    }
    if (row.contig != unknown_contig && row.pos < pos_)
        throw Error{
            ErrorKind::bad_data,
            "the rows are not in the order of their positions",
            row.where,
            "sort them first; haplotypes are read in one pass"};
    pos_ = row.pos;
    close_until(row.pos);
    HeldRow& held_row = rows_.emplace_back();
    held_row.pos = row.pos;
    const auto upper = [](std::string_view text) {
        std::string out{text};
        if (!out.starts_with('<'))
            for (char& letter : out)
                letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
        return out;
    };
    held_row.ref = upper(row.ref);
    for (const std::string_view alt : row.alts)
        held_row.alts.push_back(upper(alt));
    const bool symbolic = !row.alts.empty() && held_row.alts.front().starts_with('<');
    const bool judged =
        row.contig != unknown_contig && usable(held_row.ref) &&
        std::any_of(held_row.alts.begin(), held_row.alts.end(), [&](const std::string& alt) {
            return usable(alt);
        });
    if (judged || symbolic) {
        if (n_samples_ > 0 && !row.genotypes.empty()) {
            held_row.copies = row.genotypes.ploidy;
            for (std::size_t sample = 0; sample < n_samples_; ++sample)
                for (std::size_t copy = 0; copy < held_row.copies; ++copy)
                    held_row.calls.push_back(row.genotypes.at(sample, copy));
        }
        if (held_row.copies > 2) {
            ++counts_.polyploid;
            held_row.copies = 0;
            held_row.calls.clear();
        }
        if (!symbolic)
            annotate(row.where);
        else if (options_.bcsq && held_row.alts.front().starts_with("<INS"))
            annotate_insertion();
        else if (options_.bcsq && held_row.alts.front().starts_with("<DEL"))
            annotate_deletion(row.end);
    }
    return newest();
}

// Coding effects, then UTRs and splice sites; introns and RNAs where there is nothing else.
void HaplotypeCaller::annotate(const Where& where) {
    const HeldRow& row = rows_.back();
    const auto length = static_cast<std::int64_t>(row.ref.size());
    model_->locate(contig_, {row.pos - intron_edge, row.pos + length + intron_edge + 1}, found_);
    bool hit = false;
    const auto for_each = [&](auto visit) {
        for (const genes::TranscriptId id : found_)
            if (const BcsqTranscript* const transcript = transcripts_.get(id))
                visit(*transcript);
    };
    for_each([&](const BcsqTranscript& one) {
        if (one.biotype.coding && !one.pieces.empty())
            hit = (options_.local ? judge_alone(one) : place_on_haplotypes(one, where)) || hit;
    });
    if (!options_.bcsq)
        return;
    for_each([&](const BcsqTranscript& one) { hit = judge_utrs(one) || hit; });
    for_each([&](const BcsqTranscript& one) { hit = judge_splice_sites(one, 0) || hit; });
    if (!hit)
        for_each([&](const BcsqTranscript& one) { judge_whole(one, 0); });
}

// <DEL>: the transcripts of which it takes a part.
void HaplotypeCaller::annotate_deletion(std::int64_t end) {
    const Interval deleted{rows_.back().pos + 1, end};
    model_->locate(contig_, deleted, found_);
    for (const genes::TranscriptId id : found_) {
        const BcsqTranscript* const one = transcripts_.get(id);
        if (one == nullptr)
            continue;
        const bool in_exon =
            std::any_of(one->exons.begin(), one->exons.end(), [&](const Interval& exon) {
                return exon.overlaps(deleted);
            });
        const BcsqTerms place = one->pieces.empty() ? bcsq::non_coding : bcsq::intron;
        tell(bcsq::feature_truncation | (in_exon && !one->pieces.empty() ? 0 : place), *one, 0);
    }
}

// <INS>: the transcript gets longer.
void HaplotypeCaller::annotate_insertion() {
    const HeldRow& row = rows_.back();
    const std::int64_t pos = row.pos + 1;
    model_->locate(contig_, {pos - intron_edge, pos + intron_edge + 1}, found_);
    bool hit = false;
    const auto tell_within = [&](const BcsqTranscript& one) {
        for (const BcsqTranscript::CodingPiece& piece : one.pieces)
            if (piece.begin <= pos && piece.end > pos) {
                tell(
                    (one.biotype.coding ? bcsq::coding_sequence : bcsq::non_coding) |
                        bcsq::feature_elongation,
                    one,
                    0);
                hit = true;
            }
        for (const BcsqTranscript::Utr& utr : one.utrs)
            if (utr.span.contains(pos)) {
                tell(
                    (utr.five_prime ? bcsq::five_prime_utr : bcsq::three_prime_utr) |
                        bcsq::feature_elongation,
                    one,
                    0);
                hit = true;
            }
    };
    for (const genes::TranscriptId id : found_)
        if (const BcsqTranscript* const one = transcripts_.get(id))
            tell_within(*one);
    for (const genes::TranscriptId id : found_)
        if (const BcsqTranscript* const one = transcripts_.get(id))
            hit = judge_splice_sites(*one, bcsq::feature_elongation) || hit;
    for (const genes::TranscriptId id : found_)
        if (const BcsqTranscript* const one = transcripts_.get(id); one != nullptr && !hit)
            judge_whole(*one, bcsq::feature_elongation);
}

bool HaplotypeCaller::judge_utrs(const BcsqTranscript& transcript) {
    const HeldRow& row = rows_.back();
    const auto length = static_cast<std::int64_t>(row.ref.size());
    bool hit = false;
    for (const BcsqTranscript::Utr& utr : transcript.utrs) {
        if (!touches(utr.span, row.pos, length))
            continue;
        for (std::size_t at = 0; at < row.alts.size(); ++at) {
            const auto allele = static_cast<std::int32_t>(at + 1);
            if (!usable(row.alts[at]))
                continue;
            const BoundaryFindings found =
                check_boundary(*model_, transcript, row.site(allele), utr.span, {});
            if (found.place != BoundaryPlace::inside && found.place != BoundaryPlace::overlapping)
                continue;
            tell(utr.five_prime ? bcsq::five_prime_utr : bcsq::three_prime_utr, transcript, allele);
            hit = true;
        }
    }
    return hit;
}

bool HaplotypeCaller::judge_splice_sites(const BcsqTranscript& transcript, BcsqTerms terms) {
    const HeldRow& row = rows_.back();
    const auto length = static_cast<std::int64_t>(row.ref.size());
    if (transcript.pieces.empty())
        return false;
    bool hit = false;
    for (const Interval& exon : transcript.exons) {
        const Interval wide{exon.begin - intron_edge, exon.end + intron_edge};
        if (!touches(wide, row.pos, length))
            continue;
        const BoundaryOptions options{
            .splice_sites = true,
            .low_region = exon.begin != transcript.begin,
            .high_region = exon.end != transcript.end,
            .terms = terms};
        for (std::size_t at = 0; at < row.alts.size(); ++at) {
            const auto allele = static_cast<std::int32_t>(at + 1);
            if (terms == 0 && !usable(row.alts[at]))
                continue;
            const BoundaryFindings found =
                check_boundary(*model_, transcript, row.site(allele), exon, options);
            for (std::size_t one = 0; one < found.n_told; ++one)
                tell(found.told[one], transcript, allele);
            hit = hit || found.terms != 0;
        }
    }
    return hit;
}

void HaplotypeCaller::judge_whole(const BcsqTranscript& transcript, BcsqTerms terms) {
    const HeldRow& row = rows_.back();
    const Interval span{transcript.begin, transcript.end};
    if (!touches(span, row.pos, static_cast<std::int64_t>(row.ref.size())))
        return;
    for (std::size_t at = 0; at < row.alts.size(); ++at) {
        if (terms == 0 && !usable(row.alts[at]))
            continue;
        const BoundaryFindings found = check_boundary(
            *model_, transcript, row.site(static_cast<std::int32_t>(at + 1)), span, {});
        if (found.place == BoundaryPlace::inside || found.place == BoundaryPlace::overlapping)
            tell(
                (transcript.biotype.coding ? bcsq::intron : bcsq::non_coding) | terms,
                transcript,
                0);
    }
}

// Alleles of a sample's two copies, 0 for REF or none; nothing where the sample is left out.
std::optional<std::pair<std::int32_t, std::int32_t>>
HaplotypeCaller::alleles_of(const HeldRow& row, std::size_t sample, const Where& where) const {
    const auto call = [&](std::size_t copy) { return row.calls[sample * row.copies + copy]; };
    std::int32_t one = Genotypes::allele_of(call(0));
    if (one < 0)
        return std::nullopt;
    std::int32_t other = row.copies > 1 ? Genotypes::allele_of(call(1)) : -1;
    if (other >= 0 && one != other) {
        if (options_.phase == PhaseRule::merge && one == 0)
            one = other;
        if (!Genotypes::is_phased(call(0)) && !Genotypes::is_phased(call(1))) {
            if (options_.phase == PhaseRule::require)
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("sample number {} is heterozygous without phase", sample + 1),
                    where,
                    "phase the genotypes, or say with --phase what to do: a, m, R or s"};
            if (options_.phase == PhaseRule::skip)
                return std::nullopt;
            if (options_.phase == PhaseRule::non_reference) {
                if (one == 0)
                    one = other;
                else if (other == 0)
                    other = one;
            }
        }
    }
    return std::pair{one, std::max(other, 0)};
}

bool HaplotypeCaller::place_on_haplotypes(const BcsqTranscript& transcript, const Where& where) {
    HeldRow& row = rows_.back();
    const auto length = static_cast<std::int64_t>(row.ref.size());
    bool hit = false;
    for (std::size_t piece = 0; piece < transcript.pieces.size(); ++piece) {
        const BcsqTranscript::CodingPiece& own = transcript.pieces[piece];
        if (!touches({own.begin, own.end}, row.pos, length))
            continue;
        hit = true;
        const auto [at, is_new] =
            active_.try_emplace({transcript.end, transcript.id}, *model_, transcript, n_copies_);
        Active& active = at->second;
        if (active.rows.empty() || active.rows.back() != newest()) {
            active.rows.push_back(newest());
            ++row.n_open;
        }
        tried_.clear();
        if (n_samples_ == 0) {
            if (usable(row.alts.front()))
                extend(active, 0, 1, piece);
            continue;
        }
        if (row.copies == 0)
            continue;
        for (std::size_t sample = 0; sample < n_samples_; ++sample) {
            const auto alleles = alleles_of(row, sample, where);
            if (!alleles)
                continue;
            const auto take = [&](std::int32_t allele, std::size_t copy) {
                if (allele > 0 && static_cast<std::size_t>(allele) <= row.alts.size() &&
                    usable(row.alts[static_cast<std::size_t>(allele - 1)]))
                    extend(active, 2 * sample + copy, allele, piece);
            };
            take(alleles->first, 0);
            take(alleles->second, 1);
        }
    }
    return hit;
}

void HaplotypeCaller::extend(
    Active& active, std::size_t copy, std::int32_t allele, std::size_t piece) {
    const std::int32_t parent = active.last[copy];
    // Copies of one haplotype ask the same again.
    if (std::any_of(tried_.begin(), tried_.end(), [&](const Tried& one) {
            return one.parent == parent && one.allele == allele;
        }))
        return;
    const HeldRow& row = rows_.back();
    const HaplotypeTree::Extension extension =
        active.tree.extend(parent, newest(), allele, row.site(allele), piece);
    const BcsqTranscript& transcript = active.tree.transcript();
    for (std::size_t one = 0; one < extension.boundary.n_told; ++one)
        tell(extension.boundary.told[one], transcript, allele);
    if (extension.placement == Placement::added) {
        active.tree.count_end(parent, -1);
        active.tree.count_end(extension.variant, 1);
        active.last[copy] = extension.variant;
        return;
    }
    tried_.push_back({parent, allele});
    if (extension.placement == Placement::beside)
        tell(extension.boundary.terms, transcript, allele);
    if (extension.placement != Placement::overlapped)
        return;
    ++counts_.overlapping;
    if (counts_.first_overlapping.empty())
        counts_.first_overlapping =
            fmt::format("{}:{}", model_->contigs().name(contig_), row.pos + 1);
}

void HaplotypeCaller::tell(BcsqTerms terms, const BcsqTranscript& transcript, std::int32_t allele) {
    if (terms != 0)
        tell(BcsqEntry{.terms = terms, .transcript = &transcript, .allele = allele});
}

void HaplotypeCaller::tell(BcsqEntry entry) {
    if (!options_.bcsq)
        return;
    HeldRow& row = rows_.back();
    const std::int32_t allele = entry.allele;
    const BcsqRow::Pushed pushed = row.bcsq.push(std::move(entry));
    if (allele != 0)
        mark(row, pushed.index, allele);
}

// All copies with the allele have the consequence.
void HaplotypeCaller::mark(HeldRow& row, std::size_t index, std::int32_t allele) {
    for (std::size_t sample = 0; sample < n_samples_; ++sample)
        for (std::size_t copy = 0; copy < row.copies; ++copy)
            if (Genotypes::allele_of(row.calls[sample * row.copies + copy]) == allele)
                set_bit(row, index, sample, copy);
}

void HaplotypeCaller::set_bit(
    HeldRow& row, std::size_t index, std::size_t sample, std::size_t copy) {
    const std::size_t bit = 2 * index + copy;
    if (bit >= 2 * static_cast<std::size_t>(options_.max_told)) {
        ++counts_.untold;
        return;
    }
    HaplotypeAnswer& answer = row.answer;
    if (answer.mask.empty())
        answer.mask.assign(n_samples_ * words_, 0);
    const std::size_t word = bit / bcsq_bits_of_word;
    answer.n_words = std::max(answer.n_words, word + 1);
    answer.mask[sample * words_ + word] |= std::uint32_t{1} << (bit % bcsq_bits_of_word);
}

void HaplotypeCaller::clear_bits(HeldRow& row, std::size_t index) {
    const std::size_t bit = 2 * index;
    const std::size_t word = bit / bcsq_bits_of_word;
    HaplotypeAnswer& answer = row.answer;
    if (answer.mask.empty() || word >= words_)
        return;
    for (std::size_t sample = 0; sample < n_samples_; ++sample)
        answer.mask[sample * words_ + word] &= ~(std::uint32_t{3} << (bit % bcsq_bits_of_word));
}

void HaplotypeCaller::close_until(std::int64_t pos) {
    while (!active_.empty() && active_.begin()->first.first <= pos)
        close_first();
    if (active_.empty())
        transcripts_.forget(contig_, pos);
}

void HaplotypeCaller::finish() {
    while (!active_.empty())
        close_first();
    transcripts_.forget(unknown_contig, 0);
}

// All haplotypes of the transcript that ends first are known: tells them.
void HaplotypeCaller::close_first() {
    const auto at = active_.begin();
    Active& active = at->second;
    const HaplotypeTree& tree = active.tree;
    if (options_.bcsq) {
        std::string sequence;
        std::vector<std::vector<Listed>> listed(static_cast<std::size_t>(tree.size()));
        for (std::int32_t leaf = 0; leaf < tree.size(); ++leaf)
            if (tree.variant(leaf).n_copies > 0)
                listed[static_cast<std::size_t>(leaf)] = tell_haplotype(tree, leaf, sequence);
        for (std::size_t copy = 0; n_samples_ > 0 && copy < active.last.size(); ++copy)
            if (active.last[copy] != HaplotypeTree::root)
                for (const Listed& one : listed[static_cast<std::size_t>(active.last[copy])])
                    set_bit(held(one.row), one.index, copy / 2, copy % 2);
    } else {
        tell_effects(tree);
    }
    for (const std::size_t row : active.rows)
        --held(row).n_open;
    active_.erase(at);
}

}  // namespace genostrat::consequence
