// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/cohort.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/regions.hpp>

namespace genostrat::pgx {

/// Which genotypes are good enough. A genotype without the field passes.
struct GenotypeFilters {
    bool use_ft{};                  ///< FORMAT/FT must be PASS or `.`
    std::int32_t min_gq{};          ///< FORMAT/GQ
    std::int32_t min_dp{};          ///< FORMAT/DP
    double min_allele_balance{};    ///< share of reads (AD) of each allele of a heterozygote
    std::int32_t block_min_dp{10};  ///< MIN_DP or DP of a reference block
    std::int32_t block_min_gq{20};  ///< GQ of a reference block
};

/// Calls pharmacogenes in one pass; publishes CohortCalls. An accumulator of pipelines.
class PgxStage {
public:
    using Partial = std::vector<RecordGenotypes>;

    PgxStage(std::shared_ptr<const Bundle> bundle, CohortOptions options, GenotypeFilters filters);

    [[nodiscard]] std::string_view name() const noexcept { return "pgx"; }

    /// @throws Error{bad_data} if contig lengths are those of another build than GRCh38,
    ///         Error{missing_input} if there are no samples
    void bind(Schema& schema);

    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);
    void finish(Results& results);

private:
    struct Site {
        std::int64_t pos0{};
        std::int64_t end{};  ///< of REF
        GeneLocus place{};
    };

    [[nodiscard]] const std::vector<Site>* sites_of(std::string_view contig) const;
    void read_samples(RecordBatch& batch, RowId row, RecordGenotypes& record) const;
    void apply_filters(RecordBatch& batch, RowId row, RecordGenotypes& record) const;

    std::shared_ptr<const Bundle> bundle_;
    CohortOptions options_;
    GenotypeFilters filters_;
    TextMap<std::vector<Site>> sites_;  ///< by canonical contig name, in order
    std::optional<FormatId> phase_set_{};
    std::optional<FormatId> depths_{};
    std::optional<FormatId> depth_{};
    std::optional<FormatId> min_depth_{};
    std::optional<FormatId> quality_{};
    std::optional<FormatId> reference_quality_{};
    std::optional<FormatId> filter_{};
    std::unique_ptr<CohortCaller> caller_{};
    std::string input_{};
};

/// The stretches that the bundle's positions take, for reading through an index.
[[nodiscard]] Regions regions_of(const Bundle& bundle);

}  // namespace genostrat::pgx
