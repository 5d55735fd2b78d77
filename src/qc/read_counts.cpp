// SPDX-License-Identifier: MIT
#include "core/append_format.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/core.h>

#include <genostrat/core/version.hpp>
#include <genostrat/qc/read_counts.hpp>

namespace genostrat::qc {

namespace {

namespace flag = alignment::flag;
using alignment::CigarOp;
using alignment::Record;

constexpr std::uint8_t good_mapping_quality = 20;

/// G and C among the two bases of a packed byte.
constexpr std::array<std::uint8_t, 256> gc_of_pair = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        const auto is_gc = [](unsigned base) { return base == 2 || base == 4 ? 1U : 0U; };
        table[byte] = static_cast<std::uint8_t>(is_gc(byte >> 4U) + is_gc(byte & 0xfU));
    }
    return table;
}();

struct CigarBases {
    std::int64_t mapped{};  ///< M, =, X, I
    std::int64_t aligned{};
    std::int64_t hard_clipped{};
};

CigarBases bases_of(const Record& record) noexcept {
    CigarBases bases;
    const alignment::Cigar cigar = record.cigar();
    for (std::uint32_t at = 0; at < cigar.size(); ++at) {
        const alignment::CigarElement element = cigar[at];
        if (element.aligns())
            bases.aligned += element.length;
        else if (element.op == CigarOp::insertion)
            bases.mapped += element.length;
        else if (element.op == CigarOp::hard_clip)
            bases.hard_clipped += element.length;
    }
    bases.mapped += bases.aligned;
    return bases;
}

void count_bases(const Record& record, ReadCounts& counts) noexcept {
    const std::uint32_t length = record.sequence_length();
    std::int64_t gc = 0;
    const std::string_view qualities = record.qualities();
    const char* const packed = qualities.data() - (length + 1) / 2;
    for (std::uint32_t at = 0; at < (length + 1) / 2; ++at)
        gc += gc_of_pair[static_cast<std::uint8_t>(packed[at])];
    ++counts.gc[static_cast<std::size_t>(100 * gc / length)];
}

std::int64_t quality_sum(const Record& record) noexcept {
    std::int64_t sum = 0;
    for (const char quality : record.qualities())
        sum += static_cast<std::uint8_t>(quality);
    return sum;
}

enum class Place : std::uint8_t { first, last, neither };

Place place_of(const Record& record) noexcept {
    const bool first = !record.has(flag::paired) || record.has(flag::read1);
    const bool last = record.has(flag::paired) && record.has(flag::read2);
    if (first == last)
        return Place::neither;
    return first ? Place::first : Place::last;
}

/// Lengths and duplicates: of supplementary reads as well.
void count_any(const Record& record, std::int64_t unclipped, ReadCounts& counts) noexcept {
    counts.longest = std::max(counts.longest, unclipped);
    const Place place = place_of(record);
    if (place == Place::first)
        counts.longest_first = std::max(counts.longest_first, unclipped);
    else if (place == Place::last)
        counts.longest_last = std::max(counts.longest_last, unclipped);
    if (record.has(flag::duplicate)) {
        ++counts.duplicated;
        counts.duplicated_bases += record.sequence_length();
    }
}

void count_primary(const Record& record, ReadCounts& counts) noexcept {
    const std::int64_t length = record.sequence_length();
    counts.bases += length;
    counts.qc_failed += record.has(flag::qc_fail) ? 1 : 0;
    const bool is_paired = record.has(flag::paired);
    counts.paired += is_paired ? 1 : 0;
    switch (place_of(record)) {
    case Place::first:
        ++counts.first;
        counts.first_bases += length;
        break;
    case Place::last:
        ++counts.last;
        counts.last_bases += length;
        break;
    case Place::neither:
        ++counts.neither;
    }
    count_bases(record, counts);
    // samtools has no sum for a read that is neither the first nor the last.
    counts.quality_sum += place_of(record) == Place::neither ? 0 : quality_sum(record);
    if (record.has(flag::unmapped)) {
        ++counts.unmapped;
        return;
    }
    counts.mapped_bases += length;
    counts.mapping_quality_0 += record.mapping_quality() == 0 ? 1 : 0;
    const bool with_mate = is_paired && !record.has(flag::mate_unmapped);
    ++(with_mate ? counts.mapped_and_paired : counts.mapped_single);
    counts.properly_paired += is_paired && record.has(flag::proper_pair) ? 1 : 0;
    counts.on_two_contigs += with_mate && record.contig() != record.mate_contig() ? 1 : 0;
}

