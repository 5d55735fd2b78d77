// SPDX-License-Identifier: MIT
#include "genes/model_writer.hpp"

#include "genes/model_layout.hpp"
#include "genes/transcript_check.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include <genostrat/genes/codon.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/genes/packed_sequence.hpp>
#include <genostrat/io/container.hpp>

namespace genostrat::genes {
namespace {

// Strings that stand once in the file, by number; 0 is the empty one.
class TextPool {
public:
    TextPool() { static_cast<void>(add("")); }

    TextId add(std::string_view text) {
        if (const auto at = ids_.find(text); at != ids_.end())
            return at->second;
        const auto id = static_cast<TextId>(offsets_.size() - 1);
        ids_.emplace(std::string{text}, id);
        text_ += text;
        offsets_.push_back(static_cast<std::uint32_t>(text_.size()));
        return id;
    }

    [[nodiscard]] std::span<const std::uint32_t> offsets() const noexcept { return offsets_; }

    [[nodiscard]] std::span<const char> text() const noexcept { return text_; }

private:
    TextMap<TextId> ids_;
    std::string text_;
    std::vector<std::uint32_t> offsets_{0};
};

class Writer {
public:
    Writer(
        Annotation annotation,
        const io::Fasta& genome,
        const BuildOptions& options,
        ProblemList& problems)
        : annotation_{std::move(annotation)}, genome_{genome}, options_{options}, problems_{
                                                                                      problems} {}

    void write(BuildReport& report);

private:
    void keep_sound();
    void add_transcript(const RawTranscript& raw);
    void add_exons(const RawTranscript& raw, TranscriptRow& row);
    void add_coding(const RawTranscript& raw, TranscriptRow& row);
    void add_special(const RawTranscript& raw, const TranscriptRow& row, std::string_view cds);
    void add_genes();
    void find_regions();
    void write_genome(io::ContainerWriter& file);

    [[nodiscard]] const RawTranscript& raw_of(std::size_t row) const {
        return annotation_.transcripts[order_[row]];
    }

    void index_positions();
    void index_ids();
    [[nodiscard]] std::string spliced(const TranscriptRow& row) const;
    [[nodiscard]] std::int32_t cdna_of(const TranscriptRow& row, std::int64_t base) const;

    Annotation annotation_;
    std::vector<std::uint32_t> order_;  // of the transcripts, as they stand in the model
    const io::Fasta& genome_;
    const BuildOptions& options_;
    ProblemList& problems_;
    std::vector<ContigId> fasta_ids_;
    TextPool pool_;
    std::vector<std::int64_t> lengths_;
    std::vector<TranscriptRow> rows_;
    std::vector<GeneRow> genes_;
    std::vector<ExonRow> exons_;
    std::vector<SpecialSite> special_;
    std::vector<GenomeRegion> regions_;
    SequencePacker packer_;
    std::vector<std::uint32_t> bin_starts_;
    std::vector<std::uint32_t> bin_offsets_;
    std::vector<TranscriptId> bin_entries_;
    std::vector<TranscriptId> by_id_;
};

void Writer::keep_sound() {
    for (std::size_t contig = 0; contig < annotation_.contigs.size(); ++contig) {
        const std::string_view name = annotation_.contigs.name(static_cast<ContigId>(contig));
        const ContigId id = genome_.contigs().find_alias(name);
        fasta_ids_.push_back(id);
        lengths_.push_back(id == unknown_contig ? -1 : genome_.contigs().length(id));
    }
    std::erase_if(annotation_.transcripts, [&](RawTranscript& transcript) {
        const auto contig = static_cast<std::size_t>(transcript.contig);
        const std::optional<std::string_view> fault =
            find_fault(transcript, lengths_[contig], problems_, annotation_.contigs);
        return fault.has_value();
    });
    order_.resize(annotation_.transcripts.size());
    std::iota(order_.begin(), order_.end(), std::uint32_t{0});
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t left, std::uint32_t right) {
        const RawTranscript& one = annotation_.transcripts[left];
        const RawTranscript& other = annotation_.transcripts[right];
        return std::tie(one.contig, one.span.begin, one.span.end, one.id, left) <
               std::tie(other.contig, other.span.begin, other.span.end, other.id, right);
    });
}

std::string Writer::spliced(const TranscriptRow& row) const {
    std::string sequence;
    std::string piece;
    for (std::uint32_t exon = 0; exon < row.n_exons; ++exon) {
        const ExonRow& one = exons_[row.first_exon + exon];
        genome_.fetch(
            fasta_ids_[static_cast<std::size_t>(row.contig)], {one.begin, one.end}, piece);
        sequence += piece;
    }
    if (row.strand < 0)
        reverse_complement(sequence);
    return sequence;
}

