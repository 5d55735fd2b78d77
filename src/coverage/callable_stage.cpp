// SPDX-License-Identifier: MIT
#include "callable_work.hpp"

#include <filesystem>

#include <htslib/hts.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/coverage/depth_sweep.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::coverage {

namespace {

using alignment::AlignmentBatch;
using alignment::Header;

struct AllSpans {
    ReadSpans spans{};
};

struct GoodSpans {
    ReadSpans spans{};
};

/// Reduces reads twice: all of them, and the well-mapped ones.
class CallableReads {
public:
    explicit CallableReads(const CallableOptions& options) {
        all_.exclude_flags = options.exclude_flags;
        good_ = all_;
        good_.min_mapping_quality = options.min_mapping_quality;
    }

    [[nodiscard]] static std::string_view name() noexcept { return "callable_reads"; }

    void bind(Header& header) { path_ = header.path; }

    void process(AlignmentBatch& batch) const {
        try {
            collect_spans(batch, all_, DepthMode::bases, batch.product<AllSpans>().spans);
            collect_spans(batch, good_, DepthMode::bases, batch.product<GoodSpans>().spans);
        } catch (Error& error) {
            error.add_where({.file = path_});
            throw;
        }
    }

private:
    ReadFilter all_;
    ReadFilter good_;
    std::string path_;
};

/// Adds up both kinds of reads in file order.
class CallableSweep {
public:
    explicit CallableSweep(std::shared_ptr<CallableWork> work) : work_{std::move(work)} {}

    [[nodiscard]] static std::string_view name() noexcept { return "callable_sweep"; }

    void bind(Header& header) {
        for (auto* sweep : {&all_, &good_})
            *sweep =
                std::make_unique<DepthSweep>(header, work_->selected(), Rules::genostrat, pool_);
    }

    void process(std::unique_ptr<AlignmentBatch> batch, Batches<AlignmentBatch>& ready) {
        all_->add(batch->product<AllSpans>().spans, all_pieces_);
        good_->add(batch->product<GoodSpans>().spans, good_pieces_);
        join();
        ready.push_back(std::move(batch));
    }

    void finish(Batches<AlignmentBatch>&) {
        all_->finish(all_pieces_);
        good_->finish(good_pieces_);
        join();
    }

private:
    /// Hands the pieces on contig by contig: the two end a contig in the same batch.
    void join() {
        std::size_t next_good = 0;
        for (DepthPiece& piece : all_pieces_) {
            add(StateJoiner::Kind::all, piece);
            if (!piece.last)
                continue;
            while (next_good < good_pieces_.size() &&
                   good_pieces_[next_good].contig == piece.contig)
                add(StateJoiner::Kind::good, good_pieces_[next_good++]);
            work_->add_contig(piece.contig, joiner_.take());
        }
        for (; next_good < good_pieces_.size(); ++next_good)
            add(StateJoiner::Kind::good, good_pieces_[next_good]);
        all_pieces_.clear();
        good_pieces_.clear();
    }

    void add(StateJoiner::Kind kind, DepthPiece& piece) {
        if (piece.differences == nullptr) {
            const Run constant{piece.begin, piece.carry};
            joiner_.add(kind, {&constant, 1}, piece.end);
            return;
        }
        runs_.resize(std::size_t{page_positions} + 1);
        const std::size_t n_runs = find_runs(
            std::span{*piece.differences}.first(static_cast<std::size_t>(piece.end - piece.begin)),
            piece.begin,
            piece.carry,
            runs_);
        pool_->give_back(std::move(piece.differences));
        joiner_.add(kind, std::span{runs_}.first(n_runs), piece.end);
    }

    std::shared_ptr<CallableWork> work_;
    std::shared_ptr<PagePool> pool_{std::make_shared<PagePool>()};
    std::unique_ptr<DepthSweep> all_;
    std::unique_ptr<DepthSweep> good_;
    std::vector<DepthPiece> all_pieces_;
    std::vector<DepthPiece> good_pieces_;
    std::vector<Run> runs_;
    StateJoiner joiner_{work_->options().min_depth};
};

/// @throws Error{missing_input} if there is no such file
bool is_variants(const std::string& path) {
    if (!std::filesystem::exists(path.substr(0, path.find("##idx##"))))
        throw Error{ErrorKind::missing_input, "there is no such file", {.file = path}};
    htsFile* const file = hts_open(path.c_str(), "r");
    if (file == nullptr)
        return false;
    const htsFormatCategory category = hts_get_format(file)->category;
    hts_close(file);
    return category == variant_data;
}

CallableResult run_on_reads(const CallableOptions& options) {
    alignment::SourceOptions source;
    source.path = options.path;
    source.reference = options.reference;
    const Header header = alignment::AlignmentSource{source}.open();
    if (header.contigs.size() == 0)
        throw Error{ErrorKind::bad_data, "the header names no contig (@SQ)", {.file = header.path}};
    const auto work = std::make_shared<CallableWork>(options, header.contigs);
    source.regions.emplace();
    for (std::size_t contig = 0; contig < work->selected().size(); ++contig)
        if (work->selected()[contig])
            source.regions->push_back(
                {.contig = std::string{header.contigs.name(static_cast<ContigId>(contig))}});
    source.bases = false;
    source.threads = options.threads;
    static_cast<void>((Pipeline{alignment::AlignmentSource{source}} | CallableReads{options} |
                       CallableSweep{work})
                          .run({.threads = options.threads}));
    return work->finish();
}

}  // namespace

CallableResult run_callable(const CallableOptions& options) {
    return is_variants(options.path) ? run_on_gvcf(options) : run_on_reads(options);
}

}  // namespace genostrat::coverage