Orientation orientation_of(const Record& record) noexcept {
    const bool reverse = record.has(flag::reverse);
    if (reverse == record.has(flag::mate_reverse))
        return Orientation::other;
    // The read in front of its mate looks towards it if it is forward.
    const std::int64_t ahead = std::int64_t{record.mate_pos()} - record.pos();
    const bool is_in_front = ahead > 0 || (ahead == 0 && record.has(flag::read1));
    return is_in_front != reverse ? Orientation::inward : Orientation::outward;
}

std::int64_t quotient(std::int64_t one, std::int64_t other) noexcept {
    return other == 0 ? 0 : one / other;
}

double ratio(std::int64_t one, std::int64_t other) noexcept {
    return other == 0 ? 0 : static_cast<double>(one) / static_cast<double>(other);
}

void print_lengths(const ReadCounts& counts, std::string& out) {
    append_format(out, "SN\taverage length:\t{}\n", quotient(counts.bases, counts.reads()));
    append_format(
        out,
        "SN\taverage first fragment length:\t{:.0f}\n",
        ratio(counts.first_bases, counts.first));
    append_format(
        out, "SN\taverage last fragment length:\t{:.0f}\n", ratio(counts.last_bases, counts.last));
    append_format(out, "SN\tmaximum length:\t{}\n", counts.longest);
    append_format(out, "SN\tmaximum first fragment length:\t{}\n", counts.longest_first);
    append_format(out, "SN\tmaximum last fragment length:\t{}\n", counts.longest_last);
    append_format(out, "SN\taverage quality:\t{:.1f}\n", ratio(counts.quality_sum, counts.bases));
}

void print_reads(const ReadStats& stats, std::string& out) {
    const ReadCounts& counts = stats.counts;
    const auto row = [&out](std::string_view key, std::int64_t value, std::string_view note = "") {
        append_format(out, "SN\t{}:\t{}{}{}\n", key, value, note.empty() ? "" : "\t# ", note);
    };
    row("raw total sequences", counts.reads(), "excluding supplementary and secondary reads");
    row("filtered sequences", 0);
    row("sequences", counts.reads());
    row("is sorted", stats.is_sorted ? 1 : 0);
    row("1st fragments", counts.first);
    row("last fragments", counts.last);
    row("reads mapped", counts.mapped_and_paired + counts.mapped_single);
    row("reads mapped and paired",
        counts.mapped_and_paired,
        "paired-end technology bit set + both mates mapped");
    row("reads unmapped", counts.unmapped);
    row("reads properly paired", counts.properly_paired, "proper-pair bit set");
    row("reads paired", counts.paired, "paired-end technology bit set");
    row("reads duplicated", counts.duplicated, "PCR or optical duplicate bit set");
    row("reads MQ0", counts.mapping_quality_0, "mapped and MQ=0");
    row("reads QC failed", counts.qc_failed);
    row("non-primary alignments", counts.secondary);
    row("supplementary alignments", counts.supplementary);
    row("total length", counts.bases, "ignores clipping");
    row("total first fragment length", counts.first_bases, "ignores clipping");
    row("total last fragment length", counts.last_bases, "ignores clipping");
    row("bases mapped", counts.mapped_bases, "ignores clipping");
    row("bases mapped (cigar)", counts.mapped_bases_cigar, "more accurate");
    row("bases trimmed", 0);
    row("bases duplicated", counts.duplicated_bases);
    row("mismatches", counts.mismatches, "from NM fields");
    append_format(
        out,
        "SN\terror rate:\t{:e}\t# mismatches / bases mapped (cigar)\n",
        counts.mapped_bases_cigar == 0 ? 0.0F
                                       : static_cast<float>(counts.mismatches) /
                                             static_cast<float>(counts.mapped_bases_cigar));
}

}  // namespace

