// SPDX-License-Identifier: MIT
#pragma once

#include <any>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tbb/concurrent_queue.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/tsan.hpp>
#include <genostrat/pipeline/any_stage.hpp>
#include <genostrat/pipeline/concepts.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/pipeline/run_options.hpp>

namespace genostrat::detail {

/// Runs one pipeline to its end: fetch S -> inflate P -> frame S -> { work P | ordered S }... ->
/// encode P -> cut S -> deflate P -> write S, where S is serial in input order and P parallel.
///
/// Invariants:
/// 1. A token is one Slot; it carries 0..n batches, partial results, chunks and the first error.
/// 2. A slot with an error is carried through untouched, and only `write` rethrows: all earlier
///    rows have been written by then, and the error is the first in input order.
/// 3. After the last batch one slot has `last` set: frame, ordered stages and cut flush with it.
/// 4. Batches are recycled when they are encoded; at most n_tokens are alive beside those that
///    ordered stages hold back.
template <Source S>
class Runner {
public:
    using Batch = typename S::Batch;
    using Schema = typename Batch::Schema;

    Runner(
        S& source,
        std::vector<AnyStage<Batch>>& stages,
        std::vector<AnySink<Batch>>& sinks,
        const RunOptions& options)
        : source_{source}, stages_{stages}, sinks_{sinks}, options_{options} {}

    Results run() {
        Schema schema = source_.open();
        for (AnyStage<Batch>& stage : stages_)
            stage->bind(schema);
        for (AnySink<Batch>& sink : sinks_)
            sink->bind(schema);
        source_.start(schema);
        for (AnySink<Batch>& sink : sinks_)
            sink->start(schema);
        run_filters();
        Results results;
        for (AnyStage<Batch>& stage : stages_)
            stage->finish(results);
        for (AnySink<Batch>& sink : sinks_)
            sink->close();
        for (AnySink<Batch>& sink : sinks_)
            sink->commit();
        results.commit_files();
        return results;
    }

    [[nodiscard]] std::int64_t n_bad_records() const noexcept { return n_bad_; }

    [[nodiscard]] const std::string& first_bad_record() const noexcept { return first_bad_; }

private:
    struct Slot {
        bool last{};
        Batches<Batch> batches{};
        std::vector<std::pair<std::size_t, std::any>> partials{};
        std::vector<std::any> chunks{};
        Progress progress{};
        std::int64_t n_bad{};
        std::string first_bad{};
        std::exception_ptr error{};
    };

    using Token = Slot*;  // raw: TBB stores pointers in place, anything else on its heap
    using Filter = tbb::filter<Token, Token>;

    static constexpr std::size_t tokens_per_thread = 3;

    template <typename Work>
    void guarded(Slot& slot, Work work) const {
        if (slot.error || failed_)
            return;
        try {
            work(slot);
        } catch (...) {
            slot.error = std::current_exception();
            slot.batches.clear();
        }
    }

    template <typename Work>
    Filter parallel(Work work) {
        return tbb::make_filter<Token, Token>(
            tbb::filter_mode::parallel, [this, work](Token token) {
                tsan_acquire(token);
                guarded(*token, work);
                tsan_release(token);
                return token;
            });
    }

    template <typename Work>
    Filter serial(Work work) {
        return tbb::make_filter<Token, Token>(
            tbb::filter_mode::serial_in_order,
            [this, work, lane = std::make_shared<char>()](Token token) {
                tsan_acquire(lane.get());
                tsan_acquire(token);
                guarded(*token, work);
                tsan_release(token);
                tsan_release(lane.get());
                return token;
            });
    }

    tbb::filter<void, Token> fetch_filter() {
        return tbb::make_filter<void, Token>(
            tbb::filter_mode::serial_in_order, [this](tbb::flow_control& control) -> Token {
                tsan_acquire(&at_end_);
                if (at_end_ || failed_) {
                    control.stop();
                    return nullptr;
                }
                auto slot = std::make_unique<Slot>();
                guarded(*slot, [this](Slot& own) { fetch(own); });
                if (slot->error)
                    at_end_ = true;
                tsan_release(slot.get());
                tsan_release(&at_end_);
                return slot.release();
            });
    }

    void fetch(Slot& slot) {
        if (options_.stop != nullptr && options_.stop->load())
            throw Error{ErrorKind::system, "interrupted"};
        std::unique_ptr<Batch> batch;
        if (!idle_.try_pop(batch))
            batch = std::make_unique<Batch>();
        batch->clear();
        if (!source_.fetch(*batch))
            slot.last = at_end_ = true;
        slot.progress.share_of_input = source_.progress();
        slot.batches.push_back(std::move(batch));
    }

    /// Stages [first, last) are parallel ones and accumulators: they share one filter.
    void work(Slot& slot, std::size_t first, std::size_t last) const {
        for (std::unique_ptr<Batch>& batch : slot.batches) {
            for (std::size_t stage = first; stage < last; ++stage) {
                if (stages_[stage]->kind() == StageKind::parallel)
                    stages_[stage]->process(*batch);
                else
                    slot.partials.emplace_back(stage, stages_[stage]->summarize(*batch));
            }
            batch->settle();
        }
    }

