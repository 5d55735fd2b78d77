// SPDX-License-Identifier: MIT
#include "json_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/log.hpp>
#include <genostrat/qc/gc_bias.hpp>

namespace genostrat::qc {

namespace {

constexpr std::size_t middle_percent = 50;

constexpr bool is_gc(char base) noexcept {
    return base == 'G' || base == 'C';
}

constexpr bool is_known(char base) noexcept {
    return is_gc(base) || base == 'A' || base == 'T';
}

/// G and C, and unknown bases, of the window that slides.
struct WindowSums {
    std::int64_t gc{};
    std::int64_t unknown{};

    void add(char base) noexcept {
        gc += is_gc(base) ? 1 : 0;
        unknown += is_known(base) ? 0 : 1;
    }

    void remove(char base) noexcept {
        gc -= is_gc(base) ? 1 : 0;
        unknown -= is_known(base) ? 0 : 1;
    }

    [[nodiscard]] std::optional<std::size_t> percent() const noexcept {
        if (unknown > most_unknown_bases)
            return std::nullopt;
        return static_cast<std::size_t>(100 * gc / gc_window_length);
    }
};

std::int64_t sum_of(const GcCounts& counts) noexcept {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// Percent of the reads that the windows [from, to] lack, one percent of GC by itself.
double dropout(const GcBias& bias, std::size_t from, std::size_t to) noexcept {
    const auto n_windows = static_cast<double>(bias.n_windows());
    const auto n_reads = static_cast<double>(bias.n_reads());
    if (n_windows == 0 || n_reads == 0)
        return std::numeric_limits<double>::quiet_NaN();
    double lacking = 0;
    for (std::size_t percent = from; percent <= to; ++percent) {
        const double expected = static_cast<double>(bias.windows[percent]) / n_windows;
        const double found = static_cast<double>(bias.reads[percent]) / n_reads;
        lacking += std::max(0.0, expected - found);
    }
    return 100 * lacking;
}

}  // namespace

std::int64_t GcBias::n_windows() const noexcept {
    return sum_of(windows);
}

std::int64_t GcBias::n_reads() const noexcept {
    return sum_of(reads);
}

double GcBias::coverage(std::size_t percent) const noexcept {
    const std::int64_t all = n_reads();
    if (windows[percent] == 0 || all == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double own = static_cast<double>(reads[percent]) / static_cast<double>(windows[percent]);
    return own / (static_cast<double>(all) / static_cast<double>(n_windows()));
}

double GcBias::at_dropout() const noexcept {
    return dropout(*this, 0, middle_percent);
}

double GcBias::gc_dropout() const noexcept {
    return dropout(*this, middle_percent, windows.size() - 1);
}

std::optional<std::size_t> window_gc(std::string_view bases) noexcept {
    if (std::ssize(bases) != gc_window_length)
        return std::nullopt;
    WindowSums sums;
    for (const char base : bases)
        sums.add(base);
    return sums.percent();
}

void count_gc_windows(std::string_view bases, GcCounts& windows) {
    constexpr auto length = static_cast<std::size_t>(gc_window_length);
    WindowSums sums;
    for (std::size_t at = 0; at < bases.size(); ++at) {
        sums.add(bases[at]);
        if (at + 1 < length)
            continue;
        if (const auto percent = sums.percent())
            ++windows[*percent];
        sums.remove(bases[at + 1 - length]);
    }
}

Interval gc_window_of(const alignment::Record& record) noexcept {
    if (record.has(alignment::flag::reverse))
        return {record.end() - gc_window_length, record.end()};
    return {record.pos(), record.pos() + gc_window_length};
}

bool counts_for_gc(const alignment::Record& record) noexcept {
    namespace flag = alignment::flag;
    return !record.has(flag::unmapped | flag::secondary | flag::supplementary | flag::qc_fail) &&
           record.contig() >= 0 && record.pos() >= 0;
}

GcReference::GcReference(std::shared_ptr<const io::Fasta> fasta, const Contigs& reads)
    : fasta_{std::move(fasta)} {
    for (ContigId contig = 0; static_cast<std::size_t>(contig) < reads.size(); ++contig) {
        ContigId own = fasta_->contigs().find_alias(reads.name(contig));
        const std::int64_t length = own == unknown_contig ? 0 : fasta_->contigs().length(own);
        if (own != unknown_contig && reads.length(contig) >= 0 && reads.length(contig) != length) {
            log_warning(fmt::format(
                "{}: {} has {} bases here but {} in the file of reads; its GC bias is not told",
                fasta_->path(),
                reads.name(contig),
                length,
                reads.length(contig)));
            own = unknown_contig;
        }
        ids_.push_back(own);
        lengths_.push_back(length);
    }
}

bool GcReference::has(std::int32_t contig) const noexcept {
    return contig >= 0 && static_cast<std::size_t>(contig) < ids_.size() &&
           ids_[static_cast<std::size_t>(contig)] != unknown_contig;
}

void GcReference::fetch(std::int32_t contig, Interval where, std::string& bases) const {
    fasta_->fetch(ids_[static_cast<std::size_t>(contig)], where, bases);
}

void GcReference::count_windows(std::int32_t contig, GcCounts& windows) const {
    constexpr std::int64_t step = 1 << 20;
    const std::int64_t length = lengths_[static_cast<std::size_t>(contig)];
    std::string bases;
    // Neighbouring stretches share all bases of a window but one.
    for (std::int64_t begin = 0; begin < length; begin += step) {
        fetch(contig, {begin, std::min(begin + step + gc_window_length - 1, length)}, bases);
        count_gc_windows(bases, windows);
    }
}

std::optional<std::size_t> GcLookup::percent(const alignment::Record& record) {
    if (!counts_for_gc(record) || !reference_->has(record.contig()))
        return std::nullopt;
    const Interval window = gc_window_of(record);
    if (window.begin < 0)
        return std::nullopt;
    if (record.contig() != contig_ || window.begin < held_.begin || window.end > held_.end) {
        constexpr std::int64_t ahead = 1 << 16;
        contig_ = record.contig();
        held_ = {std::max<std::int64_t>(0, window.begin - gc_window_length), window.end + ahead};
        reference_->fetch(contig_, held_, bases_);
    }
    const auto at = static_cast<std::size_t>(window.begin - held_.begin);
    if (at > bases_.size())
        return std::nullopt;
    return window_gc(std::string_view{bases_}.substr(at, gc_window_length));
}

std::string gc_bias_table(const GcBias& bias) {
    std::string out = "gc\twindows\treads\tcoverage\n";
    for (std::size_t percent = 0; percent < bias.windows.size(); ++percent) {
        const double coverage = bias.coverage(percent);
        fmt::format_to(
            std::back_inserter(out),
            "{}\t{}\t{}\t{}\n",
            percent,
            bias.windows[percent],
            bias.reads[percent],
            std::isfinite(coverage) ? fmt::format("{:.6g}", coverage) : ".");
    }
    return out;
}

std::string gc_bias_multiqc(const GcBias& bias, const std::string& sample) {
    detail::Json line = detail::Json::object();
    for (std::size_t percent = 0; percent < bias.windows.size(); ++percent)
        if (detail::Json coverage = detail::rounded(bias.coverage(percent), 6); !coverage.is_null())
            line[std::to_string(percent)] = std::move(coverage);
    return detail::text_of(
        {{"id", "genostrat_gc_bias"},
         {"section_name", "genostrat qc: GC bias"},
         {"description", "Reads a window of 100 bases by its GC content, where 1 is the mean"},
         {"plot_type", "linegraph"},
         {"pconfig",
          {{"id", "genostrat_gc_bias_plot"},
           {"title", "genostrat qc: GC bias"},
           {"xlab", "GC content of the window, %"},
           {"ylab", "Coverage"}}},
         {"data", {{sample, line}}}});
}

}  // namespace genostrat::qc
