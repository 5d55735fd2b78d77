// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/report/pgx_json.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::report {

/// Which files of pharmacogenomic calls are written; those without a path are not.
struct PgxFileOptions {
    std::string stage{"pgx_call"};  ///< its name in plans
    PgxDetail detail{PgxDetail::calls};
    std::string json{};
    std::string html{};   ///< a page; of the cohort alone where samples have pages of their own
    std::string pages{};  ///< folder for a page each sample
    /// Of more samples, the page is of the cohort alone (see pgx_cohort_html).
    std::size_t page_limit{100};
    std::string tsv{};
    std::string matrix{};
    std::string summary{};
    std::map<std::string, std::string> populations{};  ///< sample -> label, for the summary
};

/// Labels by sample: the populations of a table with a header (`.psam`), or rows of sample and
/// label. @throws Error{missing_input}; Error{bad_data} naming the line
[[nodiscard]] std::map<std::string, std::string> read_populations(const std::string& path);

/// Accumulator: writes what a PgxStage before it has called, together with the run's other outputs.
class PgxFiles {
public:
    struct Partial {};

    explicit PgxFiles(PgxFileOptions options) : options_(std::move(options)) {}

    [[nodiscard]] std::string_view name() const noexcept { return options_.stage; }

    void bind(Schema&) const {}

    [[nodiscard]] Partial summarize(RecordBatch&) const { return {}; }

    void merge(Partial) const {}

    /// @throws Error{usage} if no gene was called before it
    void finish(Results& results) const;

private:
    PgxFileOptions options_;
};

/// The stages `pgx_call`, `pgx_phenotype`, `pgx_recommend` and `pgx_report` as plans name them. The
/// first calls; each writes its files.
[[nodiscard]] std::vector<StageInfo<RecordBatch>> pgx_stage_infos();

}  // namespace genostrat::report
