// SPDX-License-Identifier: MIT
#include <optional>

#include <tbb/enumerable_thread_specific.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/coverage/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::coverage {

using alignment::AlignmentBatch;
using alignment::Header;

DepthReads::DepthReads(ReadFilter filter, DepthMode mode)
    : filter_{std::move(filter)}, mode_{mode} {
}

void DepthReads::bind(Header& header) {
    header_ = &header;
}

void DepthReads::process(AlignmentBatch& batch) const {
    try {
        collect_spans(batch, filter_, mode_, batch.product<ReadSpans>());
    } catch (Error& error) {
        error.add_where({.file = header_->path});
        throw;
    }
}

DepthSweepStage::DepthSweepStage(
    std::shared_ptr<const DepthPlan> plan, std::shared_ptr<PagePool> pool)
    : plan_{std::move(plan)}, pool_{std::move(pool)} {
}

void DepthSweepStage::bind(Header& header) {
    sweep_ = std::make_unique<DepthSweep>(header, plan_->selected, plan_->options.rules, pool_);
}

void DepthSweepStage::process(
    std::unique_ptr<AlignmentBatch> batch, Batches<AlignmentBatch>& ready) {
    auto& [pieces, scratch] = batch->product<BatchPieces>();
    pieces.clear();
    sweep_->add(batch->product<ReadSpans>(), pieces);
    ready.push_back(std::move(batch));
}

void DepthSweepStage::finish(Batches<AlignmentBatch>& ready) {
    if (ready.empty()) {
        ready.push_back(std::make_unique<AlignmentBatch>());
        ready.back()->clear();
    }
    sweep_->finish(ready.back()->product<BatchPieces>().pieces);
}

struct DepthSink::Impl {
    std::shared_ptr<const DepthPlan> plan;
    std::shared_ptr<PagePool> pool;
    DepthAssembler assembler;
    std::optional<BedWriter> per_base{};
    std::optional<BedWriter> quantized{};
    std::optional<BedWriter> regions{};
    std::optional<BedWriter> thresholds{};
    std::vector<io::AtomicFile> tables{};
    mutable tbb::enumerable_thread_specific<io::Deflater> deflaters{1};

    void open_beds() {
        const DepthOptions& options = plan->options;
        const std::vector<std::string> names = plan->header.contigs.names();
        std::int64_t longest = 0;
        for (std::size_t contig = 0; contig < names.size(); ++contig)
            longest = std::max(longest, plan->header.contigs.length(static_cast<ContigId>(contig)));
        const auto preset = options.rules == Rules::mosdepth ? io::CsiBuilder::Preset::generic
                                                             : io::CsiBuilder::Preset::zero_based;
        const auto open = [&](std::optional<BedWriter>& bed,
                              std::string_view name,
                              std::string_view header = {}) {
            bed.emplace(
                options.prefix + "." + std::string{name} + ".bed.gz",
                names,
                longest,
                preset,
                header);
        };
        if (options.per_base)
            open(per_base, "per-base");
        if (!plan->labels.empty())
            open(quantized, "quantized");
        if (plan->with_regions())
            open(regions, "regions");
        if (!options.thresholds.empty()) {
            std::string header = "#chrom\tstart\tend\tregion";
            for (const std::int64_t threshold : options.thresholds)
                header += "\t" + std::to_string(threshold) + "X";
            open(thresholds, "thresholds", header + "\n");
        }
    }

    void write_table(std::string_view name, const std::string& text) {
        tables.emplace_back(plan->options.prefix + ".mosdepth." + std::string{name} + ".txt");
        tables.back().write(text);
        tables.back().close();
    }
};

DepthSink::DepthSink(std::shared_ptr<const DepthPlan> plan, std::shared_ptr<PagePool> pool)
    : impl_{std::make_unique<Impl>(Impl{plan, std::move(pool), DepthAssembler{plan}})} {
}

DepthSink::~DepthSink() = default;
DepthSink::DepthSink(DepthSink&&) noexcept = default;
DepthSink& DepthSink::operator=(DepthSink&&) noexcept = default;

void DepthSink::bind(Header&) {
}

