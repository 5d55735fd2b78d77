// SPDX-License-Identifier: MIT
#include "callable_work.hpp"

#include <algorithm>
#include <map>

#include <genostrat/genes/gene_model.hpp>
#include <genostrat/genes/genome_view.hpp>
#include <genostrat/hgvs/convert.hpp>
#include <genostrat/hgvs/transcript_name.hpp>

namespace genostrat::coverage {

struct GapNamer::Model {
    explicit Model(const std::string& path) : genes{path} {}

    /// The transcript of this id, or one of each gene that overlaps the stretch.
    [[nodiscard]] std::vector<genes::TranscriptId>
    transcripts(ContigId contig, Interval where, const std::string& wanted) const {
        if (!wanted.empty())
            return genes.find_transcripts(wanted);
        std::vector<genes::TranscriptId> found;
        genes.locate(contig, where, found);
        std::map<genes::GeneId, genes::TranscriptId> best;
        for (const genes::TranscriptId id : found) {
            const auto [place, is_new] = best.try_emplace(genes.transcript(id).gene, id);
            if (!is_new && rank(place->second) < rank(id))
                place->second = id;
        }
        std::vector<genes::TranscriptId> chosen;
        for (const auto& [gene, id] : best)
            chosen.push_back(id);
        return chosen;
    }

    [[nodiscard]] std::pair<int, std::int32_t> rank(genes::TranscriptId id) const noexcept {
        return transcript_rank(genes.transcript(id));
    }

    genes::GeneModel genes;
};

std::pair<int, std::int32_t> transcript_rank(const genes::TranscriptRow& transcript) noexcept {
    return {
        transcript.has(genes::flag_mane_select) ? 2
        : transcript.has(genes::flag_canonical) ? 1
                                                : 0,
        transcript.cds_length};
}

GapNamer::GapNamer(const std::string& gene_model)
    : model_{gene_model.empty() ? nullptr : std::make_unique<Model>(gene_model)} {
}

GapNamer::~GapNamer() = default;
GapNamer::GapNamer(GapNamer&&) noexcept = default;
GapNamer& GapNamer::operator=(GapNamer&&) noexcept = default;

std::string
GapNamer::name(std::string_view contig, Interval where, const std::string& transcript) const {
    std::string names;
    if (model_ == nullptr)
        return names;
    const genes::GeneModel& genes = model_->genes;
    const ContigId place = genes.contigs().find_alias(contig);
    if (place == unknown_contig)
        return names;
    for (const genes::TranscriptId id : model_->transcripts(place, where, transcript)) {
        const genes::TranscriptRow& row = genes.transcript(id);
        const Interval inside = where.intersection({row.begin, row.end});
        if (row.contig != place || inside.empty())
            continue;
        if (!names.empty())
            names += ',';
        hgvs::append_versioned_id(genes.text(row.id), genes.text(row.version), names);
        names += row.coding() ? ":c." : ":n.";
        const auto append = [&](std::int64_t base) {
            hgvs::append_position(
                row,
                hgvs::position_of(row, genes.exons(row), base),
                hgvs::UtrPositions::ordered,
                names);
        };
        append(row.forward() ? inside.begin : inside.end - 1);
        if (inside.length() == 1)
            continue;
        names += '_';
        append(row.forward() ? inside.end - 1 : inside.begin);
    }
    return names;
}

std::string GapNamer::name(const ClinicalSite& site, const std::string& transcript) const {
    const Interval bases{site.pos, site.pos + static_cast<std::int64_t>(site.ref.size())};
    const std::string range = name(site.contig, bases, transcript);
    const std::size_t colon = range.find(':');
    if (colon == std::string::npos || site.alt.find_first_not_of("ACGTN") != std::string::npos)
        return range;
    // The transcript of the range, in the names of the change on all transcripts.
    const std::string prefix = range.substr(0, colon + 1);
    for (std::string& name : hgvs::to_names(
             genes::GenomeView{model_->genes}, {site.contig, site.pos, site.ref, site.alt}))
        if (name.starts_with(prefix))
            return std::move(name);
    return range;
}

}  // namespace genostrat::coverage
