// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/common_sites.hpp>
#include <genostrat/qc/gc_bias.hpp>
#include <genostrat/qc/read_counts.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::qc {

/// All counts that one pass over reads gives.
struct ReadsQc {
    std::string path{};
    std::string sample{};
    Contigs contigs{};
    ReadStats stats{};
    std::vector<SiteReads> sites{};  ///< common sites, of all contigs; empty if none were given
    /// Nothing without a reference, or where it has none of the contigs with reads. Windows are
    /// those of the contigs that have reads.
    std::optional<GcBias> gc_bias{};
};

/// Counts reads (an accumulator; result ReadsQc).
class ReadsQcStage {
public:
    struct Partial {
        ReadSums sums{};
        std::vector<SiteBase> bases{};  ///< site: index over all contigs
        GcCounts gc_reads{};
        std::vector<std::int32_t> gc_contigs{};  ///< that `gc_reads` are of
    };

    /// @param sites      where contamination is looked for; may be null
    /// @param reference  to look for GC bias; may be null
    explicit ReadsQcStage(
        std::shared_ptr<const CommonSites> sites = {},
        std::shared_ptr<const io::Fasta> reference = {});

    [[nodiscard]] std::string_view name() const noexcept { return "reads_qc"; }

    void bind(const alignment::Header& header);
    [[nodiscard]] Partial summarize(alignment::AlignmentBatch& batch) const;
    void merge(const Partial& partial);
    void finish(Results& results);

private:
    struct ContigSites {
        std::span<const CommonSite> sites{};
        std::uint32_t first{};  ///< index over all contigs
    };

    std::shared_ptr<const CommonSites> sites_;
    std::shared_ptr<const io::Fasta> fasta_;
    std::optional<GcReference> reference_;
    std::vector<ContigSites> by_contig_;
    std::vector<bool> has_gc_reads_;  // by contig
    GcBias gc_bias_;
    ReadsQc qc_;
};

/// Gathers common SNVs and their frequencies (an accumulator; result CommonSites).
class CommonSitesStage {
public:
    struct Row {
        std::string contig{};
        std::int64_t pos{};
        std::string ref{};
        std::string alt{};
        double frequency{};
    };

    using Partial = std::vector<Row>;

    /// @param frequency  INFO column with the frequency of ALT
    explicit CommonSitesStage(std::string frequency) : name_{std::move(frequency)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "common_sites"; }

    /// @throws Error{usage} if the column is not there
    void bind(const Schema& schema) { frequency_ = schema.reads_info(name_); }

    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(const Partial& rows);
    void finish(Results& results);

private:
    std::string name_;
    InfoId frequency_{};
    CommonSites sites_;
};

}  // namespace genostrat::qc
