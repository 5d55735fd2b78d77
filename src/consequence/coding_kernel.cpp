// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/coding.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {
namespace {

// Perl's substr: what lies inside the text.
std::string_view slice(std::string_view text, std::int64_t begin, std::int64_t length) noexcept {
    const auto size = static_cast<std::int64_t>(text.size());
    const std::int64_t from = std::clamp<std::int64_t>(begin, 0, size);
    const std::int64_t to = std::clamp<std::int64_t>(begin + length, from, size);
    return text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
}

// Whole codons, and X for a rest unless the whole part is just a stop.
template <typename Residue>
void translate_change(std::string_view codons, std::string& peptide, Residue residue) {
    peptide.clear();
    for (std::size_t at = 0; at + 3 <= codons.size(); at += 3)
        peptide += residue(codons.substr(at, 3), at);
    if (codons.size() % 3 != 0 && peptide != "*")
        peptide += 'X';
}

}  // namespace

char CodingTranscript::residue(std::string_view codon, std::int64_t cds_at) const noexcept {
    const char found = genes::translate_codon(codon, sequence.codon_table);
    if (found != '*' || special.empty())
        return found;
    const bool is_site = std::any_of(special.begin(), special.end(), [&](const auto& site) {
        return site.kind == genes::SpecialSite::Kind::selenocysteine && site.begin == cds_at;
    });
    return is_site && codon == "TGA" ? 'U' : found;
}

void append_edited_cds(
    const TranscriptSequence& sequence,
    PartialRange cds,
    std::string_view alt,
    std::int64_t begin,
    std::int64_t length,
    std::string& out) {
    const std::int64_t end = begin + length;
    std::int64_t piece_begin = 0;
    const std::string_view whole = sequence.cds;
    const auto add = [&](std::string_view piece) {
        const std::int64_t from = std::max<std::int64_t>(begin - piece_begin, 0);
        const std::int64_t to = end - piece_begin;
        if (to > from)
            out += slice(piece, from, to - from);
        piece_begin += static_cast<std::int64_t>(piece.size());
    };
    add(slice(whole, 0, cds.begin));
    add(alt);
    add(slice(whole, cds.end, static_cast<std::int64_t>(whole.size())));
    add(sequence.three_prime_utr);
}

void fill_reference(const CodingTranscript& transcript, bool ref_plain, CodonChange& change) {
    const std::string_view cds = transcript.sequence.cds;
    change.has_ref_codon =
        change.cds.defined() && change.cds.end <= static_cast<std::int32_t>(cds.size());
    change.has_ref_peptide = change.has_ref_codon && ref_plain;
    change.ref_codon.clear();
    change.ref_peptide.clear();
    if (!change.has_ref_codon)
        return;
    const std::int64_t begin = std::int64_t{3} * change.protein.begin;
    change.ref_codon = slice(cds, begin, std::int64_t{3} * change.protein.length());
    if (change.has_ref_peptide)
        translate_change(
            change.ref_codon, change.ref_peptide, [&](std::string_view codon, std::size_t at) {
                return transcript.residue(codon, begin + static_cast<std::int64_t>(at));
            });
}

void fill_alternative(
    const CodingTranscript& transcript,
    std::string_view alt,
    bool alt_plain,
    bool alt_is_dna,
    CodonChange& change) {
    const auto cds_length = static_cast<std::int32_t>(transcript.sequence.cds.size());
    // Residues may be without a place where codons have one: Rules::leaked_state.
    change.has_alt_codon = change.cds.defined() && change.protein.defined() &&
                           change.cds.end <= cds_length && alt_is_dna;
    change.has_alt_peptide = change.has_alt_codon && alt_plain;
    change.alt_codon.clear();
    change.alt_peptide.clear();
    if (!change.has_alt_codon)
        return;
    const std::int64_t begin = std::int64_t{3} * change.protein.begin;
    const auto alt_length = static_cast<std::int64_t>(alt.size());
    const std::int64_t length =
        std::int64_t{3} * change.protein.length() + alt_length - change.cds.length();
    append_edited_cds(transcript.sequence, change.cds, alt, begin, length, change.alt_codon);
    if (!change.has_alt_peptide)
        return;
    const std::int64_t inserted_end = change.cds.begin + alt_length;
    translate_change(
        change.alt_codon, change.alt_peptide, [&](std::string_view codon, std::size_t at) {
            // A selenocysteine keeps its residue where its codon only moved.
            const std::int64_t place = begin + static_cast<std::int64_t>(at);
            const std::int64_t before =
                place >= inserted_end ? place - alt_length + change.cds.length() : place;
            return transcript.residue(codon, before);
        });
}

