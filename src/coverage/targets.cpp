// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/coverage/callable.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/io/bed.hpp>

namespace genostrat::coverage {

namespace {

/// How much a transcript stands for its gene: MANE Select, canonical, then the longest CDS.
std::pair<int, std::int32_t> rank(const genes::TranscriptRow& transcript) noexcept {
    return {
        transcript.has(genes::flag_mane_select) ? 2
        : transcript.has(genes::flag_canonical) ? 1
                                                : 0,
        transcript.cds_length};
}

std::string_view gene_name(const genes::GeneModel& model, const genes::GeneRow& gene) {
    const std::string_view symbol = model.text(gene.symbol);
    return symbol.empty() ? model.text(gene.id) : symbol;
}

std::optional<genes::TranscriptRow>
find_transcript(const genes::GeneModel& model, const std::string& name) {
    const std::vector<genes::TranscriptId> by_id = model.find_transcripts(name);
    if (!by_id.empty())
        return model.transcript(by_id.front());
    std::optional<genes::TranscriptRow> best;
    for (const genes::TranscriptRow& transcript : model.transcripts()) {
        const genes::GeneRow& gene = model.gene(transcript.gene);
        if (!transcript.coding() ||
            (model.text(gene.symbol) != name && model.text(gene.id) != name))
            continue;
        if (!best || rank(*best) < rank(transcript))
            best = transcript;
    }
    return best;
}

void append_coding_exons(
    const genes::GeneModel& model,
    const genes::TranscriptRow& transcript,
    std::vector<Target>& targets) {
    const auto exons = model.exons(transcript);
    const std::string group = fmt::format(
        "{}:{}", gene_name(model, model.gene(transcript.gene)), model.text(transcript.id));
    for (std::size_t index = 0; index < exons.size(); ++index) {
        const std::int32_t begin = std::max(exons[index].begin, transcript.cds_begin);
        const std::int32_t end = std::min(exons[index].end, transcript.cds_end);
        if (begin >= end)
            continue;
        const std::size_t number = transcript.forward() ? index + 1 : exons.size() - index;
        targets.push_back(
            {std::string{model.contigs().name(transcript.contig)},
             begin,
             end,
             fmt::format("{}:exon{}", group, number),
             group});
    }
}

}  // namespace

std::vector<Target> read_targets(const std::string& path) {
    io::BedReader reader{path};
    io::BedRow row;
    std::vector<Target> targets;
    while (reader.next(row)) {
        Target target{
            .contig = std::string{row.contig}, .begin = row.where.begin, .end = row.where.end};
        target.name = row.name.empty()
                          ? fmt::format("{}:{}-{}", row.contig, target.begin + 1, target.end)
                          : std::string{row.name};
        if (const std::size_t colon = row.name.find(':'); colon != std::string_view::npos)
            target.group = row.name.substr(0, colon);
        targets.push_back(std::move(target));
    }
    return targets;
}

std::vector<Target>
coding_targets(const std::string& gene_model, std::span<const std::string> genes) {
    const genes::GeneModel model{gene_model};
    std::vector<Target> targets;
    for (const std::string& name : genes) {
        const std::optional<genes::TranscriptRow> transcript = find_transcript(model, name);
        if (!transcript || !transcript->coding())
            throw Error{
                ErrorKind::usage,
                fmt::format("the model has no coding transcript of {}", name),
                {.file = gene_model},
                "give a symbol, or the identifier of a gene or transcript, of this model"};
        append_coding_exons(model, *transcript, targets);
    }
    return targets;
}

}  // namespace genostrat::coverage
