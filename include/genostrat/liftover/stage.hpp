// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/io/text_output.hpp>
#include <genostrat/liftover/variant.hpp>
#include <genostrat/pipeline/concepts.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/reorder.hpp>

namespace genostrat::liftover {

struct LiftoverOptions {
    std::shared_ptr<const ChainMap> chains{};
    std::shared_ptr<const io::Fasta> target{};  ///< target assembly; none: see VariantLifter
    std::string
        source_tag{};  ///< INFO key that gets `CHROM|POS|REF|ALT` of the source; empty: none
};

/// What a run did; filled by many threads.
struct LiftoverCounts {
    static constexpr std::size_t n_reasons =
        static_cast<std::size_t>(RejectReason::invalid_alleles) + 1;

    std::atomic<std::int64_t> lifted{};
    std::atomic<std::int64_t> swapped{};
    std::atomic<std::int64_t> flipped{};
    std::array<std::atomic<std::int64_t>, n_reasons> rejected{};  ///< by RejectReason

    [[nodiscard]] std::int64_t n_rejected() const noexcept;
};

/// Rows without a counterpart, as they came in, with INFO/LIFT_REJECT; a product of the batch.
struct RejectedRows {
    std::string lines{};
};

/// Puts the place and alleles of another assembly in the place of each row's; rows without a
/// counterpart leave. The header gets the target's contigs, named as the target's FASTA or else the
/// input names them; lines of contigs that the target has not stay.
///
/// Where ALT and REF changed places (INFO/LIFT_SWAP names the ALT), genotypes and values of
/// Number=A, R and G follow; INFO/LIFT_FLIP marks rows of the other strand. Output rows are in the
/// order of the source: LiftoverOrder follows.
class Liftover {
public:
    Liftover(LiftoverOptions options, std::shared_ptr<LiftoverCounts> counts);

    [[nodiscard]] std::string_view name() const noexcept { return "liftover"; }

    /// @throws Error{usage} if the header and the chain file have no contig in common
    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    void
    lift_row(RecordBatch& batch, RowId row, std::vector<RowId>& order, std::string& rejects) const;
    void append_lifted(
        const RecordBatch& batch, RowId row, const LiftedVariant& lifted, std::string& out) const;
    void name_targets(Schema& schema);

    LiftoverOptions options_;
    VariantLifter lifter_;
    std::shared_ptr<LiftoverCounts> counts_;
    std::optional<RowReorderer> reorderer_{};
    std::optional<InfoId> end_{};
    std::vector<std::string> target_names_{};  ///< of each contig of the map's targets()
};

/// Sorts all rows by contig, in the order of the header, and place. Holds all rows in memory until
/// the input ends.
class LiftoverOrder {
public:
    LiftoverOrder();
    ~LiftoverOrder();
    LiftoverOrder(LiftoverOrder&&) noexcept;
    LiftoverOrder& operator=(LiftoverOrder&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "liftover_order"; }

    void bind(Schema& schema);
    void process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready);
    void finish(Batches<RecordBatch>& ready);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Sink: the rejected rows as VCF under the source's header; BGZF where the path says so.
class RejectSink {
public:
    struct Chunk {
        std::string text{};
    };

    /// @param header  of the source: from `text()` of the schema before Liftover was bound
    RejectSink(std::string path, std::shared_ptr<const std::string> header);

    void bind(Schema& schema) { static_cast<void>(schema); }

    void start(const Schema& schema);
    void encode(const RecordBatch& batch, Chunk& chunk) const;

    void cut(Chunk&, bool) {}

    void deflate(Chunk&) const {}

    void write(Chunk& chunk);

    void close() {}

    void commit();

private:
    std::string path_;
    std::shared_ptr<const std::string> header_;
    std::optional<io::TextOutput> output_{};
};

/// Notes the header as it is at this point of the pipeline, for RejectSink.
class KeepHeader {
public:
    explicit KeepHeader(std::shared_ptr<std::string> header) : header_{std::move(header)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "keep_header"; }

    void bind(Schema& schema);

    void process(RecordBatch& batch) const { static_cast<void>(batch); }

private:
    std::shared_ptr<std::string> header_;
};

/// The stage as plans name it: Liftover, then LiftoverOrder.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::liftover