std::int32_t Writer::cdna_of(const TranscriptRow& row, std::int64_t base) const {
    for (std::uint32_t exon = 0; exon < row.n_exons; ++exon) {
        const ExonRow& one = exons_[row.first_exon + exon];
        if (one.begin <= base && base < one.end)
            return one.cdna_begin + static_cast<std::int32_t>(
                                        row.strand > 0 ? base - one.begin : one.end - 1 - base);
    }
    return -1;
}

void Writer::add_exons(const RawTranscript& raw, TranscriptRow& row) {
    row.first_exon = static_cast<std::uint32_t>(exons_.size());
    row.n_exons = static_cast<std::uint32_t>(raw.exons.size());
    for (const Interval& exon : raw.exons) {
        exons_.push_back(
            {.begin = static_cast<std::int32_t>(exon.begin),
             .end = static_cast<std::int32_t>(exon.end)});
        row.cdna_length += exons_.back().length();
    }
    std::int32_t cdna = 0;
    for (std::uint32_t exon = 0; exon < row.n_exons; ++exon) {
        ExonRow& one = exons_[row.first_exon + (row.strand > 0 ? exon : row.n_exons - 1 - exon)];
        one.cdna_begin = cdna;
        cdna += one.length();
    }
    for (std::size_t exon = 1; exon < raw.exons.size(); ++exon)
        if (raw.exons[exon].begin - raw.exons[exon - 1].end <= 13)
            row.flags |= flag_tiny_intron;
}

void Writer::add_coding(const RawTranscript& raw, TranscriptRow& row) {
    row.flags |= flag_coding;
    const bool forward = row.strand > 0;
    row.cds_begin = static_cast<std::int32_t>(raw.cds.front().span.begin);
    row.cds_end = static_cast<std::int32_t>(raw.cds.back().span.end);
    row.coding_begin = cdna_of(row, forward ? row.cds_begin : row.cds_end - 1);
    row.coding_end = cdna_of(row, forward ? row.cds_end - 1 : row.cds_begin) + 1;
    std::int64_t n_cds_bases = 0;
    for (const RawCds& cds : raw.cds)
        n_cds_bases += cds.span.length();
    if (n_cds_bases != row.coding_end - row.coding_begin)
        row.flags |= flag_slippage;
    const RawCds& first = forward ? raw.cds.front() : raw.cds.back();
    const Interval& first_exon = forward ? raw.exons.front() : raw.exons.back();
    row.padding = first.phase > 0 ? static_cast<std::int8_t>(3 - first.phase) : std::int8_t{0};
    row.first_exon_phase = first_exon.contains(first.span.begin) ? row.padding : std::int8_t{0};
    row.cds_length = row.coding_end - row.coding_begin + row.padding;
    if (row.padding > 0)
        row.flags |= flag_cds_start_nf;
    std::string cds(static_cast<std::size_t>(row.padding), 'N');
    cds += spliced(row).substr(
        static_cast<std::size_t>(row.coding_begin),
        static_cast<std::size_t>(row.coding_end - row.coding_begin));
    const CodonTable table =
        row.has(flag_mitochondrial) ? CodonTable::vertebrate_mitochondrial : CodonTable::standard;
    std::string peptide;
    translate(cds, table, peptide);
    if (!peptide.empty() && peptide.back() == '*')
        peptide.pop_back();
    else if (row.coding_end == row.cdna_length && !raw.stop_completed)
        row.flags |= flag_cds_end_nf;  // it runs out of the transcript without a stop
    row.peptide_length = static_cast<std::int32_t>(peptide.size());
    add_special(raw, row, cds);
}

void Writer::add_special(const RawTranscript& raw, const TranscriptRow& row, std::string_view cds) {
    const auto add_codon = [&](std::int64_t begin) {
        special_.push_back(
            {.kind = SpecialSite::Kind::selenocysteine,
             .begin = static_cast<std::int32_t>(begin),
             .end = static_cast<std::int32_t>(begin + 3)});
    };
    for (const Interval& codon : raw.seleno) {
        const std::int32_t cdna = cdna_of(row, row.strand > 0 ? codon.begin : codon.end - 1);
        const std::int32_t at = cdna - row.coding_begin + row.padding;
        if (cdna >= row.coding_begin && at + 3 <= row.cds_length && at % 3 == 0)
            add_codon(at);
    }
    if (raw.seleno.empty() && raw.seleno_untold)
        for (std::size_t at = 0; at + 6 <= cds.size(); at += 3)
            if (cds.substr(at, 3) == "TGA")
                add_codon(static_cast<std::int64_t>(at));
}

