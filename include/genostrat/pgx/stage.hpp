// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/io/fasta.hpp>
#include <genostrat/pgx/cohort.hpp>
#include <genostrat/pgx/outside_call.hpp>
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

/// Calls of another program, and whose they are.
struct OutsideFile {
    std::string sample{};  ///< empty: the file says it, or there is one sample
    std::string file{};
    std::vector<OutsideCall> calls{};
};

/// Reads `FILE` or `SAMPLE=FILE`. @throws as parse_outside_calls
[[nodiscard]] OutsideFile read_outside_file(const std::string& argument);

/// What is read beside the genotypes.
struct PgxInputs {
    std::vector<OutsideFile> outside{};
    /// To left-align insertions and deletions that are written elsewhere in a repeat; may be null,
    /// then alleles are only trimmed.
    std::shared_ptr<const io::Fasta> fasta{};
};

/// Reads sexes by sample from a table with a header (`.psam`), a `.fam`, or rows of sample and sex.
/// @throws as cohort::SampleTable::read
[[nodiscard]] std::map<std::string, Sex, std::less<>> read_sexes(const std::string& path);

/// Calls pharmacogenes in one pass; publishes CohortCalls. An accumulator of pipelines.
class PgxStage {
public:
    using Partial = std::vector<RecordGenotypes>;

    PgxStage(
        std::shared_ptr<const Bundle> bundle,
        CohortOptions options,
        GenotypeFilters filters,
        PgxInputs inputs = {});

    [[nodiscard]] std::string_view name() const noexcept { return "pgx"; }

    /// @throws Error{bad_data} if contig lengths are those of another build than GRCh38,
    ///         Error{missing_input} if there are no samples
    void bind(Schema& schema);

    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    /// @throws Error{bad_data}, Error{missing_input} as CohortCaller::finish, Error{bad_data},
    ///         Error{usage} as apply_outside_calls
    void finish(Results& results);

private:
    struct Site {
        std::int64_t pos0{};
        std::int64_t end{};  ///< of REF
        GeneLocus place{};
    };

    [[nodiscard]] const std::vector<Site>* sites_of(std::string_view contig) const;
    [[nodiscard]] std::vector<GeneLocus> loci_at(
        const std::vector<Site>& sites, const RecordBatch& batch, RowId row, bool is_block) const;
    [[nodiscard]] std::vector<Projection>
    projections(const RecordBatch& batch, RowId row, std::span<const std::string_view> alts) const;
    void bind_columns(Schema& schema);
    void read_samples(RecordBatch& batch, RowId row, RecordGenotypes& record) const;
    void apply_filters(RecordBatch& batch, RowId row, RecordGenotypes& record) const;

    std::shared_ptr<const Bundle> bundle_;
    CohortOptions options_;
    GenotypeFilters filters_;
    PgxInputs inputs_;
    ChangeIndex changes_;
    TextMap<std::vector<Site>> sites_;  ///< by canonical contig name, in order
    std::optional<FormatId> phase_set_{};
    std::optional<FormatId> phase_set_name_{};  ///< PS where it is a text
    std::optional<FormatId> quality_number_{};  ///< GQ where it is no integer
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
/// @param reach_bp  bases on the right of insertions and deletions that are read as well
[[nodiscard]] Regions regions_of(const Bundle& bundle, std::int64_t reach_bp = 0);

}  // namespace genostrat::pgx