void ReadCounts::add(const ReadCounts& other) noexcept {
    for (const auto member :
         {&ReadCounts::first,
          &ReadCounts::last,
          &ReadCounts::neither,
          &ReadCounts::mapped_and_paired,
          &ReadCounts::mapped_single,
          &ReadCounts::unmapped,
          &ReadCounts::properly_paired,
          &ReadCounts::paired,
          &ReadCounts::duplicated,
          &ReadCounts::mapping_quality_0,
          &ReadCounts::qc_failed,
          &ReadCounts::secondary,
          &ReadCounts::supplementary,
          &ReadCounts::on_two_contigs,
          &ReadCounts::bases,
          &ReadCounts::first_bases,
          &ReadCounts::last_bases,
          &ReadCounts::mapped_bases,
          &ReadCounts::mapped_bases_cigar,
          &ReadCounts::duplicated_bases,
          &ReadCounts::mismatches,
          &ReadCounts::quality_sum})
        this->*member += other.*member;
    for (const auto member :
         {&ReadCounts::longest, &ReadCounts::longest_first, &ReadCounts::longest_last})
        this->*member = std::max(this->*member, other.*member);
    for (std::size_t percent = 0; percent < gc.size(); ++percent)
        gc[percent] += other.gc[percent];
}

void ReadSums::add(const Record& record) {
    flags.add(record);
    if (record.has(flag::secondary)) {
        ++counts.secondary;
        return;
    }
    const bool is_supplementary = record.has(flag::supplementary);
    counts.supplementary += is_supplementary ? 1 : 0;
    if (record.sequence_length() == 0)
        return;
    const CigarBases bases = bases_of(record);
    count_any(record, record.sequence_length() + bases.hard_clipped, counts);
    if (!is_supplementary)
        count_primary(record, counts);
    if (record.has(flag::unmapped))
        return;
    counts.mapped_bases_cigar += bases.mapped;
    counts.mismatches += record.integer_tag("NM").value_or(0);
    const std::int32_t contig = record.contig();
    if (last_contig == -1) {
        first_contig = contig;
        first_pos = record.pos();
    }
    is_sorted = is_sorted && !(contig == last_contig && record.pos() < last_pos);
    last_contig = contig;
    last_pos = record.pos();
    if (is_supplementary)
        return;
    const bool is_good = record.mapping_quality() >= good_mapping_quality &&
                         !record.has(flag::duplicate | flag::qc_fail);
    if (is_good && contig >= 0 && static_cast<std::size_t>(contig) < contig_bases.size())
        contig_bases[static_cast<std::size_t>(contig)] += bases.aligned;
    if (!record.has(flag::paired) || record.has(flag::mate_unmapped))
        return;
    const std::int64_t size = std::abs(std::int64_t{record.template_length()});
    if (size > 0 || contig == record.mate_contig())
        inserts.push_back(
            static_cast<std::uint32_t>(std::min<std::int64_t>(size, longest_insert)) * 4 +
            static_cast<std::uint32_t>(orientation_of(record)));
}

void ReadStats::add(const ReadSums& sums) {
    flags.add(sums.flags);
    counts.add(sums.counts);
    contig_bases.resize(std::max(contig_bases.size(), sums.contig_bases.size()));
    for (std::size_t contig = 0; contig < sums.contig_bases.size(); ++contig)
        contig_bases[contig] += sums.contig_bases[contig];
    inserts.resize(longest_insert + 1);
    for (const std::uint32_t insert : sums.inserts)
        ++inserts[insert / 4][insert % 4];
    if (sums.last_contig == -1)
        return;
    is_sorted = is_sorted && sums.is_sorted &&
                !(sums.first_contig == last_contig && sums.first_pos < last_pos);
    last_contig = sums.last_contig;
    last_pos = sums.last_pos;
}

