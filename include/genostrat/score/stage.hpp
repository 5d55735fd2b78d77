// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/score/score_options.hpp>
#include <genostrat/score/score_table.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::score {

/// Sums polygenic scores over all rows; publishes a ScoreTable.
///
/// Sees the rows as they stand where it is put: before any filter, or sites are missing.
class PolygenicScore {
public:
    using Partial = std::shared_ptr<const MatchedBatch>;

    explicit PolygenicScore(ScoreOptions options);
    ~PolygenicScore();
    PolygenicScore(PolygenicScore&&) noexcept;
    PolygenicScore& operator=(PolygenicScore&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "score"; }

    /// Reads the weights, taking the positions of the build that the header tells.
    /// @throws Error{bad_data} if weights and genomes are on different builds; Error{usage} if the
    ///         reference is needed but not given
    void bind(Schema& schema);

    [[nodiscard]] Partial summarize(const RecordBatch& batch) const;
    void merge(Partial partial);

    /// @throws Error{bad_data} if nothing matches, or most of what meets at one place does not:
    ///         weights and genomes are then of different builds
    void finish(Results& results);

private:
    struct Bound;
    ScoreOptions options_;
    std::unique_ptr<Bound> bound_;
};

/// The INFO columns that the stage may read.
[[nodiscard]] std::vector<std::string> info_columns(const ScoreOptions& options);

/// The options named as in plans: `weights`, `missing`, `build`, …
/// @throws Error{usage} naming a value that an option does not know
[[nodiscard]] ScoreOptions score_options(const StageOptions& options);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

/// The build that a header tells: by contig lengths, else by ##reference and assembly; empty if it
/// does not.
[[nodiscard]] std::string build_of_header(const Schema& schema);

}  // namespace genostrat::score
