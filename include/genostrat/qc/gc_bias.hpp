// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/alignment/record.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/io/fasta.hpp>

// How much the depth of a library depends on the GC content of the genome: reads that begin in
// windows of the reference with so much G and C, against the windows there are (the measure of
// Picard's CollectGcBiasMetrics; Benjamini and Speed 2012, doi:10.1093/nar/gks001).
namespace genostrat::qc {

/// Bases of a window.
inline constexpr std::int64_t gc_window_length = 100;
/// A window with more bases that are no A, C, G or T tells nothing.
inline constexpr std::int64_t most_unknown_bases = 4;

/// Counts by percent of G and C, 0..100.
using GcCounts = std::array<std::int64_t, 101>;

/// Windows of the reference and reads, by the GC content of their window.
struct GcBias {
    GcCounts windows{};
    GcCounts reads{};

    [[nodiscard]] std::int64_t n_windows() const noexcept;
    [[nodiscard]] std::int64_t n_reads() const noexcept;

    /// Reads a window of this GC content, where 1 is the mean of all windows; NaN without window
    /// or read.
    [[nodiscard]] double coverage(std::size_t percent) const noexcept;

    /// Percent of the reads that windows of 50 % GC or less (AT), or of 50 % or more (GC), lack
    /// against even coverage; NaN without window or read.
    [[nodiscard]] double at_dropout() const noexcept;
    [[nodiscard]] double gc_dropout() const noexcept;
};

/// Percent of G and C (cut off) of a window's bases, upper case; nothing where too many are
/// unknown or it is not a whole window.
[[nodiscard]] std::optional<std::size_t> window_gc(std::string_view bases) noexcept;

/// Adds every window of a stretch of the reference.
void count_gc_windows(std::string_view bases, GcCounts& windows);

/// The window that tells of a mapped read: the bases of the reference from its first one on in the
/// direction it was read; it may reach beyond the contig.
[[nodiscard]] Interval gc_window_of(const alignment::Record& record) noexcept;

/// True for reads that count: mapped, primary, passed by the sequencer's filter. Duplicates do, as
/// Picard has it: amplification is a part of the bias.
[[nodiscard]] bool counts_for_gc(const alignment::Record& record) noexcept;

/// A reference as the contigs of a file of reads number it. Safe to share between threads.
class GcReference {
public:
    /// @param reads  contigs of the file; those the reference lacks are left out, and with a
    /// warning
    ///               those that have another length there (a part of them, or another genome)
    GcReference(std::shared_ptr<const io::Fasta> fasta, const Contigs& reads);

    [[nodiscard]] bool has(std::int32_t contig) const noexcept;

    /// @pre has(contig)
    void fetch(std::int32_t contig, Interval where, std::string& bases) const;

    /// Adds every window of a contig. @pre has(contig)
    void count_windows(std::int32_t contig, GcCounts& windows) const;

private:
    std::shared_ptr<const io::Fasta> fasta_;
    std::vector<ContigId> ids_;
    std::vector<std::int64_t> lengths_;
};

/// Finds the GC content of reads' windows; quick where reads come by position. One thread at a
/// time.
class GcLookup {
public:
    /// @param reference  must outlive the object
    explicit GcLookup(const GcReference& reference) : reference_{&reference} {}

    /// Nothing where the read does not count or its window tells nothing.
    [[nodiscard]] std::optional<std::size_t> percent(const alignment::Record& record);

private:
    const GcReference* reference_;
    std::int32_t contig_{-1};
    Interval held_{};
    std::string bases_{};
};

/// One row a percent: gc, windows, reads, coverage (`.` where it is not known).
[[nodiscard]] std::string gc_bias_table(const GcBias& bias);

/// MultiQC custom content: the coverage as a line.
[[nodiscard]] std::string gc_bias_multiqc(const GcBias& bias, const std::string& sample);

}  // namespace genostrat::qc
