// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/verdict.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::qc {

struct QcOptions {
    std::string path{};
    std::string prefix{};
    std::string reference{};     ///< of a CRAM
    std::string people{};        ///< declared sexes and parents: .psam, .fam or .ped
    std::string frequency{};     ///< INFO column, see VariantQcOptions; with `sites`: AF if empty
    std::string sites{};         ///< with reads: a VCF of common SNVs, to look for contamination
    bool plink{};                ///< also plink2's tables
    bool king{};                 ///< also PREFIX.king.tsv
    double least_kinship{-1e9};  ///< pairs below are left out of it
    int threads{1};
};

/// Writes the tables of what VariantQcStage and KingStage published before it, together with the
/// run's other outputs (an accumulator; result QcVerdicts).
class QcFilesStage {
public:
    struct Partial {};

    explicit QcFilesStage(QcOptions options) : options_{std::move(options)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "qc_files"; }

    void bind(const Schema&) {}

    [[nodiscard]] Partial summarize(RecordBatch&) const { return {}; }

    void merge(Partial) {}

    void finish(Results& results) const;

private:
    QcOptions options_;
};

/// Variants (VCF, BCF): PREFIX.stats.txt, .samples.tsv, .qc.json, .qc_mqc.json, and what else was
/// asked for. Reads (BAM, CRAM, SAM): PREFIX.flagstat.txt, .readstats.txt, .reads.tsv, .qc.json and
/// .qc_mqc.json.
/// @throws Error{missing_input}; Error{usage} for options that do not go with the kind of file
[[nodiscard]] QcVerdicts run_qc(const QcOptions& options);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::qc
