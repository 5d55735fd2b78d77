// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/judge.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {
namespace {

using genes::TranscriptRow;

bool is_iupac(std::string_view bases) noexcept {
    return bases.find_first_not_of("ACGTUMRWSYKVHDBXN") == std::string_view::npos;
}

}  // namespace

bool is_repeat(std::string_view alt, std::string_view ref) noexcept {
    if (ref.empty() || alt.size() % ref.size() != 0)
        return false;
    for (std::size_t at = 0; at < alt.size(); at += ref.size())
        if (alt.substr(at, ref.size()) != ref)
            return false;
    return true;
}

void Effect::clear() {
    transcript = no_transcript;
    regulatory = nullptr;
    allele = nullptr;
    terms = {};
    distance = -1;
    exons = {};
    introns = {};
    n_exons = 0;
    cdna = {};
    cds = {};
    protein = {};
    hgvs_offset = 0;
    nmd = Nmd::not_asked;
    overlap_bases = -1;
    overlap_percent = 0;
    haplotype.clear();
    haplotype_copies = -1;
    amino_acids.clear();
    codons.clear();
    hgvsc.clear();
    hgvsp.clear();
}

Judge::Judge(const genes::GenomeView& genome, const Rules& rules, const JudgeOptions& options)
    : genome_{&genome}, model_{&genome.model()}, rules_{rules}, options_{options},
      sequences_{genome.model(), rules} {
}

std::span<const Effect> Judge::judge(const RowVariant& variant, genes::ContigPlace contig) {
    variant_ = &variant;
    contig_ = contig;
    find_transcripts();
    const std::size_t n_alleles = variant.alleles.size();
    const std::size_t n_transcripts = found_.size();
    const std::size_t n_effects = std::max<std::size_t>(n_transcripts, 1) * n_alleles;
    shifts_.assign(n_alleles, {});
    if (effects_.size() < n_effects)
        effects_.resize(n_effects);
    for (std::size_t at = 0; at < n_transcripts; ++at) {
        row_id_ = found_[at];
        row_ = &model_->transcript(row_id_);
        const bool inside = hits(variant.span, row_->begin, row_->end);
        if (inside)
            enter_transcript();
        for (std::size_t allele = 0; allele < n_alleles; ++allele) {
            Effect& effect = effects_[allele * n_transcripts + at];
            effect.clear();
            effect.transcript = row_id_;
            effect.allele = &variant.alleles[allele];
            if (inside)
                judge_inside(effect);
            else
                judge_outside(effect);
        }
    }
    for (std::size_t allele = 0; n_transcripts == 0 && allele < n_alleles; ++allele) {
        effects_[allele].clear();
        effects_[allele].allele = &variant.alleles[allele];
        effects_[allele].terms.add(Term::intergenic);
    }
    return std::span<const Effect>{effects_}.first(n_effects);
}

void Judge::find_transcripts() {
    const Interval span = variant_->span;
    const std::int64_t upstream = options_.upstream_distance;
    const std::int64_t downstream = options_.downstream_distance;
    const std::int64_t reach = std::max(upstream, downstream);
    model_->locate(contig_.model, {span.begin - reach, span.end + reach}, found_);
    if (!rules_.ignores_model_facts && upstream == downstream)
        return;
    std::erase_if(found_, [&](genes::TranscriptId id) {
        const TranscriptRow& row = model_->transcript(id);
        if (rules_.ignores_model_facts && row.has(genes::flag_not_in_vep))
            return true;
        return !hits(
            span,
            row.begin - (row.forward() ? upstream : downstream),
            row.end + (row.forward() ? downstream : upstream));
    });
}

void Judge::judge_outside(Effect& effect) {
    const Interval span = variant_->span;
    const bool before = span.end <= row_->begin;
    effect.terms.add(before == row_->forward() ? Term::upstream_gene : Term::downstream_gene);
    // As VEP counts: the smallest difference of an end of the variant to an end of the transcript,
    // both as numbers of bases; an insertion begins after its end.
    const auto away = [](std::int64_t one, std::int64_t other) {
        return one < other ? other - one : one - other;
    };
    effect.distance = std::min(
        {away(span.begin + 1, row_->begin + 1),
         away(span.end, row_->begin + 1),
         away(span.begin + 1, row_->end),
         away(span.end, row_->end)});
    if (rules_.protein_where_written || !needs_shift())
        return;
    const std::int64_t gap = before ? row_->begin - span.end : span.begin - row_->end;
    if (before == row_->forward()) {
        name_outside(gap, effect);
    } else if (span.empty() && gap == 0 && shift_of(*effect.allele) == 0) {
        // Behind the last base: a copy of the last bases is named by them, whatever the row has.
        exons_ = model_->exons(*row_);
        name_on_transcript(0, effect);
        if (!effect.hgvsc.ends_with("dup"))
            effect.hgvsc.clear();
    }
}