void DepthSink::start(const Header&) {
    impl_->open_beds();
}

void DepthSink::encode(const AlignmentBatch& batch, Chunk& chunk) const {
    BatchPieces* const work = batch.find_product<BatchPieces>();
    if (work == nullptr)
        return;
    for (DepthPiece& piece : work->pieces)
        chunk.pieces.push_back(
            encode_piece(*impl_->plan, std::move(piece), *impl_->pool, work->scratch));
    work->pieces.clear();
}

void DepthSink::cut(Chunk& chunk, bool last) {
    for (PieceRows& piece : chunk.pieces) {
        DepthRows rows;
        impl_->assembler.add(std::move(piece), rows);
        const auto hand_on = [](std::optional<BedWriter>& bed, BedRows& part, PackedRows& out) {
            if (bed)
                bed->cut(std::move(part), false, out);
        };
        hand_on(impl_->per_base, rows.per_base, chunk.per_base);
        hand_on(impl_->quantized, rows.quantized, chunk.quantized);
        hand_on(impl_->regions, rows.regions, chunk.regions);
        hand_on(impl_->thresholds, rows.thresholds, chunk.thresholds);
    }
    chunk.pieces.clear();
    if (!last)
        return;
    const auto flush = [](std::optional<BedWriter>& bed, PackedRows& out) {
        if (bed)
            bed->cut({}, true, out);
    };
    flush(impl_->per_base, chunk.per_base);
    flush(impl_->quantized, chunk.quantized);
    flush(impl_->regions, chunk.regions);
    flush(impl_->thresholds, chunk.thresholds);
}

void DepthSink::deflate(Chunk& chunk) const {
    const io::Deflater& deflater = impl_->deflaters.local();
    deflate_rows(chunk.per_base, deflater);
    deflate_rows(chunk.quantized, deflater);
    deflate_rows(chunk.regions, deflater);
    deflate_rows(chunk.thresholds, deflater);
}

void DepthSink::write(Chunk& chunk) {
    const auto write_rows = [](std::optional<BedWriter>& bed, const PackedRows& rows) {
        if (bed)
            bed->write(rows);
    };
    write_rows(impl_->per_base, chunk.per_base);
    write_rows(impl_->quantized, chunk.quantized);
    write_rows(impl_->regions, chunk.regions);
    write_rows(impl_->thresholds, chunk.thresholds);
}

void DepthSink::close() {
    for (std::optional<BedWriter>* bed :
         {&impl_->per_base, &impl_->quantized, &impl_->regions, &impl_->thresholds})
        if (*bed)
            (*bed)->close();
    impl_->write_table("summary", impl_->assembler.summary());
    impl_->write_table("global.dist", impl_->assembler.global_distribution());
    if (impl_->plan->with_regions())
        impl_->write_table("region.dist", impl_->assembler.region_distribution());
}

void DepthSink::commit() {
    for (std::optional<BedWriter>* bed :
         {&impl_->per_base, &impl_->quantized, &impl_->regions, &impl_->thresholds})
        if (*bed)
            (*bed)->commit();
    for (io::AtomicFile& table : impl_->tables)
        table.commit();
}

void run_depth(const DepthOptions& options) {
    alignment::SourceOptions source;
    source.path = options.path;
    source.reference = options.reference;
    const Header header = alignment::AlignmentSource{source}.open();
    const auto plan = std::make_shared<const DepthPlan>(options, header);
    source.regions.emplace();
    for (std::size_t contig = 0; contig < plan->selected.size(); ++contig)
        if (plan->selected[contig])
            source.regions->push_back(
                {.contig = std::string{header.contigs.name(static_cast<ContigId>(contig))}});
    source.bases = false;
    source.old_index =
        options.rules == Rules::mosdepth ? alignment::OldIndex::warn : options.old_index;
    source.threads = options.threads;
    const auto pool = std::make_shared<PagePool>();
    static_cast<void>((Pipeline{alignment::AlignmentSource{source}} |
                       DepthReads{options.filter, options.mode} | DepthSweepStage{plan, pool} |
                       DepthSink{plan, pool})
                          .run({.threads = options.threads}));
}

}  // namespace genostrat::coverage
