// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/consequence/haplotype_effect.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {

HaplotypeEffects::HaplotypeEffects(
    const genes::GeneModel& model,
    const Rules& rules,
    const std::vector<CsqField>& fields,
    const ProteinStyle& style,
    const PickSettings& pick)
    : model_{&model}, rules_{rules}, style_{style}, writer_{model, rules, fields},
      picker_{model, pick}, sequences_{model, rules} {
}

void HaplotypeEffects::judge(
    const BcsqTranscript& transcript,
    const HaplotypeGroup& group,
    std::string members,
    std::int64_t copies) {
    const genes::TranscriptRow& row = model_->transcript(transcript.id);
    const TranscriptSequence& sequence = sequences_.get(transcript.id);
    effect_.clear();
    effect_.transcript = transcript.id;
    effect_.n_exons = static_cast<std::int32_t>(row.n_exons);
    effect_.haplotype = std::move(members);
    effect_.haplotype_copies = copies;

    // Bases of a first codon that is cut off are no part of the spliced CDS here.
    const std::int64_t cut_off = transcript.whole_start ? 0 : 3;
    std::int64_t begin =
        cut_off +
        (transcript.forward ? group.ref_begin : transcript.spliced_length() - group.ref_end);
    std::int64_t end = begin + (group.ref_end - group.ref_begin);
    std::string letters{group.bases};
    if (!transcript.forward)
        genes::reverse_complement(letters);
    std::string_view alt = letters;
    std::string_view ref = std::string_view{sequence.cds}.substr(
        std::min(static_cast<std::size_t>(begin), sequence.cds.size()),
        static_cast<std::size_t>(end - begin));
    if (ref != alt) {
        while (!ref.empty() && !alt.empty() && ref.front() == alt.front()) {
            ref.remove_prefix(1);
            alt.remove_prefix(1);
            ++begin;
        }
        while (!ref.empty() && !alt.empty() && ref.back() == alt.back()) {
            ref.remove_suffix(1);
            alt.remove_suffix(1);
            --end;
        }
    }
    const auto narrow = [](std::int64_t value) { return static_cast<std::int32_t>(value); };
    change_.cds = {narrow(begin), narrow(end)};
    change_.protein = {narrow(begin / 3), narrow((end + 2) / 3)};
    const std::int32_t to_cdna = row.coding_begin - row.padding;
    const CodingAllele allele{
        .alt = alt,
        .ref_length = end - begin,
        .ref_plain = genes::is_plain_dna(ref),
        .alt_plain = genes::is_plain_dna(alt),
        .alt_is_dna = true,
        .cdna = {narrow(begin) + to_cdna, narrow(end) + to_cdna}};
    const bool has_special = row.has(genes::flag_selenocysteine) && !rules_.ignores_model_facts;
    const CodingTranscript coding{
        row,
        sequence,
        has_special ? model_->special_sites(row) : std::span<const genes::SpecialSite>{},
        rules_};
    fill_reference(coding, allele.ref_plain, change_);
    fill_alternative(coding, alt, allele.alt_plain, true, change_);
    const CodingFacts facts = judge_coding(coding, allele, change_, false, true, edited_);
    add_coding_terms(facts, allele.ref_length, allele.alt_length(), effect_.terms);
    if (effect_.terms.empty())
        effect_.terms.add(Term::coding_sequence);
    if (row.has(genes::flag_nmd))
        effect_.terms.add(Term::nmd_transcript);
    effect_.cdna = {allele.cdna, row.cdna_length};
    effect_.cds = {change_.cds, narrow(static_cast<std::int64_t>(sequence.cds.size()))};
    effect_.protein = {change_.protein, narrow(static_cast<std::int64_t>(sequence.peptide.size()))};
    append_codons(change_, narrow(begin), ref.size(), alt.size(), effect_.codons);
    append_amino_acids(change_, effect_.amino_acids);
    const ProteinChange named{coding, model_->exons(row), {}, allele, facts, 0};
    std::string name;
    if (!append_protein_name(named, change_, style_, scratch_, name))
        return;
    append_protein_prefix(*model_, row, rules_, effect_.hgvsp);
    effect_.hgvsp += name;
}

void HaplotypeEffects::append(const SiteAlleles& alleles, std::int32_t number, std::string& out) {
    const std::string_view alts[] = {alleles.alt};
    const auto variants = splitter_.split(unknown_contig, alleles.pos, alleles.ref, alts, rules_);
    if (variants.empty())
        return;
    RowAllele allele = variants.front().alleles.front();
    allele.number = number;
    effect_.allele = &allele;
    if (!out.empty())
        out += ',';
    writer_.append(
        effect_, allele.text.empty() ? std::string_view{"-"} : allele.text, {}, false, out);
    effect_.allele = nullptr;
}

}  // namespace genostrat::consequence
