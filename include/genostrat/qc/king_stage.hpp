// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>

#include <genostrat/cohort/genome_part.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/king.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::qc {

/// Packs autosomal genotypes for the comparison of all pairs of samples (an accumulator; result
/// KingSites, finished).
class KingStage {
public:
    using Partial = KingSites::Part;

    /// @param threads  for what is counted when the last row has passed
    explicit KingStage(int threads = 1) : threads_{threads} {}

    [[nodiscard]] std::string_view name() const noexcept { return "king"; }

    void bind(const Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;

    void merge(const Partial& partial) { sites_.merge(partial); }

    void finish(Results& results);

private:
    int threads_;
    KingSites sites_;
    cohort::GenomeParts genome_;
};

}  // namespace genostrat::qc
