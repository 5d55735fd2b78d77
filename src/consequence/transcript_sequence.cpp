// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/transcript_sequence.hpp>
#include <genostrat/genes/codon.hpp>

namespace genostrat::consequence {
namespace {

using genes::ExonRow;
using genes::TranscriptRow;

// Q1: VEP with GFF and FASTA reads each exon of a minus-strand transcript from its mirror image
// inside the transcript's span.
void append_mirrored(
    const genes::GeneModel& model, const TranscriptRow& row, std::string& spliced) {
    const auto exons = model.exons(row);
    std::string piece;
    for (std::size_t at = exons.size(); at-- > 0;) {
        piece.clear();
        model.append_bases(
            row.contig,
            {row.begin + row.end - exons[at].end, row.begin + row.end - exons[at].begin},
            piece);
        genes::append_reverse_complement(piece, spliced);
    }
}

// A codon with a selenocysteine is read as U.
void put_selenocysteines(
    const genes::GeneModel& model, const TranscriptRow& row, std::string& peptide) {
    for (const genes::SpecialSite& site : model.special_sites(row)) {
        const auto residue = static_cast<std::size_t>(site.begin / 3);
        if (site.kind == genes::SpecialSite::Kind::selenocysteine && residue < peptide.size() &&
            peptide[residue] == '*')
            peptide[residue] = 'U';
    }
}

// CDS rows of the annotation where they do not stand one behind the other on the transcript.
void fill_slipped(
    const genes::GeneModel& model, const TranscriptRow& row, std::vector<SlippedRow>& slipped) {
    for (const genes::SpecialSite& site : model.special_sites(row)) {
        if (site.kind != genes::SpecialSite::Kind::cds_row)
            continue;
        const Mapping mapping =
            map_to_transcript(row, model.exons(row), Interval{site.begin, site.end});
        slipped.push_back({.cdna_begin = mapping.cdna.begin, .cdna_end = mapping.cdna.end});
    }
    std::sort(slipped.begin(), slipped.end(), [](const SlippedRow& one, const SlippedRow& other) {
        return one.cdna_begin < other.cdna_begin;
    });
    auto read = static_cast<std::int32_t>(row.padding);
    for (SlippedRow& one : slipped) {
        one.cds_begin = read;
        read += one.cdna_end - one.cdna_begin;
    }
}

}  // namespace

void fill_sequence(
    const genes::GeneModel& model,
    genes::TranscriptId id,
    const Rules& rules,
    TranscriptSequence& sequence) {
    const TranscriptRow& row = model.transcript(id);
    sequence.id = id;
    sequence.filled = true;
    std::string& spliced = sequence.spliced;
    spliced.clear();
    model.append_spliced(row, spliced);
    const auto coding_begin = static_cast<std::size_t>(row.coding_begin);
    const auto coding_end = static_cast<std::size_t>(row.coding_end);
    sequence.cds.assign(static_cast<std::size_t>(row.padding), 'N');
    sequence.slipped.clear();
    if (row.has(genes::flag_slippage) && !rules.ignores_model_facts)
        fill_slipped(model, row, sequence.slipped);
    if (sequence.slipped.empty())
        sequence.cds.append(spliced, coding_begin, coding_end - coding_begin);
    for (const SlippedRow& one : sequence.slipped)
        sequence.cds.append(
            spliced,
            static_cast<std::size_t>(one.cdna_begin),
            static_cast<std::size_t>(one.cdna_end - one.cdna_begin));
    if (rules.mirrored_utr && !row.forward()) {
        spliced.clear();
        append_mirrored(model, row, spliced);
    }
    sequence.five_prime_utr.assign(spliced, 0, coding_begin);
    sequence.three_prime_utr.assign(spliced, coding_end, std::string::npos);

    const bool is_mt = rules.standard_table_only ? model.contigs().name(row.contig) == "MT"
                                                 : row.has(genes::flag_mitochondrial);
    sequence.codon_table =
        is_mt ? genes::CodonTable::vertebrate_mitochondrial : genes::CodonTable::standard;
    sequence.peptide_table =
        rules.standard_table_only ? genes::CodonTable::standard : sequence.codon_table;
    sequence.peptide.clear();
    genes::translate(sequence.cds, sequence.peptide_table, sequence.peptide);
    sequence.has_final_stop = !sequence.peptide.empty() && sequence.peptide.back() == '*';
    if (sequence.has_final_stop)
        sequence.peptide.pop_back();
    if (rules.forced_methionine && !sequence.peptide.empty() && sequence.peptide.front() != 'M' &&
        genes::can_start_translation(std::string_view{sequence.cds}.substr(0, 3)))
        sequence.peptide.front() = 'M';
    if (row.has(genes::flag_selenocysteine) && !rules.ignores_model_facts)
        put_selenocysteines(model, row, sequence.peptide);
}

}  // namespace genostrat::consequence