void Writer::add_transcript(const RawTranscript& raw) {
    TranscriptRow row;
    row.contig = raw.contig;
    row.begin = static_cast<std::int32_t>(raw.span.begin);
    row.end = static_cast<std::int32_t>(raw.span.end);
    row.strand = raw.strand == '+' ? std::int8_t{1} : std::int8_t{-1};
    row.flags = raw.flags;
    row.support_level = raw.support_level;
    row.gene = raw.gene;
    row.id = pool_.add(raw.id);
    row.version = pool_.add(raw.version);
    row.biotype = pool_.add(raw.biotype);
    row.protein_id = pool_.add(raw.cds.empty() ? std::string_view{} : raw.protein_id);
    row.protein_version = pool_.add(raw.cds.empty() ? std::string_view{} : raw.protein_version);
    row.ccds = pool_.add(raw.ccds);
    row.other_id = pool_.add(raw.other_id);
    row.appris = pool_.add(raw.appris);
    row.source = pool_.add(raw.source);
    if (canonical_contig(annotation_.contigs.name(raw.contig)) == "MT")
        row.flags |= flag_mitochondrial;
    row.first_special = static_cast<std::uint32_t>(special_.size());
    add_exons(raw, row);
    if (!raw.cds.empty())
        add_coding(raw, row);
    if (special_.size() > row.first_special)
        row.flags |= flag_selenocysteine;
    const auto add_span = [&](SpecialSite::Kind kind, const Interval& span) {
        special_.push_back(
            {.kind = kind,
             .begin = static_cast<std::int32_t>(span.begin),
             .end = static_cast<std::int32_t>(span.end)});
    };
    for (const Interval& mature : raw.mature_mirna)
        add_span(SpecialSite::Kind::mature_mirna, mature);
    if (row.has(flag_slippage))
        for (const RawCds& cds : raw.cds)
            add_span(SpecialSite::Kind::cds_row, cds.span);
    row.n_special = static_cast<std::uint32_t>(special_.size()) - row.first_special;
    rows_.push_back(row);
}

// Genes without a sound transcript are left out.
void Writer::add_genes() {
    std::vector<GeneId> new_ids(annotation_.genes.size(), 0);
    std::vector<bool> used(annotation_.genes.size(), false);
    for (TranscriptRow& row : rows_) {
        const RawGene& raw = annotation_.genes[row.gene];
        if (!used[row.gene]) {
            used[row.gene] = true;
            new_ids[row.gene] = static_cast<GeneId>(genes_.size());
            genes_.push_back(
                {.id = pool_.add(raw.id),
                 .version = pool_.add(raw.version),
                 .symbol = pool_.add(raw.symbol),
                 .hgnc = pool_.add(raw.hgnc),
                 .symbol_source = pool_.add(raw.symbol_source)});
        }
        row.gene = new_ids[row.gene];
    }
}

void Writer::find_regions() {
    std::int64_t packed = 0;
    for (std::size_t at = 0; at < rows_.size();) {
        const std::int32_t contig = rows_[at].contig;
        const std::int64_t length = lengths_[static_cast<std::size_t>(contig)];
        Interval region{rows_[at].begin - GeneModel::flank, rows_[at].end + GeneModel::flank};
        for (++at; at < rows_.size() && rows_[at].contig == contig &&
                   rows_[at].begin - GeneModel::flank <= region.end;
             ++at)
            region.end = std::max<std::int64_t>(region.end, rows_[at].end + GeneModel::flank);
        region = region.intersection({0, length});
        regions_.push_back(
            {.contig = contig,
             .begin = static_cast<std::int32_t>(region.begin),
             .end = static_cast<std::int32_t>(region.end),
             .unused = 0,
             .packed = packed});
        packed += region.length();
    }
}

// Packed piece by piece: the genes of man and what lies around them are 1.3 to 2 billion bases.
void Writer::write_genome(io::ContainerWriter& file) {
    constexpr std::int64_t piece_bases = 1 << 22;
    std::string piece;
    std::vector<std::uint8_t> packed;
    std::size_t region = 0;
    std::int64_t begin = regions_.front().begin;
    file.add_pieces(section::genome, [&]() -> std::span<const std::byte> {
        packed.clear();
        while (packed.empty() && region < regions_.size()) {
            const GenomeRegion& one = regions_[region];
            const std::int64_t end = std::min<std::int64_t>(begin + piece_bases, one.end);
            genome_.fetch(fasta_ids_[static_cast<std::size_t>(one.contig)], {begin, end}, piece);
            packer_.append(piece);
            if (options_.on_progress)
                options_.on_progress(
                    {.n_rows = static_cast<std::int64_t>(rows_.size()),
                     .n_bytes = packer_.size(),
                     .step = "genome"});
            packer_.drain(packed);
            begin = end;
            if (end == one.end && ++region < regions_.size())
                begin = regions_[region].begin;
            if (region == regions_.size())
                packed.insert(packed.end(), packer_.bytes().begin(), packer_.bytes().end());
        }
        return std::as_bytes(std::span{packed});
    });
}

