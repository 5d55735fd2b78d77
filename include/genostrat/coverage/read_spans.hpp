// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/alignment/alignment_batch.hpp>
#include <genostrat/coverage/depth_options.hpp>

namespace genostrat::coverage {

/// Bases of the reference that a read covers without a gap; 0-based, half-open.
struct Span {
    std::int32_t begin{};
    std::int32_t end{};

    friend bool operator==(const Span&, const Span&) = default;
};

/// What becomes of a read in the correction of overlapping mates.
enum class MateRole : std::uint8_t {
    none,                  ///< counts as it is
    remember,              ///< overlaps its mate, which comes later
    remember_unless_seen,  ///< begins where its mate does: whoever comes first
    take                   ///< may be the mate of a remembered one
};

/// A read that passed the filter, as far as depth needs it.
struct PlacedRead {
    std::int32_t pos{};
    std::int32_t end{};  ///< Record::end
    std::uint32_t first_span{};
    std::uint32_t n_spans{};
    std::uint64_t name_hash{};  ///< only with a role
    std::string_view name{};    ///< only with a role; a view of the batch
    MateRole role{};
    bool one_operation{};  ///< its CIGAR has exactly one
};

/// The reads of one contig in a batch.
struct ContigReads {
    std::int32_t contig{};
    std::uint32_t first_read{};
    std::uint32_t n_reads{};    ///< that passed the filter
    std::uint64_t n_records{};  ///< before the filter
    std::int32_t first_pos{};
    std::int32_t last_pos{};
};

/// A batch's reads, reduced for depth. Reused from batch to batch.
struct ReadSpans {
    std::vector<ContigReads> contigs{};
    std::vector<PlacedRead> reads{};
    std::vector<Span> spans{};

    void clear() noexcept;

    [[nodiscard]] std::span<const Span> spans_of(const PlacedRead& read) const noexcept {
        return std::span{spans}.subspan(read.first_span, read.n_spans);
    }
};

/// The maximal stretches of aligned bases (M, =, X) of a CIGAR, appended to `spans`: deletions and
/// skips split unless they are empty; insertions, clips and padding do not.
void append_aligned_spans(
    std::int64_t pos, const alignment::Cigar& cigar, std::vector<Span>& spans);

/// Fills `out` with the placed reads of a batch that pass the filter.
/// @throws Error{bad_data} if the reads are not sorted by position
void collect_spans(
    const alignment::AlignmentBatch& batch,
    const ReadFilter& filter,
    DepthMode mode,
    ReadSpans& out);

}  // namespace genostrat::coverage
