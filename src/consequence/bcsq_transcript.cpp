// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/bcsq_transcript.hpp>

namespace genostrat::consequence {
namespace {

using CodingPiece = BcsqTranscript::CodingPiece;
using genes::TranscriptRow;

// CDS rows by position; at a ribosomal slippage those of the annotation.
std::vector<CodingPiece> coding_pieces(const genes::GeneModel& model, const TranscriptRow& row) {
    std::vector<CodingPiece> pieces;
    for (const genes::SpecialSite& site : model.special_sites(row))
        if (site.kind == genes::SpecialSite::Kind::cds_row)
            pieces.push_back({site.begin, site.end, 0});
    if (!pieces.empty() || !row.coding())
        return pieces;
    for (const genes::ExonRow& exon : model.exons(row)) {
        const std::int64_t begin = std::max(exon.begin, row.cds_begin);
        const std::int64_t end = std::min(exon.end, row.cds_end);
        if (begin < end)
            pieces.push_back({begin, end, 0});
    }
    return pieces;
}

// Takes `count` bases off the low or high end, over several pieces where one is too short.
void take_off(std::vector<CodingPiece>& pieces, std::int64_t count, bool low) {
    for (std::size_t at = 0; at < pieces.size() && count > 0; ++at) {
        CodingPiece& piece = low ? pieces[at] : pieces[pieces.size() - 1 - at];
        const std::int64_t taken = std::min(count, piece.length());
        (low ? piece.begin : piece.end) += low ? taken : -taken;
        count -= taken;
    }
}

void add_utrs(const TranscriptRow& row, BcsqTranscript& transcript) {
    for (const Interval& exon : transcript.exons) {
        const Interval low{exon.begin, std::min<std::int64_t>(exon.end, row.cds_begin)};
        const Interval high{std::max<std::int64_t>(exon.begin, row.cds_end), exon.end};
        if (!low.empty())
            transcript.utrs.push_back({low, transcript.forward});
        if (!high.empty())
            transcript.utrs.push_back({high, !transcript.forward});
    }
}

void fill_spliced(const genes::GeneModel& model, BcsqTranscript& transcript) {
    constexpr std::int64_t padding = BcsqTranscript::padding;
    const auto append = [&](std::int64_t begin, std::int64_t end) {
        const std::size_t before = transcript.spliced.size();
        const Interval got =
            model.append_bases(transcript.contig, {begin, end}, transcript.spliced);
        transcript.spliced.insert(before, static_cast<std::size_t>(got.begin - begin), 'N');
        transcript.spliced.resize(before + static_cast<std::size_t>(end - begin), 'N');
    };
    append(transcript.pieces.front().begin - padding, transcript.pieces.front().begin);
    for (CodingPiece& piece : transcript.pieces) {
        piece.spliced = static_cast<std::int64_t>(transcript.spliced.size()) - padding;
        append(piece.begin, piece.end);
    }
    append(transcript.pieces.back().end, transcript.pieces.back().end + padding);
}

}  // namespace

std::string_view BcsqTranscript::bases(std::int64_t from, std::int64_t to) const noexcept {
    const auto size = static_cast<std::int64_t>(spliced.size());
    const std::int64_t first = std::clamp<std::int64_t>(from + padding, 0, size);
    const std::int64_t behind = std::clamp<std::int64_t>(to + padding, first, size);
    return std::string_view{spliced}.substr(
        static_cast<std::size_t>(first), static_cast<std::size_t>(behind - first));
}

const BcsqTranscript* BcsqTranscripts::get(genes::TranscriptId id) {
    const auto [at, is_new] = known_.try_emplace(id);
    if (!is_new)
        return at->second.get();
    const TranscriptRow& row = model_->transcript(id);
    const std::optional<BcsqBiotype> biotype = find_bcsq_biotype(model_->text(row.biotype));
    if (!biotype)
        return nullptr;
    at->second = std::make_unique<BcsqTranscript>();
    BcsqTranscript& transcript = *at->second;
    const genes::GeneRow& gene = model_->gene(row.gene);
    transcript.id = id;
    transcript.gene = row.gene;
    transcript.name = model_->text(row.id);
    transcript.gene_name = model_->text(gene.symbol != 0 ? gene.symbol : gene.id);
    transcript.biotype = *biotype;
    transcript.contig = row.contig;
    transcript.begin = row.begin;
    transcript.end = row.end;
    transcript.forward = row.forward();
    transcript.whole_start = row.padding == 0;
    transcript.whole_end = true;
    if (row.has(genes::flag_mitochondrial))
        transcript.table = genes::CodonTable::vertebrate_mitochondrial;
    for (const genes::ExonRow& exon : model_->exons(row))
        transcript.exons.push_back({exon.begin, exon.end});
    transcript.pieces = coding_pieces(*model_, row);
    if (transcript.pieces.empty())
        return &transcript;
    add_utrs(row, transcript);
    if (row.padding > 0)
        take_off(transcript.pieces, 3 - row.padding, transcript.forward);
    std::int64_t length = 0;
    for (const CodingPiece& piece : transcript.pieces)
        length += piece.length();
    transcript.whole_end = length % 3 == 0;
    take_off(transcript.pieces, length % 3, !transcript.forward);
    fill_spliced(*model_, transcript);
    return &transcript;
}

void BcsqTranscripts::forget(ContigId contig, std::int64_t pos) {
    std::erase_if(known_, [&](const auto& one) {
        const genes::TranscriptRow& row = model_->transcript(one.first);
        return row.contig != contig || row.end <= pos;
    });
}

}  // namespace genostrat::consequence