namespace {

// Lower case, but `n_upper` letters from `at` on.
void append_marked(std::string_view codon, std::size_t at, std::size_t n_upper, std::string& out) {
    if (codon.empty()) {
        out += '-';
        return;
    }
    for (std::size_t letter = 0; letter < codon.size(); ++letter)
        out += letter >= at && letter < at + n_upper ? codon[letter]
                                                     : static_cast<char>(codon[letter] | 32);
}

}  // namespace

void append_codons(
    const CodonChange& change,
    std::optional<std::int32_t> in_cds,
    std::size_t n_ref,
    std::size_t n_alt,
    std::string& out) {
    if (!change.has_ref_codon || !change.has_alt_codon)
        return;
    const auto at = static_cast<std::size_t>((in_cds.value_or(0) % 3 + 3) % 3);
    append_marked(change.ref_codon, at, in_cds ? n_ref : 0, out);
    out += '/';
    append_marked(change.alt_codon, at, in_cds ? n_alt : 0, out);
}

void append_amino_acids(const CodonChange& change, std::string& out) {
    if (!change.has_ref_peptide || !change.has_alt_peptide)
        return;
    const auto append = [&](std::string_view residues) {
        out += residues.empty() ? std::string_view{"-"} : residues;
    };
    append(change.ref_peptide);
    if (change.ref_peptide == change.alt_peptide)
        return;
    out += '/';
    append(change.alt_peptide);
}

bool breaks_frame(const CodingFacts& facts, PartialRange cds, std::int64_t alt_length) noexcept {
    return !facts.partial && !facts.stop_retained && cds.defined() &&
           (alt_length - cds.length()) % 3 != 0;
}

namespace {

class Judge {
public:
    Judge(
        const CodingTranscript& transcript,
        const CodingAllele& allele,
        const CodonChange& change,
        std::string& scratch) noexcept
        : row_{transcript.row}, sequence_{transcript.sequence}, rules_{transcript.rules},
          allele_{allele}, change_{change}, scratch_{scratch}, ref_{change.ref_peptide},
          alt_{change.alt_peptide}, has_peptides_{
                                        change.has_ref_peptide && change.has_alt_peptide} {}

    CodingFacts judge(bool complete, bool cds_touched);

private:
    [[nodiscard]] bool resized() const noexcept {
        return allele_.alt_length() != allele_.ref_length;
    }

    [[nodiscard]] bool touches_start() const noexcept;
    [[nodiscard]] bool touches_stop() const noexcept;
    void edit_start();
    [[nodiscard]] bool start_altered();
    [[nodiscard]] bool snv_start_altered();
    [[nodiscard]] bool no_atg_left();
    [[nodiscard]] bool had_atg() const noexcept;
    [[nodiscard]] bool stop_altered();
    [[nodiscard]] bool keeps_stop() const;
    [[nodiscard]] bool keeps_peptide() const;
    [[nodiscard]] bool inframe_insertion(const CodingFacts& facts, bool start_lost) const;
    [[nodiscard]] bool inframe_deletion(const CodingFacts& facts) const;
    [[nodiscard]] bool start_lost(const CodingFacts& facts);

    [[nodiscard]] bool codons_available(const CodingFacts& facts) const noexcept {
        return !facts.frameshift && change_.has_ref_codon && change_.has_alt_codon;
    }

    void judge_peptides(CodingFacts& facts) const;

