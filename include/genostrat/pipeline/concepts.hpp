// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <memory>
#include <string_view>
#include <vector>

#include <genostrat/pipeline/results.hpp>

namespace genostrat {

template <typename Batch>
using Batches = std::vector<std::unique_ptr<Batch>>;

/// Where batches come from. `fetch` and `frame` are called by one thread at a time, in input order;
/// `inflate` and `prepare` by many, each with a batch of its own.
template <typename T>
concept Source = std::movable<T> && requires(T& source, const T& shared, typename T::Batch& batch) {
    typename T::Batch::Schema;
    { source.open() } -> std::same_as<typename T::Batch::Schema>;  // sniff, header
    { source.start(std::declval<const typename T::Batch::Schema&>()) } -> std::same_as<void>;
    { source.fetch(batch) } -> std::same_as<bool>;         // packed bytes; false at the end
    { shared.inflate(batch) } -> std::same_as<void>;       // parallel
    { source.frame(batch) } -> std::same_as<void>;         // whole records only
    { shared.prepare(batch) } -> std::same_as<void>;       // parallel: finds the records
    { shared.progress() } -> std::convertible_to<double>;  // share of the input fetched, 0..1
};

template <typename T, typename Batch>
concept Bindable = std::movable<T> &&
    requires(T& stage, const T& shared, typename Batch::Schema& schema) {
    { shared.name() } -> std::convertible_to<std::string_view>;
    { stage.bind(schema) } -> std::same_as<void>;
};

/// Works on one batch at a time; many threads at once, so `process` is const.
template <typename T, typename Batch>
concept Stage = Bindable<T, Batch> && requires(const T& shared, Batch& batch) {
    { shared.process(batch) } -> std::same_as<void>;
};

/// Sees the batches in input order, one at a time; may keep some back and appends 0..n to `ready`.
template <typename T, typename Batch>
concept OrderedStage = Bindable<T, Batch> &&
    requires(T& stage, std::unique_ptr<Batch> batch, Batches<Batch>& ready) {
    { stage.process(std::move(batch), ready) } -> std::same_as<void>;
    { stage.finish(ready) } -> std::same_as<void>;
};

/// Reduces the stream to a result. A Partial is no bigger than its batch.
template <typename T, typename Batch>
concept Accumulator = Bindable<T, Batch> && requires(
    T& stage, const T& shared, Batch& batch, typename T::Partial partial, Results& results) {
    { shared.summarize(batch) } -> std::same_as<typename T::Partial>;  // parallel
    { stage.merge(std::move(partial)) } -> std::same_as<void>;         // serial, input order
    { stage.finish(results) } -> std::same_as<void>;                   // once, pipeline order
};

/// Where batches go. Chunks are made by `encode` in parallel; `cut` and `write` are called by one
/// thread at a time, in order. After every sink has closed, all are committed.
template <typename T, typename Batch>
concept Sink = std::movable<T> && requires(
    T& sink,
    const T& shared,
    typename Batch::Schema& schema,
    const typename Batch::Schema& bound,
    const Batch& batch,
    typename T::Chunk& chunk) {
    { sink.bind(schema) } -> std::same_as<void>;  // declares what it reads and adds
    { sink.start(bound) } -> std::same_as<void>;  // all stages are bound: writes the header
    { shared.encode(batch, chunk) } -> std::same_as<void>;  // parallel
    { sink.cut(chunk, true) } -> std::same_as<void>;        // serial: blocks across batch borders
    { shared.deflate(chunk) } -> std::same_as<void>;        // parallel
    { sink.write(chunk) } -> std::same_as<void>;            // serial
    { sink.close() } -> std::same_as<void>;                 // flush, sync
    { sink.commit() } -> std::same_as<void>;                // final name
};

}  // namespace genostrat
