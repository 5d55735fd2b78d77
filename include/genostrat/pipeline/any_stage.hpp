// SPDX-License-Identifier: MIT
#pragma once

#include <any>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <genostrat/pipeline/concepts.hpp>

namespace genostrat {

enum class StageKind : std::uint8_t { parallel, ordered, accumulator };

/// Any stage of one batch type, owned; one virtual call a batch.
template <typename Batch>
class AnyStage {
    using Schema = typename Batch::Schema;

    struct Interface {
        virtual ~Interface() = default;
        [[nodiscard]] virtual StageKind kind() const = 0;
        [[nodiscard]] virtual std::string name() const = 0;
        virtual void bind(Schema& schema) = 0;
        virtual void process(Batch& batch) const = 0;
        virtual void process(std::unique_ptr<Batch> batch, Batches<Batch>& ready) = 0;
        virtual void finish(Batches<Batch>& ready) = 0;
        [[nodiscard]] virtual std::any summarize(Batch& batch) const = 0;
        virtual void merge(std::any partial) = 0;
        virtual void finish(Results& results) = 0;
    };

    // The runner calls only the members that belong to kind(); the others do nothing.
    template <typename S>
    struct Model final : Interface {
        explicit Model(S given) : stage{std::move(given)} {}

        [[nodiscard]] StageKind kind() const override {
            return Accumulator<S, Batch>    ? StageKind::accumulator
                   : OrderedStage<S, Batch> ? StageKind::ordered
                                            : StageKind::parallel;
        }

        [[nodiscard]] std::string name() const override { return std::string{stage.name()}; }

        void bind(Schema& schema) override { stage.bind(schema); }

        void process(Batch& batch) const override {
            if constexpr (Stage<S, Batch>)
                stage.process(batch);
        }

        void process(std::unique_ptr<Batch> batch, Batches<Batch>& ready) override {
            if constexpr (OrderedStage<S, Batch>)
                stage.process(std::move(batch), ready);
            else
                ready.push_back(std::move(batch));
        }

        void finish(Batches<Batch>& ready) override {
            if constexpr (OrderedStage<S, Batch>)
                stage.finish(ready);
        }

        [[nodiscard]] std::any summarize(Batch& batch) const override {
            if constexpr (Accumulator<S, Batch>)
                return std::any{std::make_shared<typename S::Partial>(stage.summarize(batch))};
            else
                return {};
        }

        void merge(std::any partial) override {
            if constexpr (Accumulator<S, Batch>)
                stage.merge(std::move(
                    *std::any_cast<std::shared_ptr<typename S::Partial>>(std::move(partial))));
        }

        void finish(Results& results) override {
            if constexpr (Accumulator<S, Batch>)
                stage.finish(results);
        }

        S stage;
    };

    std::unique_ptr<Interface> stage_;

public:
    template <typename S>

    requires(!std::same_as<S, AnyStage>) && (Stage<S, Batch> || OrderedStage<S, Batch> ||
                                             Accumulator<S, Batch>)explicit AnyStage(S stage)
        : stage_{std::make_unique<Model<S>>(std::move(stage))} {}

    [[nodiscard]] Interface* operator->() const noexcept { return stage_.get(); }
};

/// Any sink of one batch type, owned.
template <typename Batch>
class AnySink {
    using Schema = typename Batch::Schema;

    struct Interface {
        virtual ~Interface() = default;
        virtual void bind(Schema& schema) = 0;
        virtual void start(const Schema& schema) = 0;
        [[nodiscard]] virtual std::any make_chunk() const = 0;
        virtual void encode(const Batch& batch, std::any& chunk) const = 0;
        virtual void cut(std::any& chunk, bool last) = 0;
        virtual void deflate(std::any& chunk) const = 0;
        virtual void write(std::any& chunk) = 0;
        virtual void close() = 0;
        virtual void commit() = 0;
    };

    template <typename S>
    struct Model final : Interface {
        using Chunk = typename S::Chunk;

        explicit Model(S given) : sink{std::move(given)} {}

        static Chunk& chunk_of(std::any& chunk) {
            return **std::any_cast<std::shared_ptr<Chunk>>(&chunk);
        }

        void bind(Schema& schema) override { sink.bind(schema); }

        void start(const Schema& schema) override { sink.start(schema); }

        [[nodiscard]] std::any make_chunk() const override {
            return std::any{std::make_shared<Chunk>()};
        }

        void encode(const Batch& batch, std::any& chunk) const override {
            sink.encode(batch, chunk_of(chunk));
        }

        void cut(std::any& chunk, bool last) override { sink.cut(chunk_of(chunk), last); }

        void deflate(std::any& chunk) const override { sink.deflate(chunk_of(chunk)); }

        void write(std::any& chunk) override { sink.write(chunk_of(chunk)); }

        void close() override { sink.close(); }

        void commit() override { sink.commit(); }

        S sink;
    };

    std::unique_ptr<Interface> sink_;

public:
    template <typename S>

    requires(!std::same_as<S, AnySink>) && Sink<S, Batch> explicit AnySink(S sink)
        : sink_{std::make_unique<Model<S>>(std::move(sink))} {}

    [[nodiscard]] Interface* operator->() const noexcept { return sink_.get(); }
};

}  // namespace genostrat