    const genes::TranscriptRow& row_;
    const TranscriptSequence& sequence_;
    const Rules& rules_;
    const CodingAllele& allele_;
    const CodonChange& change_;
    std::string& scratch_;
    std::string_view ref_;
    std::string_view alt_;
    bool has_peptides_;
};

bool Judge::touches_start() const noexcept {
    // A CDS that begins before the transcript has its start codon there.
    const bool has_start = row_.padding == 0 && !row_.has(genes::flag_cds_start_nf);
    if (!has_start && !rules_.no_atg_is_start_lost)
        return false;
    return allele_.cdna.defined() && allele_.cdna.end > row_.coding_begin &&
           allele_.cdna.begin < row_.coding_begin + 3;
}

bool Judge::touches_stop() const noexcept {
    return allele_.cdna.defined() && allele_.cdna.end > row_.coding_end - 3 &&
           allele_.cdna.begin < row_.coding_end;
}

// 5' UTR and CDS with the allele put in at its cDNA place.
void Judge::edit_start() {
    scratch_ = sequence_.five_prime_utr;
    scratch_ += sequence_.cds;
    // The padding stands between UTR and CDS; VEP counts cDNA places over it.
    const std::size_t at = std::min(static_cast<std::size_t>(allele_.cdna.begin), scratch_.size());
    scratch_.replace(at, static_cast<std::size_t>(allele_.cdna.length()), allele_.alt);
}

bool Judge::start_altered() {
    if (!allele_.alt_plain || !resized())
        return false;
    edit_start();
    const std::string_view edited = scratch_;
    const std::string_view utr = sequence_.five_prime_utr;
    if (!utr.empty() && edited.starts_with(utr) && edited.substr(utr.size()).starts_with("ATG"))
        return false;
    if (edited.size() < sequence_.cds.size())
        return true;
    return edited.substr(edited.size() - sequence_.cds.size()) != sequence_.cds;
}

bool Judge::snv_start_altered() {
    edit_start();
    const std::string_view edited = scratch_;
    if (edited.size() < sequence_.cds.size())
        return true;
    return edited.substr(edited.size() - sequence_.cds.size(), 3) != "ATG";
}

bool Judge::had_atg() const noexcept {
    return std::string_view{sequence_.cds}.starts_with("ATG");
}

bool Judge::no_atg_left() {
    const std::size_t utr = sequence_.five_prime_utr.size();
    if (static_cast<std::size_t>(allele_.cdna.end) > utr + sequence_.cds.size())
        return false;
    if (rules_.no_atg_is_start_lost ? utr == 0 : !had_atg())
        return false;
    edit_start();
    return slice(scratch_, static_cast<std::int64_t>(utr), 3) != "ATG";
}

bool Judge::stop_altered() {
    if (!touches_stop() || !resized() || !allele_.alt_plain || !change_.cds.has_begin())
        return false;
    scratch_ = sequence_.cds;
    scratch_ += sequence_.three_prime_utr;
    const std::size_t at = std::min(static_cast<std::size_t>(change_.cds.begin), scratch_.size());
    scratch_.replace(at, static_cast<std::size_t>(allele_.cdna.length()), allele_.alt);
    if (scratch_.size() < sequence_.cds.size())
        return true;
    const std::string_view codon =
        slice(scratch_, static_cast<std::int64_t>(sequence_.cds.size()) - 3, 3);
    return codon.size() < 3 || genes::translate_codon(codon, sequence_.codon_table) != '*';
}

bool Judge::keeps_peptide() const {
    const std::string_view peptide = sequence_.peptide;
    const auto length = static_cast<std::int64_t>(peptide.size());
    const std::int64_t begin = std::min<std::int64_t>(change_.protein.begin, length);
    const std::int64_t end = std::clamp<std::int64_t>(change_.protein.end, begin, length);
    const auto added = static_cast<std::int64_t>(alt_.size()) - (end - begin);
    if (added != 1 && added != 2)
        return false;
    // With `added` residues more, the first `length` are unchanged.
    std::string edited{peptide.substr(0, static_cast<std::size_t>(begin))};
    edited += alt_;
    edited += peptide.substr(static_cast<std::size_t>(end));
    return std::string_view{edited}.substr(0, peptide.size()) == peptide;
}

bool Judge::keeps_stop() const {
    if (ref_ == "X" && alt_ == "X")
        return false;
    if (change_.protein.begin >= static_cast<std::int32_t>(sequence_.peptide.size()) &&
        alt_.starts_with('*'))
        return true;
    const std::size_t stop = alt_.find('*');
    if (ref_ == alt_.substr(0, 1) && stop != std::string_view::npos)
        return true;
    const std::size_t ref_stop = ref_.find('*');
    if (ref_stop != std::string_view::npos && ref_stop == stop)
        return true;
    return rules_.near_end_stop_retained && keeps_peptide();
}

bool Judge::start_lost(const CodingFacts& facts) {
    if (!touches_start())
        return false;
    // A block that begins in the start codon and leaves it as it was.
    if (!rules_.no_atg_is_start_lost && !resized() && facts.start_retained)
        return false;
    if (start_altered() && !inframe_insertion(facts, false) && !inframe_deletion(facts))
        return true;
    if (no_atg_left())
        return true;
    return has_peptides_ && !ref_.empty() && !alt_.empty() && alt_ != "X" &&
           change_.protein.begin == 0 && !alt_.starts_with(ref_) && !alt_.ends_with(ref_);
}

bool Judge::inframe_insertion(const CodingFacts& facts, bool start_lost) const {
    if (allele_.alt_length() <= allele_.ref_length || !codons_available(facts) || start_lost ||
        change_.alt_codon.size() <= change_.ref_codon.size() || !has_peptides_ ||
        (facts.start_retained && alt_.ends_with(ref_)))
        return false;
    const std::size_t stop = alt_.find('*');
    const std::string_view alt = stop == std::string_view::npos ? alt_ : alt_.substr(0, stop + 1);
    return alt.starts_with(ref_) || alt.ends_with(ref_);
}

bool Judge::inframe_deletion(const CodingFacts& facts) const {
    if (allele_.alt_length() >= allele_.ref_length || facts.partial || !codons_available(facts) ||
        change_.alt_codon.size() >= change_.ref_codon.size())
        return false;
    std::string_view ref = change_.ref_codon;
    std::string_view alt = change_.alt_codon;
    if (ref.starts_with(alt) || ref.ends_with(alt))
        return true;
    while (!ref.empty() && !alt.empty() && ref.front() == alt.front()) {
        ref.remove_prefix(1);
        alt.remove_prefix(1);
    }
    while (!ref.empty() && !alt.empty() && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
    }
    return alt.empty() && ref.size() % 3 == 0;
}

void Judge::judge_peptides(CodingFacts& facts) const {
    const bool same = !resized();
    const bool equal = ref_ == alt_;
    facts.missense = same && !equal && ref_.size() == alt_.size() && !facts.start_lost &&
                     !facts.stop_lost && !facts.stop_gained && !facts.partial &&
                     !facts.stop_retained;
    facts.protein_altering = ref_.size() != alt_.size() && !ref_.starts_with('*') &&
                             !alt_.starts_with('*') && !alt_.starts_with(ref_) &&
                             !alt_.ends_with(ref_) && !facts.inframe_deletion &&
                             !facts.start_lost && !facts.frameshift;
    facts.synonymous = equal && !ref_.empty() && !facts.stop_retained && !facts.start_retained &&
                       ref_.find('X') == std::string_view::npos;
}

CodingFacts Judge::judge(bool complete, bool cds_touched) {
    CodingFacts facts;
    if (change_.protein.has_begin()) {
        const std::int64_t rest = static_cast<std::int64_t>(sequence_.cds.size()) -
                                  std::int64_t{3} * change_.protein.begin;
        facts.partial = rest > 0 && rest < 3;
    }
    const bool alt_has_stop = has_peptides_ && alt_.find('*') != std::string_view::npos;
    const bool ref_has_stop = has_peptides_ && ref_.find('*') != std::string_view::npos;
    facts.stop_lost = has_peptides_ ? ref_has_stop && !alt_has_stop : stop_altered();
    if (!facts.partial && !facts.stop_lost)
        facts.stop_retained = has_peptides_ && !alt_.empty()
                                  ? keeps_stop()
                                  : resized() && touches_stop() && !stop_altered();
    facts.stop_gained = !facts.stop_retained && alt_has_stop && !ref_has_stop;
    facts.frameshift = breaks_frame(facts, change_.cds, allele_.alt_length());
    facts.start_retained = touches_start() && !(resized() ? start_altered() : snv_start_altered());
    facts.start_lost = start_lost(facts);
    facts.inframe_insertion = inframe_insertion(facts, facts.start_lost);
    facts.inframe_deletion = inframe_deletion(facts);
    if (has_peptides_)
        judge_peptides(facts);
    const bool unknown = !has_peptides_ || ref_.find('X') != std::string_view::npos ||
                         alt_.find('X') != std::string_view::npos;
    facts.coding_sequence = !complete && cds_touched && unknown && !facts.frameshift &&
                            !facts.inframe_deletion && !facts.protein_altering &&
                            !facts.start_retained && !facts.start_lost && !facts.stop_retained &&
                            !facts.stop_lost;
    return facts;
}

}  // namespace