std::int64_t ReadStats::pairs(std::size_t size, Orientation orientation) const noexcept {
    return size < inserts.size() ? inserts[size][static_cast<std::size_t>(orientation)] / 2 : 0;
}

InsertSize insert_size(const ReadStats& stats) noexcept {
    const auto all = [&stats](std::size_t size) {
        return static_cast<double>(
            stats.pairs(size, Orientation::inward) + stats.pairs(size, Orientation::outward) +
            stats.pairs(size, Orientation::other));
    };
    double n_pairs = 0;
    for (std::size_t size = 0; size < stats.inserts.size(); ++size)
        n_pairs += all(size);
    InsertSize result;
    double n_main = 0;
    double sum = 0;
    for (std::size_t size = 0; size < stats.inserts.size() && n_pairs > 0; ++size) {
        n_main += all(size);
        sum += static_cast<double>(size) * all(size);
        if (n_main / n_pairs > 0.99) {
            result.n_main = size + 1;
            break;
        }
    }
    if (n_main == 0)
        return result;
    result.mean = sum / n_main;
    for (std::size_t size = 1; size < result.n_main; ++size) {
        const double distance = static_cast<double>(size) - result.mean;
        result.deviation += all(size) * distance * distance / n_main;
    }
    result.deviation = std::sqrt(result.deviation);
    return result;
}

std::string read_stats_text(const ReadStats& stats) {
    std::string out;
    append_format(
        out,
        "# This file was produced by samtools stats compatible program genostrat qc ({})\n"
        "# Summary Numbers. Use `grep ^SN | cut -f 2-` to extract this part.\n",
        version());
    print_reads(stats, out);
    print_lengths(stats.counts, out);
    const InsertSize insert = insert_size(stats);
    append_format(out, "SN\tinsert size average:\t{:.1f}\n", insert.mean);
    append_format(out, "SN\tinsert size standard deviation:\t{:.1f}\n", insert.deviation);
    std::array<std::int64_t, 3> pairs{};
    for (std::size_t size = 0; size < stats.inserts.size(); ++size)
        for (std::size_t way = 0; way < pairs.size(); ++way)
            pairs[way] += stats.pairs(size, static_cast<Orientation>(way));
    append_format(out, "SN\tinward oriented pairs:\t{}\n", pairs[0]);
    append_format(out, "SN\toutward oriented pairs:\t{}\n", pairs[1]);
    append_format(out, "SN\tpairs with other orientation:\t{}\n", pairs[2]);
    append_format(
        out, "SN\tpairs on different chromosomes:\t{}\n", stats.counts.on_two_contigs / 2);
    append_format(
        out,
        "SN\tpercentage of properly paired reads (%):\t{:.1f}\n",
        100 * ratio(stats.counts.properly_paired, stats.counts.reads()));
    out += "# Insert sizes: size, pairs, inward, outward, other\n";
    for (std::size_t size = 0; size < insert.n_main; ++size) {
        const std::int64_t inward = stats.pairs(size, Orientation::inward);
        const std::int64_t outward = stats.pairs(size, Orientation::outward);
        const std::int64_t other = stats.pairs(size, Orientation::other);
        append_format(
            out,
            "IS\t{}\t{}\t{}\t{}\t{}\n",
            size,
            inward + outward + other,
            inward,
            outward,
            other);
    }
    out += "# GC content of primary reads: percent, reads\n";
    for (std::size_t percent = 0; percent < stats.counts.gc.size(); ++percent)
        if (stats.counts.gc[percent] > 0)
            append_format(out, "GCR\t{}\t{}\n", percent, stats.counts.gc[percent]);
    return out;
}

}  // namespace genostrat::qc
