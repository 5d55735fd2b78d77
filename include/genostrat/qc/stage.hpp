// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/flagstat.hpp>

namespace genostrat::qc {

/// Counts the flags of all reads (an accumulator; result FlagCounts).
class FlagstatStage {
public:
    using Partial = FlagCounts;

    [[nodiscard]] std::string_view name() const noexcept { return "flagstat"; }

    void bind(alignment::Header&) {}

    [[nodiscard]] Partial summarize(alignment::AlignmentBatch& batch) const;

    void merge(Partial partial) { counts_.add(partial); }

    void finish(Results& results) { results.put(counts_); }

private:
    FlagCounts counts_;
};

struct QcOptions {
    std::string path{};
    std::string prefix{};
    std::string reference{};     ///< of a CRAM
    std::string people{};        ///< declared sexes and parents: .psam, .fam or .ped
    std::string frequency{};     ///< INFO column, see VariantQcOptions
    bool plink{};                ///< also plink2's tables
    bool king{};                 ///< also PREFIX.king.tsv
    double least_kinship{-1e9};  ///< pairs below are left out of it
    int threads{1};
};

/// Reads (BAM, CRAM, SAM): PREFIX.flagstat.txt and PREFIX.flagstat_mqc.json. Variants (VCF, BCF):
/// PREFIX.stats.txt and PREFIX.samples.tsv, and what else was asked for.
void run_qc(const QcOptions& options);

}  // namespace genostrat::qc
