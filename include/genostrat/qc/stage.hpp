// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/flagstat.hpp>
#include <genostrat/qc/king.hpp>
#include <genostrat/qc/sample_counts.hpp>
#include <genostrat/variant/record_batch.hpp>

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

/// Genotype counts of every sample, in the header's order.
struct SampleTable {
    std::vector<std::string> samples{};
    std::vector<SampleCounts> counts{};
    std::int64_t n_sites{};
};

/// Counts genotypes (an accumulator; result SampleTable).
class SampleCountsStage {
public:
    struct Partial {
        std::vector<SampleCounts> counts{};
        std::int64_t n_sites{};
    };

    [[nodiscard]] std::string_view name() const noexcept { return "sample_counts"; }

    void bind(Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    void finish(Results& results) { results.put(std::move(table_)); }

private:
    SampleTable table_;
    FormatId depth_{};
    bool has_depth_{};
};

/// Genotype bits of all biallelic autosomal sites.
struct KingBlocks {
    std::vector<std::string> samples{};
    std::vector<GenotypeBits> blocks{};
};

/// Packs genotypes for the relatedness table (an accumulator; result KingBlocks).
class KingStage {
public:
    using Partial = GenotypeBits;

    [[nodiscard]] std::string_view name() const noexcept { return "king"; }

    void bind(Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    void finish(Results& results) { results.put(std::move(blocks_)); }

private:
    KingBlocks blocks_;
    std::vector<bool> autosomal_;  // of each contig
};

/// Rows of plink2's `--make-king-table`: for every pair NSNP, HETHET and IBS0 (as shares of NSNP)
/// and KINSHIP.
[[nodiscard]] std::string king_table(const KingBlocks& blocks, double least_kinship, int threads);

struct QcOptions {
    std::string path{};
    std::string prefix{};
    std::string reference{};     ///< of a CRAM
    bool king{};                 ///< also PREFIX.king.tsv
    double least_kinship{-1e9};  ///< pairs below are left out of it
    int threads{1};
};

/// Reads (BAM, CRAM, SAM): PREFIX.flagstat.txt and PREFIX.flagstat_mqc.json. Variants (VCF, BCF):
/// PREFIX.samples.tsv and PREFIX.samples_mqc.json, and PREFIX.king.tsv if asked for.
void run_qc(const QcOptions& options);

}  // namespace genostrat::qc