CodingFacts judge_coding(
    const CodingTranscript& transcript,
    const CodingAllele& allele,
    const CodonChange& change,
    bool complete,
    bool cds_touched,
    std::string& scratch) {
    return Judge{transcript, allele, change, scratch}.judge(complete, cds_touched);
}

void add_coding_terms(
    const CodingFacts& facts, std::int64_t ref_length, std::int64_t alt_length, TermSet& terms) {
    const auto add = [&](bool holds, Term term) {
        if (holds)
            terms.add(term);
    };
    add(facts.stop_gained, Term::stop_gained);
    add(facts.frameshift && ref_length != alt_length, Term::frameshift);
    add(facts.stop_lost, Term::stop_lost);
    add(facts.start_lost, Term::start_lost);
    add(facts.inframe_insertion, Term::inframe_insertion);
    add(facts.inframe_deletion, Term::inframe_deletion);
    add(facts.missense, Term::missense);
    add(facts.protein_altering, Term::protein_altering);
    add(facts.partial, Term::incomplete_terminal_codon);
    add(facts.start_retained, Term::start_retained);
    add(facts.stop_retained, Term::stop_retained);
    add(facts.synonymous, Term::synonymous);
    add(facts.coding_sequence, Term::coding_sequence);
}

}  // namespace genostrat::consequence
