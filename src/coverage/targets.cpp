// SPDX-License-Identifier: MIT
#include "callable_work.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/io/bed.hpp>

namespace genostrat::coverage {

namespace {

std::string_view gene_name(const genes::GeneModel& model, const genes::GeneRow& gene) {
    const std::string_view symbol = model.text(gene.symbol);
    return symbol.empty() ? model.text(gene.id) : symbol;
}

/// Those that a name means; empty where there is none.
std::vector<genes::TranscriptRow>
find_transcripts(const genes::GeneModel& model, const std::string& name, TranscriptChoice choice) {
    std::vector<genes::TranscriptRow> found;
    for (const genes::TranscriptId id : model.find_transcripts(name)) {
        if (model.transcript(id).coding())
            found.push_back(model.transcript(id));
        if (!found.empty())
            return found;
    }
    for (const genes::TranscriptRow& transcript : model.transcripts()) {
        const genes::GeneRow& gene = model.gene(transcript.gene);
        if (!transcript.coding() ||
            (model.text(gene.symbol) != name && model.text(gene.id) != name))
            continue;
        if (choice == TranscriptChoice::all || found.empty())
            found.push_back(transcript);
        else if (transcript_rank(found.front()) < transcript_rank(transcript))
            found.front() = transcript;
    }
    return found;
}

void append_coding_exons(
    const genes::GeneModel& model,
    const genes::TranscriptRow& transcript,
    std::int64_t flank,
    GeneTargets& targets) {
    const auto exons = model.exons(transcript);
    const std::string gene{gene_name(model, model.gene(transcript.gene))};
    const std::string id{model.text(transcript.id)};
    const std::string group = fmt::format("{}:{}", gene, id);
    const std::string contig{model.contigs().name(transcript.contig)};
    const std::int64_t length = model.contigs().length(transcript.contig);
    const std::int64_t last = length < 0 ? INT64_MAX : length;
    for (std::size_t index = 0; index < exons.size(); ++index) {
        const std::int32_t begin = std::max(exons[index].begin, transcript.cds_begin);
        const std::int32_t end = std::min(exons[index].end, transcript.cds_end);
        if (begin >= end)
            continue;
        const std::size_t number = transcript.forward() ? index + 1 : exons.size() - index;
        targets.exons.push_back(
            {.contig = contig,
             .begin = std::max<std::int64_t>(begin - flank, 0),
             .end = std::min(end + flank, last),
             .name = fmt::format("{}:exon{}", group, number),
             .group = group,
             .gene = gene,
             .transcript = id});
    }
    targets.spans.push_back(
        {.contig = contig,
         .begin = transcript.begin,
         .end = transcript.end,
         .name = gene,
         .gene = gene,
         .transcript = id});
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

GeneTargets coding_targets(
    const std::string& gene_model,
    std::span<const std::string> genes,
    std::int64_t flank,
    TranscriptChoice choice) {
    const genes::GeneModel model{gene_model};
    GeneTargets targets;
    for (const std::string& name : genes) {
        const std::vector<genes::TranscriptRow> transcripts = find_transcripts(model, name, choice);
        if (transcripts.empty())
            throw Error{
                ErrorKind::usage,
                fmt::format("the model has no coding transcript of {}", name),
                {.file = gene_model},
                "give a symbol, or the identifier of a gene or transcript, of this model"};
        for (const genes::TranscriptRow& transcript : transcripts)
            append_coding_exons(model, transcript, flank, targets);
    }
    return targets;
}

}  // namespace genostrat::coverage
