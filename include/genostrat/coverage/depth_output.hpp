// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/alignment/header.hpp>
#include <genostrat/coverage/bed_rows.hpp>
#include <genostrat/coverage/depth_kernel.hpp>
#include <genostrat/coverage/depth_options.hpp>
#include <genostrat/coverage/depth_sweep.hpp>
#include <genostrat/coverage/depth_tables.hpp>
#include <genostrat/coverage/regions.hpp>

namespace genostrat::coverage {

/// What all pieces of a run share; const once made.
struct DepthPlan {
    DepthOptions options{};
    alignment::Header header{};
    std::vector<bool> selected{};  ///< contigs that are computed, one flag each
    Regions regions{};
    std::vector<std::string> labels{};  ///< of the quantize bins

    /// @throws Error{usage, missing_input, bad_data}
    DepthPlan(const DepthOptions& given, const alignment::Header& of_file);

    [[nodiscard]] bool with_regions() const noexcept { return !options.by.empty(); }

    /// Index of the quantize bin of a depth; -1 if it lies in none.
    [[nodiscard]] std::int32_t bin_of(std::int32_t depth) const noexcept;
};

/// Rows of a piece whose first and last run may go on in its neighbours.
struct RunRows {
    std::vector<Run> ends{};  ///< the first run; the begin of the second and the last one, if any
    std::int32_t second_begin{};
    BedRows between{};  ///< the whole runs between them
};

/// Complete regions in their order, or one that goes on in the next piece.
struct RegionRows {
    BedRows regions{};
    BedRows thresholds{};
    std::unique_ptr<RegionTally> open{};
};

/// A piece with all that can be made of it alone.
struct PieceRows {
    std::int32_t contig{};
    std::int32_t begin{};
    std::int32_t end{};
    bool absent{};
    bool last{};
    std::vector<Run> runs{};  ///< kept only where regions need them
    RunRows per_base{};
    RunRows quantized{};
    std::vector<RegionRows> regions{};
    DepthHistogram histogram{};
    DepthHistogram region_histogram{};
    DepthStat stat{};
    DepthStat region_stat{};
};

/// Makes the rows of one piece. The piece's page goes back to the pool. Safe to call from many
/// threads.
/// @param scratch  reused from call to call
[[nodiscard]] PieceRows
encode_piece(const DepthPlan& plan, DepthPiece piece, PagePool& pool, std::vector<Run>& scratch);

/// Rows of the four BED outputs that are ready.
struct DepthRows {
    BedRows per_base{};
    BedRows quantized{};
    BedRows regions{};
    BedRows thresholds{};
};

/// Joins pieces, which come in order, and keeps the totals.
class DepthAssembler {
public:
    explicit DepthAssembler(std::shared_ptr<const DepthPlan> plan);

    /// Appends the rows that are complete with this piece.
    void add(PieceRows piece, DepthRows& out);

    [[nodiscard]] std::string summary() const;
    [[nodiscard]] std::string global_distribution() const;
    [[nodiscard]] std::string region_distribution() const;

private:
    /// The run that is not complete yet.
    struct Joiner {
        std::optional<Run> pending{};
    };

    enum class Output : std::uint8_t { per_base, quantized };

    void join(Joiner& joiner, RunRows& rows, const PieceRows& piece, Output output, BedRows& out);
    void
    append_run(const Run& run, std::int32_t end, std::int32_t contig, Output output, BedRows& out);
    void add_regions(PieceRows& piece, DepthRows& out);
    void end_contig(std::int32_t contig);

    std::shared_ptr<const DepthPlan> plan_;
    Joiner per_base_;
    Joiner quantized_;
    std::deque<RegionRows> queue_;  ///< regions of the contig that wait for one in front
    DepthHistogram histogram_;      // of the contig
    DepthHistogram region_histogram_;
    DepthStat stat_;
    DepthStat region_stat_;
    DepthHistogram total_histogram_;
    DepthHistogram total_region_histogram_;
    DepthStat total_;
    DepthStat total_region_;
    bool first_summary_row_{true};
    std::string summary_;
    std::string distribution_;
    std::string region_distribution_;
};

}  // namespace genostrat::coverage
