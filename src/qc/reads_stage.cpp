// SPDX-License-Identifier: MIT
#include <utility>

#include <genostrat/qc/reads_stage.hpp>

namespace genostrat::qc {

ReadsQcStage::ReadsQcStage(
    std::shared_ptr<const CommonSites> sites, std::shared_ptr<const io::Fasta> reference)
    : sites_{std::move(sites)}, fasta_{std::move(reference)} {
}

void ReadsQcStage::bind(const alignment::Header& header) {
    qc_.path = header.path;
    qc_.sample = header.sample();
    qc_.contigs = header.contigs;
    if (fasta_ != nullptr)
        reference_.emplace(fasta_, header.contigs);
    has_gc_reads_.resize(header.contigs.size());
    for (const std::string& contig : header.contigs.names()) {
        ContigSites own;
        own.first = static_cast<std::uint32_t>(qc_.sites.size());
        if (sites_ != nullptr)
            own.sites = sites_->of(contig);
        for (const CommonSite& site : own.sites)
            qc_.sites.push_back({.frequency = site.frequency});
        by_contig_.push_back(own);
    }
}

ReadsQcStage::Partial ReadsQcStage::summarize(alignment::AlignmentBatch& batch) const {
    Partial partial;
    partial.sums.contig_bases.resize(by_contig_.size());
    std::optional<GcLookup> gc;
    if (reference_)
        gc.emplace(*reference_);
    for (std::size_t index = 0; index < batch.n_records(); ++index) {
        const alignment::Record record = batch.record(index);
        partial.sums.add(record);
        const std::int32_t contig = record.contig();
        if (const auto percent = gc ? gc->percent(record) : std::nullopt) {
            ++partial.gc_reads[*percent];
            if (partial.gc_contigs.empty() || partial.gc_contigs.back() != contig)
                partial.gc_contigs.push_back(contig);
        }
        if (contig < 0)
            continue;
        const ContigSites& own = by_contig_[static_cast<std::size_t>(contig)];
        const std::size_t before = partial.bases.size();
        site_bases(record, own.sites, partial.bases);
        for (std::size_t base = before; base < partial.bases.size(); ++base)
            partial.bases[base].site += own.first;
    }
    return partial;
}

void ReadsQcStage::merge(const Partial& partial) {
    qc_.stats.add(partial.sums);
    for (const SiteBase& base : partial.bases) {
        SiteReads& site = qc_.sites[base.site];
        ++(base.what == SiteBase::What::ref   ? site.ref
           : base.what == SiteBase::What::alt ? site.alt
                                              : site.other);
    }
    for (std::size_t percent = 0; percent < partial.gc_reads.size(); ++percent)
        gc_bias_.reads[percent] += partial.gc_reads[percent];
    for (const std::int32_t contig : partial.gc_contigs)
        has_gc_reads_[static_cast<std::size_t>(contig)] = true;
}

void ReadsQcStage::finish(Results& results) {
    for (std::size_t contig = 0; contig < has_gc_reads_.size(); ++contig)
        if (has_gc_reads_[contig])
            reference_->count_windows(static_cast<std::int32_t>(contig), gc_bias_.windows);
    if (gc_bias_.n_reads() > 0)
        qc_.gc_bias = gc_bias_;
    results.put(std::move(qc_));
}

CommonSitesStage::Partial CommonSitesStage::summarize(RecordBatch& batch) const {
    Partial rows;
    for (const RowId row : batch.rows()) {
        const auto alts = batch.alts(row);
        if (alts.size() != 1 || alts[0].size() != 1 || batch.ref(row).size() != 1)
            continue;
        const auto values = batch.info_floats(row, frequency_);
        if (values.size() == 1 && !is_missing(values[0]))
            rows.push_back(
                {std::string{batch.contig_name(row)},
                 batch.pos(row),
                 std::string{batch.ref(row)},
                 std::string{alts[0]},
                 double{values[0]}});
    }
    return rows;
}

void CommonSitesStage::merge(const Partial& rows) {
    for (const Row& row : rows)
        sites_.add(row.contig, row.pos, row.ref, row.alt, row.frequency);
}

void CommonSitesStage::finish(Results& results) {
    sites_.finish();
    results.put(std::move(sites_));
}

}  // namespace genostrat::qc
