// SPDX-License-Identifier: MIT
#include "genes/model_layout.hpp"

#include <algorithm>
#include <mutex>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/genes/packed_sequence.hpp>
#include <genostrat/io/container.hpp>

namespace genostrat::genes {

struct GeneModel::Stored {
    explicit Stored(const std::string& path) : container{path, section::kind, format_version} {}

    /// The genome is most of the file: its checksum is looked at when it is first used, so that a
    /// model opens at once.
    [[nodiscard]] const PackedSequence& genome() const {
        std::call_once(checked, [&] {
            packed = PackedSequence{
                container.array<std::uint8_t>(section::genome),
                container.array<LetterRun>(section::letter_runs)};
        });
        return packed;
    }

    io::Container container;
    mutable std::once_flag checked;
    mutable PackedSequence packed;
};

namespace {

[[noreturn]] void refuse(const std::string& path, std::string_view what) {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("the gene model is not sound: {}", what),
        {.file = path},
        "build it again with 'genostrat genes build'"};
}

}  // namespace

GeneModel::GeneModel(const std::string& path) : stored_{std::make_unique<Stored>(path)} {
    const io::Container& file = stored_->container;
    const auto lengths = file.array<std::int64_t>(section::contig_lengths);
    const std::string_view names = file.text(section::contig_names);
    if (!names.empty())
        for_each_piece(names.substr(0, names.size() - 1), '\n', [&](std::string_view name) {
            if (contigs_.size() < lengths.size())
                contigs_.add(name, lengths[contigs_.size()]);
        });
    transcripts_ = file.array<TranscriptRow>(section::transcripts);
    genes_ = file.array<GeneRow>(section::genes);
    exons_ = file.array<ExonRow>(section::exons);
    special_ = file.array<SpecialSite>(section::special);
    text_offsets_ = file.array<std::uint32_t>(section::text_offsets);
    text_ = file.text(section::text);
    bin_starts_ = file.array<std::uint32_t>(section::bin_starts);
    bin_offsets_ = file.array<std::uint32_t>(section::bin_offsets);
    bin_entries_ = file.array<TranscriptId>(section::bin_entries);
    by_id_ = file.array<TranscriptId>(section::by_id);
    regions_ = file.array<GenomeRegion>(section::regions);
    if (contigs_.size() != lengths.size() || bin_starts_.size() != lengths.size() + 1 ||
        text_offsets_.empty() || text_offsets_.back() != text_.size() || bin_offsets_.empty() ||
        bin_offsets_.back() != bin_entries_.size() || by_id_.size() != transcripts_.size())
        refuse(path, "its tables do not fit together");
}

GeneModel::~GeneModel() = default;
GeneModel::GeneModel(GeneModel&&) noexcept = default;
GeneModel& GeneModel::operator=(GeneModel&&) noexcept = default;

const std::string& GeneModel::path() const noexcept {
    return stored_->container.path();
}

// A transcript that spans several bins stands in each of them; it is taken in the first bin that
// both it and the stretch touch, so that none comes twice.
void GeneModel::locate(ContigId contig, Interval where, std::vector<TranscriptId>& found) const {
    found.clear();
    const auto row = static_cast<std::size_t>(contig);
    if (contig < 0 || row + 1 >= bin_starts_.size() || where.end < where.begin)
        return;
    const std::int64_t n_bins = bin_starts_[row + 1] - bin_starts_[row];
    const std::int64_t begin = std::max<std::int64_t>(where.begin, 0);
    const std::int64_t first_bin = begin / locate_bin_length;
    const std::int64_t last_bin =
        std::min(n_bins - 1, std::max(first_bin, (where.end - 1) / locate_bin_length));
    bool sorted = true;
    for (std::int64_t bin = first_bin; bin <= last_bin; ++bin) {
        const std::size_t at = bin_starts_[row] + static_cast<std::size_t>(bin);
        const std::int64_t bin_begin = bin * locate_bin_length;
        for (std::uint32_t entry = bin_offsets_[at]; entry < bin_offsets_[at + 1]; ++entry) {
            const TranscriptId id = bin_entries_[entry];
            const TranscriptRow& transcript = transcripts_[id];
            if (transcript.begin >= where.end || transcript.end <= where.begin)
                continue;
            if (bin != first_bin && transcript.begin < bin_begin)
                continue;
            sorted = sorted && (found.empty() || found.back() < id);
            found.push_back(id);
        }
    }
    if (!sorted)
        std::sort(found.begin(), found.end());
}

std::vector<TranscriptId> GeneModel::find_transcripts(std::string_view id) const {
    const auto text_of = [&](TranscriptId one) { return text(transcripts_[one].id); };
    std::vector<TranscriptId> found;
    const auto collect = [&](std::string_view name, std::string_view version) {
        auto at = std::lower_bound(
            by_id_.begin(), by_id_.end(), name, [&](TranscriptId one, std::string_view wanted) {
                return text_of(one) < wanted;
            });
        for (; at != by_id_.end() && text_of(*at) == name; ++at)
            if (version.empty() || text(transcripts_[*at].version) == version)
                found.push_back(*at);
    };
    collect(id, {});
    const std::size_t dot = id.rfind('.');
    if (found.empty() && dot != std::string_view::npos)
        collect(id.substr(0, dot), id.substr(dot + 1));
    if (found.empty()) {  // ids stored with their version
        const std::string prefix = std::string{id} + '.';
        auto at = std::lower_bound(
            by_id_.begin(), by_id_.end(), prefix, [&](TranscriptId one, const std::string& wanted) {
                return text_of(one) < wanted;
            });
        for (; at != by_id_.end() && text_of(*at).starts_with(prefix); ++at)
            found.push_back(*at);
    }
    return found;
}

Interval GeneModel::stored_around(ContigId contig, std::int64_t pos) const noexcept {
    const auto after =
        std::partition_point(regions_.begin(), regions_.end(), [&](const GenomeRegion& one) {
            return one.contig < contig || (one.contig == contig && one.begin <= pos);
        });
    if (after == regions_.begin())
        return {};
    const GenomeRegion& region = *(after - 1);
    if (region.contig != contig || pos > region.end)
        return {};
    return {region.begin, region.end};
}

Interval GeneModel::append_bases(ContigId contig, Interval where, std::string& out) const {
    if (where.begin < 0)
        where.begin = 0;
    auto after =
        std::partition_point(regions_.begin(), regions_.end(), [&](const GenomeRegion& one) {
            return one.contig < contig || (one.contig == contig && one.end <= where.begin);
        });
    if (after == regions_.end() || after->contig != contig)
        return {where.begin, where.begin};
    const GenomeRegion& region = *after;
    const Interval taken = where.intersection({region.begin, region.end});
    if (taken.empty())
        return {where.begin, where.begin};
    stored_->genome().append_to(
        out,
        region.packed + (taken.begin - region.begin),
        region.packed + (taken.end - region.begin));
    return taken;
}

void GeneModel::append_spliced(const TranscriptRow& transcript, std::string& out) const {
    const std::size_t before = out.size();
    for (const ExonRow& exon : exons(transcript))
        append_bases(transcript.contig, {exon.begin, exon.end}, out);
    if (transcript.forward())
        return;
    std::string spliced = out.substr(before);
    out.resize(before);
    append_reverse_complement(spliced, out);
}

}  // namespace genostrat::genes
