// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <genostrat/alignment/header.hpp>
#include <genostrat/coverage/depth_options.hpp>
#include <genostrat/coverage/mate_table.hpp>
#include <genostrat/coverage/read_spans.hpp>

namespace genostrat::coverage {

/// Positions whose depth differences are kept together: 64 KiB, which stay in a core's cache beside
/// the inflated reads.
inline constexpr std::int32_t page_positions = 1 << 14;

/// Differences of depth from position to position of one page; all 0 when taken from the pool.
using Page = std::array<std::int32_t, page_positions>;

/// Pages to be used again; safe to share between threads.
class PagePool {
public:
    [[nodiscard]] std::unique_ptr<Page> take();

    /// Sets the page to zero and keeps it.
    void give_back(std::unique_ptr<Page> page);

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<Page>> pages_;
};

/// A stretch of a contig whose reads have all been counted; pieces come in order and cover the
/// contig without gaps.
struct DepthPiece {
    std::int32_t contig{};
    std::int32_t begin{};
    std::int32_t end{};
    std::int32_t carry{};                 ///< depth in front of begin
    std::unique_ptr<Page> differences{};  ///< none: the depth is `carry` all over
    bool absent{};                        ///< the contig has no read at all; one piece 0..length
    bool last{};                          ///< of its contig
};

/// Adds reads, contig after contig in file order, and lets go of what is complete.
///
/// Invariants:
/// 1. Reads come sorted, so that no later read changes a position in front of the current read's.
///    (Under Rules::mosdepth one can, where mate fields are wrong: positions from the smallest end
///    of the remembered reads on are kept back.)
/// 2. pages_[0] holds the positions from base_ on; base_ is a multiple of page_positions.
/// 3. carry_ is the depth in front of base_.
class DepthSweep {
public:
    /// @param selected  one flag a contig of the header: others give no pieces
    DepthSweep(
        const alignment::Header& header,
        std::vector<bool> selected,
        Rules rules,
        std::shared_ptr<PagePool> pool);

    /// Adds a batch; complete pieces are appended.
    /// @throws Error{bad_data} for a read that ends behind its contig's end, for reads that are
    ///         not sorted, and if a contig has another number of reads than its index says
    void add(const ReadSpans& reads, std::vector<DepthPiece>& pieces);

    /// The pieces that are left.
    void finish(std::vector<DepthPiece>& pieces);

private:
    void begin_contig(std::int32_t contig, std::vector<DepthPiece>& pieces);
    void end_contig(std::vector<DepthPiece>& pieces);
    void skip_to(std::int32_t contig, std::vector<DepthPiece>& pieces);
    void
    add_contig(const ReadSpans& reads, const ContigReads& part, std::vector<DepthPiece>& pieces);
    void add_read(const PlacedRead& read, std::span<const Span> spans);
    void subtract_overlap(const PlacedRead& read, std::span<const Span> spans);
    void release(std::int32_t before, std::vector<DepthPiece>& pieces);
    void emit(std::int32_t end, std::unique_ptr<Page> page, std::vector<DepthPiece>& pieces);
    void change(std::int32_t pos, std::int32_t by);
    [[noreturn]] void fail(const std::string& what, std::int64_t pos, std::string help) const;

    const alignment::Header* header_;
    std::vector<bool> selected_;
    Rules rules_;
    std::shared_ptr<PagePool> pool_;
    MateTable mates_;
    std::vector<std::unique_ptr<Page>> pages_;  ///< seldom more than two
    std::int32_t contig_{-1};                   ///< the current one; -1 before the first
    std::int32_t next_contig_{};                ///< first that has given no piece yet
    std::int32_t length_{};
    std::int32_t base_{};
    std::int32_t begin_{};  ///< of the next piece: base_, or less after a stretch without pages
    std::int32_t carry_{};
    std::int32_t last_pos_{};
    std::int64_t next_release_{};  ///< a read from here on lets go of pages
    std::uint64_t n_records_{};
};

}  // namespace genostrat::coverage
