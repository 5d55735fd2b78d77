// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <genostrat/pipeline/registry.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/verdict.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/sample_stages.hpp>
#include <genostrat/variant/variant_source.hpp>

namespace genostrat::qc {

struct QcOptions {
    std::string path{};
    std::string prefix{};
    std::string reference{};     ///< of reads: of a CRAM, and to look for GC bias
    std::string people{};        ///< declared sexes and parents: .psam, .fam or .ped
    std::string frequency{};     ///< INFO column, see VariantQcOptions; with `sites`: AF if empty
    std::string sites{};         ///< with reads: a VCF of common SNVs, to look for contamination
    bool plink{};                ///< also plink2's tables
    bool king{};                 ///< also PREFIX.king.tsv
    double least_kinship{-1e9};  ///< pairs below are left out of it
    /// Sites called in both that a pair needs before its relation is judged: below, chance alone
    /// moves kinship by more than the degrees differ.
    std::int64_t least_sites{500};
    std::string compare{};  ///< another file of variants, in which the samples are looked for
    std::int64_t least_identity_sites{50};  ///< that a judgement about identity needs
    SampleSelection samples{};              ///< of variants
    bool has_regions{};                     ///< the source given to run_qc reads parts of the file
    int threads{1};
};

struct QcReport;

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
    void add_identity(QcReport& report, Results& results) const;

    QcOptions options_;
};

/// Variants (VCF, BCF): PREFIX.stats.txt, .samples.tsv, .histograms.tsv, .qc.json, .qc_mqc.json,
/// and what else was asked for. Reads (BAM, CRAM, SAM): PREFIX.flagstat.txt, .readstats.txt,
/// .reads.tsv, .qc.json and .qc_mqc.json.
/// @throws Error{missing_input}; Error{usage} for options that do not go with the kind of file
/// @param source  of the variants, where it is not the whole file options.path
[[nodiscard]] QcVerdicts
run_qc(const QcOptions& options, std::optional<VariantSource> source = std::nullopt);

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::qc
