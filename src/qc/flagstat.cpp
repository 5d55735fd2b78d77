// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <genostrat/qc/flagstat.hpp>

namespace genostrat::qc {

namespace {

constexpr std::array all_counts{
    &FlagCounts::total,
    &FlagCounts::primary,
    &FlagCounts::secondary,
    &FlagCounts::supplementary,
    &FlagCounts::duplicates,
    &FlagCounts::primary_duplicates,
    &FlagCounts::mapped,
    &FlagCounts::primary_mapped,
    &FlagCounts::paired,
    &FlagCounts::read1,
    &FlagCounts::read2,
    &FlagCounts::properly_paired,
    &FlagCounts::both_mapped,
    &FlagCounts::singletons,
    &FlagCounts::other_contig,
    &FlagCounts::other_contig_good};

std::string percent(std::int64_t part, std::int64_t whole) {
    if (whole == 0)
        return "N/A";
    return fmt::format("{:.2f}%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string row(const FlagCounts::Pair& counts, std::string_view what) {
    return fmt::format("{} + {} {}\n", counts[0], counts[1], what);
}

std::string
row(const FlagCounts::Pair& counts, std::string_view what, const FlagCounts::Pair& whole) {
    return fmt::format(
        "{} + {} {} ({} : {})\n",
        counts[0],
        counts[1],
        what,
        percent(counts[0], whole[0]),
        percent(counts[1], whole[1]));
}

}  // namespace

void FlagCounts::add(const alignment::Record& record) noexcept {
    namespace flag = alignment::flag;
    const std::size_t failed = record.has(flag::qc_fail) ? 1 : 0;
    const bool is_mapped = !record.has(flag::unmapped);
    const bool is_duplicate = record.has(flag::duplicate);
    ++total[failed];
    mapped[failed] += is_mapped ? 1 : 0;
    duplicates[failed] += is_duplicate ? 1 : 0;
    if (record.has(flag::secondary)) {
        ++secondary[failed];
        return;
    }
    if (record.has(flag::supplementary)) {
        ++supplementary[failed];
        return;
    }
    ++primary[failed];
    primary_mapped[failed] += is_mapped ? 1 : 0;
    primary_duplicates[failed] += is_duplicate ? 1 : 0;
    if (!record.has(flag::paired))
        return;
    ++paired[failed];
    read1[failed] += record.has(flag::read1) ? 1 : 0;
    read2[failed] += record.has(flag::read2) ? 1 : 0;
    if (!is_mapped)
        return;
    properly_paired[failed] += record.has(flag::proper_pair) ? 1 : 0;
    if (record.has(flag::mate_unmapped)) {
        ++singletons[failed];
        return;
    }
    ++both_mapped[failed];
    if (record.contig() == record.mate_contig())
        return;
    ++other_contig[failed];
    other_contig_good[failed] += record.mapping_quality() >= 5 ? 1 : 0;
}

void FlagCounts::add(const FlagCounts& other) noexcept {
    for (Pair FlagCounts::*const member : all_counts)
        for (std::size_t failed = 0; failed < 2; ++failed)
            (this->*member)[failed] += (other.*member)[failed];
}

std::string FlagCounts::text() const {
    return row(total, "in total (QC-passed reads + QC-failed reads)") + row(primary, "primary") +
           row(secondary, "secondary") + row(supplementary, "supplementary") +
           row(duplicates, "duplicates") + row(primary_duplicates, "primary duplicates") +
           row(mapped, "mapped", total) + row(primary_mapped, "primary mapped", primary) +
           row(paired, "paired in sequencing") + row(read1, "read1") + row(read2, "read2") +
           row(properly_paired, "properly paired", paired) +
           row(both_mapped, "with itself and mate mapped") + row(singletons, "singletons", paired) +
           row(other_contig, "with mate mapped to a different chr") +
           row(other_contig_good, "with mate mapped to a different chr (mapQ>=5)");
}

}  // namespace genostrat::qc
