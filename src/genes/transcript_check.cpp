// SPDX-License-Identifier: MIT
#include "genes/transcript_check.hpp"

#include <algorithm>

namespace genostrat::genes {
namespace {

std::optional<std::string_view>
fault_of_span(const RawTranscript& transcript, std::int64_t contig_length) {
    if (contig_length < 0)
        return "the FASTA has no such contig";
    if (transcript.span.end > contig_length)
        return "transcript ends after the contig of the FASTA";
    if (transcript.exons.front().begin < transcript.span.begin)
        return "exon outside its transcript";
    for (std::size_t exon = 0; exon < transcript.exons.size(); ++exon) {
        if (transcript.exons[exon].end > transcript.span.end)
            return "exon outside its transcript";
        if (exon > 0 && transcript.exons[exon].begin < transcript.exons[exon - 1].end)
            return "exons overlap";
    }
    return std::nullopt;
}

bool lies_in_an_exon(const RawTranscript& transcript, const Interval& cds) {
    return std::any_of(transcript.exons.begin(), transcript.exons.end(), [&](const Interval& exon) {
        return exon.begin <= cds.begin && cds.end <= exon.end;
    });
}

// Each CDS row's phase must follow from the row before it in translation order.
bool phases_follow(const RawTranscript& transcript) {
    const bool forward = transcript.strand == '+';
    const std::size_t n_rows = transcript.cds.size();
    int expected = -1;
    for (std::size_t row = 0; row < n_rows; ++row) {
        const RawCds& cds = transcript.cds[forward ? row : n_rows - 1 - row];
        if (cds.phase < 0 || (expected >= 0 && cds.phase != expected))
            return false;
        expected = static_cast<int>((3 - (cds.span.length() - cds.phase) % 3) % 3);
    }
    return true;
}

}  // namespace

std::optional<std::string_view> find_fault(
    RawTranscript& transcript,
    std::int64_t contig_length,
    ProblemList& problems,
    const Contigs& contigs) {
    const Where where{
        .file = transcript.source,
        .contig = std::string{contigs.name(transcript.contig)},
        .pos = transcript.span.begin};
    const std::optional<std::string_view> fault = fault_of_span(transcript, contig_length);
    if (fault) {
        problems.add(*fault, transcript.id, where);
        return fault;
    }
    const std::size_t n_outside = std::erase_if(
        transcript.cds, [&](const RawCds& cds) { return !lies_in_an_exon(transcript, cds.span); });
    if (n_outside > 0)
        problems.add("CDS outside the exons of its transcript", transcript.id, where);
    if (!phases_follow(transcript))
        problems.add("CDS not in frame", transcript.id, where);
    return std::nullopt;
}

}  // namespace genostrat::genes