void Writer::index_positions() {
    std::vector<std::vector<TranscriptId>> bins;
    std::size_t at = 0;
    for (std::size_t contig = 0; contig < lengths_.size(); ++contig) {
        bin_starts_.push_back(static_cast<std::uint32_t>(bin_offsets_.size()));
        bins.assign(
            static_cast<std::size_t>(std::max<std::int64_t>(lengths_[contig], 0)) /
                    locate_bin_length +
                1,
            {});
        for (; at < rows_.size() && static_cast<std::size_t>(rows_[at].contig) == contig; ++at) {
            const auto first = static_cast<std::size_t>(rows_[at].begin / locate_bin_length);
            const auto last = static_cast<std::size_t>((rows_[at].end - 1) / locate_bin_length);
            for (std::size_t bin = first; bin <= last; ++bin)
                bins[bin].push_back(static_cast<TranscriptId>(at));
        }
        for (const std::vector<TranscriptId>& bin : bins) {
            bin_offsets_.push_back(static_cast<std::uint32_t>(bin_entries_.size()));
            bin_entries_.insert(bin_entries_.end(), bin.begin(), bin.end());
        }
    }
    bin_starts_.push_back(static_cast<std::uint32_t>(bin_offsets_.size()));
    bin_offsets_.push_back(static_cast<std::uint32_t>(bin_entries_.size()));
}

void Writer::index_ids() {
    for (std::size_t at = 0; at < rows_.size(); ++at)
        by_id_.push_back(static_cast<TranscriptId>(at));
    std::stable_sort(by_id_.begin(), by_id_.end(), [&](TranscriptId one, TranscriptId other) {
        return raw_of(one).id < raw_of(other).id;
    });
}

template <typename T>
void add_section(io::ContainerWriter& file, std::string_view name, const std::vector<T>& values) {
    file.add(name, std::span<const T>{values});
}

void Writer::write(BuildReport& report) {
    if (annotation_.transcripts.empty() && problems_.all().empty())
        throw Error{
            ErrorKind::bad_data,
            "no transcript in the annotation",
            {.file = options_.annotations.empty() ? "" : options_.annotations.front().path},
            "it must have rows of type mRNA, transcript or their like with exon or CDS rows below"};
    keep_sound();
    if (annotation_.transcripts.empty())
        throw Error{
            ErrorKind::bad_data,
            "no transcript is left for the gene model",
            {},
            "see the warnings above; are the contigs of the annotation those of the FASTA?"};
    for (std::size_t row = 0; row < order_.size(); ++row) {
        add_transcript(raw_of(row));
        if (row % 4096 == 0 && options_.on_progress)
            options_.on_progress({.n_rows = static_cast<std::int64_t>(row), .step = "transcripts"});
    }
    add_genes();
    find_regions();
    index_positions();
    index_ids();
    std::string names;
    for (const std::string& name : annotation_.contigs.names())
        names += name + '\n';
    io::ContainerWriter file{options_.output, section::kind, GeneModel::format_version};
    file.add(section::contig_names, std::span<const char>{names});
    add_section(file, section::contig_lengths, lengths_);
    add_section(file, section::transcripts, rows_);
    add_section(file, section::genes, genes_);
    add_section(file, section::exons, exons_);
    add_section(file, section::special, special_);
    file.add(section::text_offsets, pool_.offsets());
    file.add(section::text, pool_.text());
    add_section(file, section::bin_starts, bin_starts_);
    add_section(file, section::bin_offsets, bin_offsets_);
    add_section(file, section::bin_entries, bin_entries_);
    add_section(file, section::by_id, by_id_);
    add_section(file, section::regions, regions_);
    write_genome(file);
    file.add(section::letter_runs, packer_.runs());
    file.commit();
    report.n_genes = static_cast<std::int64_t>(genes_.size());
    report.n_transcripts = static_cast<std::int64_t>(rows_.size());
    report.n_exons = static_cast<std::int64_t>(exons_.size());
    report.n_coding = std::count_if(
        rows_.begin(), rows_.end(), [](const TranscriptRow& row) { return row.coding(); });
    report.n_genome_bases = packer_.size();
}

}  // namespace

void write_gene_model(
    Annotation annotation,
    const io::Fasta& genome,
    const BuildOptions& options,
    ProblemList& problems,
    BuildReport& report) {
    Writer{std::move(annotation), genome, options, problems}.write(report);
}

}  // namespace genostrat::genes
