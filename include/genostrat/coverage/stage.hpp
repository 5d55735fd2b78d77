// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/coverage/depth_output.hpp>
#include <genostrat/pipeline/concepts.hpp>

namespace genostrat::coverage {

/// Reduces the reads of a batch to spans (a parallel stage; product ReadSpans).
class DepthReads {
public:
    DepthReads(ReadFilter filter, DepthMode mode);

    [[nodiscard]] std::string_view name() const noexcept { return "depth_reads"; }

    void bind(alignment::Header& header);
    void process(alignment::AlignmentBatch& batch) const;

private:
    ReadFilter filter_;
    DepthMode mode_;
    const alignment::Header* header_{};
};

/// The complete pieces that go with a batch, and room to work on them.
struct BatchPieces {
    std::vector<DepthPiece> pieces{};
    std::vector<Run> scratch{};
};

/// Adds up reads in file order (an ordered stage; product BatchPieces).
class DepthSweepStage {
public:
    DepthSweepStage(std::shared_ptr<const DepthPlan> plan, std::shared_ptr<PagePool> pool);

    [[nodiscard]] std::string_view name() const noexcept { return "depth_sweep"; }

    void bind(alignment::Header& header);
    void process(
        std::unique_ptr<alignment::AlignmentBatch> batch,
        Batches<alignment::AlignmentBatch>& ready);
    void finish(Batches<alignment::AlignmentBatch>& ready);

private:
    std::shared_ptr<const DepthPlan> plan_;
    std::shared_ptr<PagePool> pool_;
    std::unique_ptr<DepthSweep> sweep_;
};

/// Writes mosdepth's files.
class DepthSink {
public:
    struct Chunk {
        std::vector<PieceRows> pieces{};
        PackedRows per_base{};
        PackedRows quantized{};
        PackedRows regions{};
        PackedRows thresholds{};
    };

    DepthSink(std::shared_ptr<const DepthPlan> plan, std::shared_ptr<PagePool> pool);
    ~DepthSink();
    DepthSink(DepthSink&&) noexcept;
    DepthSink& operator=(DepthSink&&) noexcept;

    void bind(alignment::Header& header);
    void start(const alignment::Header& header);
    void encode(const alignment::AlignmentBatch& batch, Chunk& chunk) const;
    void cut(Chunk& chunk, bool last);
    void deflate(Chunk& chunk) const;
    void write(Chunk& chunk);
    void close();
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Runs `genostrat depth`.
/// @throws Error, see AlignmentSource, DepthPlan and DepthSweep
void run_depth(const DepthOptions& options);

}  // namespace genostrat::coverage