// What holds for all alleles on this transcript.
void Judge::enter_transcript() {
    exons_ = model_->exons(*row_);
    overlap_ = overlap_of(*row_, exons_, variant_->span);
    if (!overlap_.coding_gate)
        return;
    sequence_ = &sequences_.get(row_id_);
    if (!sequence_->slipped.empty())
        count_along_rows(sequence_->slipped, overlap_.mapping);
    change_.cds = overlap_.mapping.cds;
    change_.protein = overlap_.mapping.protein;
    shown_ref_codon_.clear();
    fill_reference(coding_transcript(), genes::is_plain_dna(variant_->ref), change_);
}

CodingTranscript Judge::coding_transcript() const noexcept {
    const bool has_special = row_->has(genes::flag_selenocysteine) && !rules_.ignores_model_facts;
    return {
        *row_,
        *sequence_,
        has_special ? model_->special_sites(*row_) : std::span<const genes::SpecialSite>{},
        rules_};
}

void Judge::judge_inside(Effect& effect) {
    const RowAllele& allele = *effect.allele;
    effect.n_exons = static_cast<std::int32_t>(row_->n_exons);
    if (overlap_.exon_gate) {
        effect.exons = overlap_.exons;
        effect.cdna = {overlap_.mapping.cdna, row_->cdna_length};
    }
    if (overlap_.intron_gate)
        effect.introns = overlap_.introns;
    const std::int64_t ref_length = variant_->span.length();
    const auto alt_length = static_cast<std::int64_t>(allele.text.size());
    if (overlap_.complete && alt_length < ref_length)
        effect.terms.add(Term::transcript_ablation);
    else if (overlap_.complete && alt_length > ref_length && is_repeat(allele.text, variant_->ref))
        effect.terms.add(Term::transcript_amplification);
    const bool whole = !effect.terms.empty();
    bool tiny_intron = false;
    if (!whole) {
        tiny_intron =
            add_splice_terms(*row_, exons_, overlap_, *variant_, allele.text, rules_, effect.terms);
        add_whole_terms(tiny_intron, effect.terms);
    }
    const std::int64_t shift = needs_shift() ? shift_of(allele) : 0;
    name_on_transcript(shift, effect);
    const std::int64_t protein_shift =
        rules_.protein_where_written ? shift : shift_inside_cds(shift);
    if (overlap_.coding_gate)
        judge_coding_part(whole, tiny_intron, protein_shift, effect);
    name_protein_as_transcript(protein_shift, effect);
    if (effect.terms.empty())
        effect.terms.add(Term::intergenic);
    note_shift(shift, effect);
}

void Judge::add_whole_terms(bool tiny_intron, TermSet& terms) const {
    const bool protein_coding = row_->has(genes::flag_protein_coding);
    if (row_->coding()) {
        if (overlap_.utr_gate)
            add_utr_terms(tiny_intron, terms);
        if (protein_coding && overlap_.complete)
            terms.add(Term::coding_transcript);
    } else if (!protein_coding) {
        add_non_coding_terms(terms);
    }
    if (row_->has(genes::flag_nmd))
        terms.add(Term::nmd_transcript);
}

void Judge::add_utr_terms(bool tiny_intron, TermSet& terms) const {
    if (!overlap_.mapping.cdna_touched && !tiny_intron)
        return;
    const Interval span = variant_->span;
    const bool insertion = span.empty();
    const bool low =
        (insertion && span.begin == row_->cds_begin) || hits(span, row_->begin, row_->cds_begin);
    const bool high =
        (insertion && span.begin == row_->cds_end) || hits(span, row_->cds_end, row_->end);
    if (row_->forward() ? low : high)
        terms.add(Term::five_prime_utr);
    if (row_->forward() ? high : low)
        terms.add(Term::three_prime_utr);
}

