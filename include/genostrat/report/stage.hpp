// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/report/finding_collector.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::report {

struct ReportOptions {
    std::string title{"Genomic risk report"};
    std::string html{};  ///< file; empty: none
    std::string json{};
    std::string tsv{};
    std::string scores{};
    std::string horizons{};       ///< risks of every horizon, as a table
    std::string contributions{};  ///< what each part adds to a risk
    std::string curves{};         ///< risk by age
    std::string summary{};        ///< the cohort's tiers and calibration (JSON)
    std::string callable{};       ///< PREFIX.callable.json, see read_coverage; empty: none
    FindingRules findings{};
    /// Inputs that the report names with size and checksum: role and path.
    std::vector<std::pair<std::string, std::string>> inputs{};
    std::string command{};
    std::vector<std::pair<std::string, std::string>> options{};  ///< what changed the result
};

/// Accumulator, last in a plan: gathers findings, reads what score and risk published and writes
/// report.html and report.json together with the run's other outputs.
class ReportStage {
public:
    using Partial = std::pair<Findings, std::int64_t>;

    explicit ReportStage(ReportOptions options)
        : options_{std::move(options)}, collector_{options_.findings} {}

    [[nodiscard]] std::string_view name() const noexcept { return "report"; }

    void bind(const Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    /// @throws Error{missing_input} if an input it has to name is gone, Error{system}
    void finish(Results& results) const;

private:
    [[nodiscard]] Document document(const Results& results) const;

    ReportOptions options_;
    FindingCollector collector_;
    std::string build_;
    std::int64_t n_records_{};
    bool has_variants_{};  // bound to an input; otherwise only tables were read
};

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::report
