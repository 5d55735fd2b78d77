// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/alignment/record.hpp>
#include <genostrat/qc/flagstat.hpp>

namespace genostrat::qc {

/// Longest insert size that is counted by itself; longer ones count as this, as in `samtools
/// stats`.
inline constexpr std::int32_t longest_insert = 8000;

/// How the two reads of a pair lie to each other.
enum class Orientation : std::uint8_t { inward, outward, other };

/// Numbers about reads that are simply added up. Names as in `samtools stats`, section SN; unless
/// said otherwise they are of primary reads (neither secondary nor supplementary) with a sequence.
struct ReadCounts {
    std::int64_t first{};  ///< first of a pair, or not paired
    std::int64_t last{};
    std::int64_t neither{};  ///< paired, and neither or both
    std::int64_t mapped_and_paired{};
    std::int64_t mapped_single{};
    std::int64_t unmapped{};
    std::int64_t properly_paired{};
    std::int64_t paired{};
    std::int64_t duplicated{};  ///< supplementary reads as well
    std::int64_t mapping_quality_0{};
    std::int64_t qc_failed{};
    std::int64_t secondary{};      ///< all
    std::int64_t supplementary{};  ///< all
    std::int64_t on_two_contigs{};
    std::int64_t bases{};
    std::int64_t first_bases{};
    std::int64_t last_bases{};
    std::int64_t mapped_bases{};
    std::int64_t mapped_bases_cigar{};  ///< M, =, X and I; supplementary reads as well
    std::int64_t duplicated_bases{};    ///< likewise
    std::int64_t mismatches{};          ///< tag NM; supplementary reads as well
    std::int64_t quality_sum{};
    std::int64_t longest{};  ///< with hard-clipped bases; supplementary reads as well
    std::int64_t longest_first{};
    std::int64_t longest_last{};
    std::array<std::int64_t, 101> gc{};  ///< reads by percent of G and C among their bases

    void add(const ReadCounts& other) noexcept;

    [[nodiscard]] std::int64_t reads() const noexcept { return first + last + neither; }
};

/// Aligned bases of good reads (mapping quality 20 or more; primary, no duplicate) by contig.
using ContigBases = std::vector<std::int64_t>;

/// What one batch of reads adds.
struct ReadSums {
    FlagCounts flags{};
    ReadCounts counts{};
    ContigBases contig_bases{};
    /// Pairs with their insert size: size * 4 + orientation, once for each of the two reads.
    std::vector<std::uint32_t> inserts{};
    std::int32_t first_contig{-1};  ///< of the first mapped read
    std::int32_t first_pos{-1};
    std::int32_t last_contig{-1};
    std::int32_t last_pos{-1};
    bool is_sorted{true};

    void add(const alignment::Record& record);
};

/// Everything about the reads of a file.
struct ReadStats {
    FlagCounts flags{};
    ReadCounts counts{};
    ContigBases contig_bases{};
    /// Reads by insert size and orientation; each pair counts twice.
    std::vector<std::array<std::int64_t, 3>> inserts{};
    std::int32_t last_contig{-1};
    std::int32_t last_pos{-1};
    bool is_sorted{true};

    /// Appends what follows in the file.
    void add(const ReadSums& sums);

    /// Pairs of an insert size and orientation: half of the reads, cut off.
    [[nodiscard]] std::int64_t pairs(std::size_t size, Orientation orientation) const noexcept;
};

/// Mean and standard deviation of the insert sizes, of the 99 % smallest, as `samtools stats` has
/// it.
struct InsertSize {
    double mean{};
    double deviation{};
    std::size_t n_main{};  ///< sizes below are the 99 %
};

[[nodiscard]] InsertSize insert_size(const ReadStats& stats) noexcept;

/// Section SN of `samtools stats` 1.16, with insert sizes (IS) and the GC content of reads (GCR,
/// ours: percent, reads).
[[nodiscard]] std::string read_stats_text(const ReadStats& stats);

}  // namespace genostrat::qc
