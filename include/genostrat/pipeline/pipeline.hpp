// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <genostrat/pipeline/any_stage.hpp>
#include <genostrat/pipeline/concepts.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/pipeline/run_options.hpp>
#include <genostrat/pipeline/runner.hpp>

namespace genostrat {

/// What a finished run tells.
struct RunResult {
    Results results{};
    std::int64_t n_bad_records{};    ///< rows skipped or kept under OnBadRecord
    std::string first_bad_record{};  ///< place and reason of the first of them; empty if none
};

/// One pass over the data: a source, stages, sinks. Move-only; runs once.
///
/// @code
///   auto result = (Pipeline{VcfSource{"in.vcf.gz"}} | Filter{"AF < 0.01"} | VcfSink{"out.bcf"})
///                     .run({.threads = 8});
/// @endcode
template <Source S>
class Pipeline {
public:
    using Batch = typename S::Batch;

    explicit Pipeline(S source) : source_{std::move(source)} {}

    template <typename T>

    requires Stage<T, Batch> || OrderedStage<T, Batch> || Accumulator<T, Batch>
        Pipeline operator|(T stage) && {
        stages_.emplace_back(std::move(stage));
        return std::move(*this);
    }

    Pipeline operator|(AnyStage<Batch> stage) && {
        stages_.push_back(std::move(stage));
        return std::move(*this);
    }

    template <typename T>

    requires Sink<T, Batch> Pipeline operator|(T sink) && {
        sinks_.emplace_back(std::move(sink));
        return std::move(*this);
    }

    Pipeline operator|(AnySink<Batch> sink) && {
        sinks_.push_back(std::move(sink));
        return std::move(*this);
    }

    /// Runs to the end of the input; outputs get their final names when all are complete.
    /// @throws Error the first error in input order, the same for any number of threads
    RunResult run(const RunOptions& options = {}) && {
        detail::Runner<S> runner{source_, stages_, sinks_, options};
        RunResult result;
        result.results = runner.run();
        result.n_bad_records = runner.n_bad_records();
        result.first_bad_record = runner.first_bad_record();
        return result;
    }

private:
    S source_;
    std::vector<AnyStage<Batch>> stages_;
    std::vector<AnySink<Batch>> sinks_;
};

}  // namespace genostrat