    void order(Slot& slot, std::size_t stage) {
        Batches<Batch> ready;
        for (std::unique_ptr<Batch>& batch : slot.batches)
            stages_[stage]->process(std::move(batch), ready);
        if (slot.last)
            stages_[stage]->finish(ready);
        slot.batches = std::move(ready);
        for (std::unique_ptr<Batch>& batch : slot.batches)
            batch->settle();
    }

    void encode(Slot& slot) {
        for (AnySink<Batch>& sink : sinks_) {
            slot.chunks.push_back(sink->make_chunk());
            for (const std::unique_ptr<Batch>& batch : slot.batches)
                sink->encode(*batch, slot.chunks.back());
        }
        for (std::unique_ptr<Batch>& batch : slot.batches) {
            batch->describe(slot.progress);
            slot.n_bad += batch->n_bad();
            if (slot.first_bad.empty())
                slot.first_bad = batch->first_bad();
            idle_.push(std::move(batch));
        }
        slot.batches.clear();
    }

    void write(Slot& slot) {
        for (auto& [stage, partial] : slot.partials)
            stages_[stage]->merge(std::move(partial));
        for (std::size_t sink = 0; sink < sinks_.size(); ++sink)
            sinks_[sink]->write(slot.chunks[sink]);
        n_bad_ += slot.n_bad;
        if (first_bad_.empty())
            first_bad_ = std::move(slot.first_bad);
        progress_.n_records += slot.progress.n_records;
        progress_.n_bytes += slot.progress.n_bytes;
        progress_.share_of_input = slot.progress.share_of_input;
        if (!slot.progress.position.empty())
            progress_.position = std::move(slot.progress.position);
        if (options_.on_progress)
            options_.on_progress(progress_);
    }

    tbb::filter<void, void> all_filters() {
        tbb::filter<void, Token> chain =
            fetch_filter() & parallel([this](Slot& slot) {
                for (const std::unique_ptr<Batch>& batch : slot.batches)
                    std::as_const(source_).inflate(*batch);
            }) &
            serial([this](Slot& slot) {
                for (const std::unique_ptr<Batch>& batch : slot.batches)
                    source_.frame(*batch);
            }) &
            parallel([this](Slot& slot) {
                for (const std::unique_ptr<Batch>& batch : slot.batches) {
                    std::as_const(source_).prepare(*batch);
                    batch->settle();
                }
            });
        for (std::size_t stage = 0; stage < stages_.size();) {
            if (stages_[stage]->kind() == StageKind::ordered) {
                chain = chain & serial([this, stage](Slot& slot) { order(slot, stage); });
                ++stage;
                continue;
            }
            std::size_t last = stage;
            while (last < stages_.size() && stages_[last]->kind() != StageKind::ordered)
                ++last;
            chain = chain & parallel([this, stage, last](Slot& slot) { work(slot, stage, last); });
            stage = last;
        }
        chain = chain & parallel([this](Slot& slot) { encode(slot); }) & serial([this](Slot& slot) {
                    for (std::size_t sink = 0; sink < sinks_.size(); ++sink)
                        sinks_[sink]->cut(slot.chunks[sink], slot.last);
                }) &
                parallel([this](Slot& slot) {
                    for (std::size_t sink = 0; sink < sinks_.size(); ++sink)
                        sinks_[sink]->deflate(slot.chunks[sink]);
                });
        return chain & write_filter();
    }

    tbb::filter<Token, void> write_filter() {
        return tbb::make_filter<Token, void>(
            tbb::filter_mode::serial_in_order, [this](Token token) {
                tsan_acquire(&first_error_);
                tsan_acquire(token);
                const std::unique_ptr<Slot> slot{token};
                if (!first_error_) {
                    guarded(*slot, [this](Slot& own) { write(own); });
                    if (slot->error) {
                        first_error_ = slot->error;
                        failed_ = true;
                    }
                }
                tsan_release(&first_error_);
            });
    }

    void run_filters() {
        const int threads =
            options_.threads > 0 ? options_.threads : tbb::this_task_arena::max_concurrency();
        tbb::task_arena arena{threads};
        arena.execute([&] {
            tbb::parallel_pipeline(
                static_cast<std::size_t>(threads) * tokens_per_thread, all_filters());
        });
        tsan_acquire(&first_error_);
        tsan_acquire(&at_end_);
        if (first_error_)
            std::rethrow_exception(first_error_);
    }

    S& source_;
    std::vector<AnyStage<Batch>>& stages_;
    std::vector<AnySink<Batch>>& sinks_;
    const RunOptions& options_;
    tbb::concurrent_queue<std::unique_ptr<Batch>> idle_;
    bool at_end_{};
    std::atomic<bool> failed_{};  // later slots pass through without work
    std::exception_ptr first_error_;
    Progress progress_;
    std::int64_t n_bad_{};
    std::string first_bad_;
};

}  // namespace genostrat::detail
