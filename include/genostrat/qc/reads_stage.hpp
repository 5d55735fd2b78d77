// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/qc/common_sites.hpp>
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
};

/// Counts reads (an accumulator; result ReadsQc).
class ReadsQcStage {
public:
    struct Partial {
        ReadSums sums{};
        std::vector<SiteBase> bases{};  ///< site: index over all contigs
    };

    /// @param sites  where contamination is looked for; may be null
    explicit ReadsQcStage(std::shared_ptr<const CommonSites> sites = {});

    [[nodiscard]] std::string_view name() const noexcept { return "reads_qc"; }

    void bind(const alignment::Header& header);
    [[nodiscard]] Partial summarize(alignment::AlignmentBatch& batch) const;
    void merge(const Partial& partial);

    void finish(Results& results) { results.put(std::move(qc_)); }

private:
    struct ContigSites {
        std::span<const CommonSite> sites{};
        std::uint32_t first{};  ///< index over all contigs
    };

    std::shared_ptr<const CommonSites> sites_;
    std::vector<ContigSites> by_contig_;
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