void Judge::add_non_coding_terms(TermSet& terms) const {
    if (!rules_.ignores_model_facts)
        for (const genes::SpecialSite& site : model_->special_sites(*row_))
            if (site.kind == genes::SpecialSite::Kind::mature_mirna &&
                hits(variant_->span, site.begin, site.end)) {
                terms.add(Term::mature_mirna);
                return;
            }
    const bool in_exon = !overlap_.complete && overlap_.exon_gate && overlap_.exons.first > 0;
    terms.add(in_exon ? Term::non_coding_transcript_exon : Term::non_coding_transcript);
}

void Judge::judge_coding_part(bool whole, bool tiny_intron, std::int64_t shift, Effect& effect) {
    const CodingTranscript coding = coding_transcript();
    const CodingAllele judged =
        coding_allele(variant_->span.length(), effect.allele->text, overlap_.mapping.cdna);
    fill_alternative(coding, alt_, judged.alt_plain, judged.alt_is_dna, change_);
    const bool touched = overlap_.mapping.cds_touched ||
                         (tiny_intron && hits(variant_->span, row_->cds_begin, row_->cds_end));
    const CodingFacts facts =
        judge_coding(coding, judged, change_, overlap_.complete, touched, scratch_);
    if (!whole)
        add_coding_terms(facts, judged.ref_length, judged.alt_length(), effect.terms);
    effect.cds = {change_.cds, static_cast<std::int32_t>(sequence_->cds.size())};
    effect.protein = {change_.protein, static_cast<std::int32_t>(sequence_->peptide.size())};
    if (options_.codons)
        render_codons(effect);
    if (options_.nmd && !whole)
        effect.nmd = judge_decay(facts);
    const bool named_here = shift == 0 || rules_.protein_where_written;
    if (options_.protein_names && judged.alt_plain && named_here)
        name_protein({coding, exons_, variant_->span, judged, facts, shift}, change_, effect);
}

// The allele as it is read on the transcript's strand; it refers to `alt_`.
CodingAllele
Judge::coding_allele(std::int64_t ref_length, std::string_view bases, const PartialRange& cdna) {
    alt_.clear();
    if (row_->forward())
        alt_ = bases;
    else
        genes::append_reverse_complement(bases, alt_);
    return {
        .alt = alt_,
        .ref_length = ref_length,
        .ref_plain = genes::is_plain_dna(variant_->ref),
        .alt_plain = genes::is_plain_dna(bases),
        .alt_is_dna = is_iupac(bases),
        .cdna = cdna};
}

void Judge::render_codons(Effect& effect) {
    const PartialRange cdna = overlap_.mapping.cdna;
    const PartialRange cds = overlap_.mapping.cds;
    const std::int32_t in_cds =
        cds.has_begin() ? cds.begin : cdna.begin - row_->coding_begin + row_->first_exon_phase;
    append_codons(
        change_,
        cdna.has_begin() ? std::optional{in_cds} : std::nullopt,
        variant_->ref.size(),
        alt_.size(),
        effect.codons);
    append_amino_acids(change_, effect.amino_acids);
    if (!rules_.leaked_state || effect.codons.empty())
        return;
    // VEP keeps the text of the first allele's REF codon for all alleles.
    const std::size_t length = effect.codons.find('/');
    if (shown_ref_codon_.empty())
        shown_ref_codon_ = effect.codons.substr(0, length);
    else
        effect.codons.replace(0, length, shown_ref_codon_);
}

// Looks for the first stop from the changed codon on.
Nmd Judge::judge_decay(const CodingFacts& facts) {
    if ((!facts.stop_gained && !facts.frameshift) || !change_.cds.defined())
        return Nmd::not_asked;
    const std::int64_t begin = std::int64_t{3} * change_.protein.begin;
    const auto n_alt = static_cast<std::int64_t>(alt_.size());
    const auto length = static_cast<std::int64_t>(
        sequence_->cds.size() + sequence_->three_prime_utr.size() + alt_.size());
    scratch_.clear();
    append_edited_cds(*sequence_, change_.cds, alt_, begin, length, scratch_);
    for (std::size_t at = 0; at + 3 <= scratch_.size(); at += 3) {
        const std::string_view codon = std::string_view{scratch_}.substr(at, 3);
        if (genes::translate_codon(codon, sequence_->codon_table) != '*')
            continue;
        std::int64_t stop = begin + static_cast<std::int64_t>(at);
        if (stop >= change_.cds.begin + n_alt)
            stop += change_.cds.length() - n_alt;
        const std::int64_t in_cdna = stop - row_->padding + row_->coding_begin;
        return judge_nmd(*row_, exons_, in_cdna, options_.nmd_options);
    }
    return Nmd::not_asked;
}

}  // namespace genostrat::consequence
