// SPDX-License-Identifier: MIT
#include "site_reads.hpp"

#include <algorithm>
#include <cstdlib>

namespace genostrat::pileup {

namespace {

using alignment::Cigar;
using alignment::CigarElement;
using alignment::CigarOp;
using alignment::Record;
namespace flag = alignment::flag;

constexpr std::string_view letters_of_bases = "=ACMGRSVTWYHKDBN";

/// A base of a read on a base of the reference.
struct Place {
    std::uint32_t in_read{};
    std::uint32_t n_aligned{};  ///< bases from here on to the next change of the alignment
    std::uint32_t operation{};
};

std::string letters(const Record& record, std::uint32_t from, std::uint32_t n_bases) {
    std::string out;
    const std::uint32_t end = std::min(from + n_bases, record.sequence_length());
    for (std::uint32_t at = from; at < end; ++at)
        out += letters_of_bases[record.base(at)];
    return out;
}

/// Follows the read from the site on. @param bases  is filled
ReadAtSite read_from(
    const Record& record, const Cigar& cigar, Place place, const Site& site, std::string& bases) {
    ReadAtSite read;
    const auto ref_length = static_cast<std::uint32_t>(site.alleles[0].size());
    std::uint32_t passed = 0;  // bases of the reference
    std::uint32_t wanted = std::max(ref_length, site.n_telling);
    bool goes_on = true;
    const auto append_letters = [&](std::uint32_t n_bases) {
        bases += letters(record, place.in_read, n_bases);
    };
    const auto change = [&](bool fits) {
        read.changed = true;
        read.fits = read.fits && fits;
        wanted = ref_length;
    };
    while (goes_on) {
        const std::uint32_t n_aligned =
            std::min(place.n_aligned, wanted - std::min(wanted, passed));
        if (passed < ref_length)
            append_letters(std::min(n_aligned, ref_length - passed));
        passed += n_aligned;
        place.in_read += n_aligned;
        if (n_aligned < place.n_aligned || (passed >= wanted && !read.changed))
            break;
        if (++place.operation >= cigar.size())
            break;
        const CigarElement element = cigar[place.operation];
        place.n_aligned = element.aligns() ? element.length : 0;
        if (element.op == CigarOp::insertion) {
            if (passed <= ref_length)
                append_letters(element.length);
            change(passed <= ref_length);
            place.in_read += element.length;
        } else if (element.op == CigarOp::deletion) {
            if (read.changed && passed >= ref_length)
                break;
            change(passed + element.length <= ref_length);
            passed += element.length;
        } else {
            goes_on = element.aligns() || element.op == CigarOp::padding;
        }
    }
    read.complete = passed >= (read.changed ? ref_length : site.n_telling);
    read.bases = bases;
    return read;
}

std::int32_t
allele_at(const Record& record, const Cigar& cigar, const Place& place, const Site& site) {
    std::string bases;
    if (site.n_telling > 1)
        return match_allele(read_from(record, cigar, place, site, bases), site.alleles);
    bases = letters(record, place.in_read, 1);
    return match_allele({.bases = bases}, site.alleles);
}

bool may_overlap(const Record& record, std::int64_t end) noexcept {
    const std::uint16_t flags = record.flags();
    if ((flags & flag::mate_unmapped) != 0 || (flags & flag::proper_pair) == 0)
        return false;
    const bool elsewhere = record.mate_contig() >= 0 && record.contig() != record.mate_contig();
    const std::int64_t length = std::abs(std::int64_t{record.template_length()});
    const bool apart =
        length >= 2 * std::int64_t{record.sequence_length()} && record.mate_pos() >= end;
    return !elsewhere && !apart;
}

bool is_plain(const Cigar& cigar) noexcept {
    std::uint32_t n_aligned = 0;
    for (std::uint32_t at = 0; at < cigar.size(); ++at) {
        const CigarElement element = cigar[at];
        n_aligned += element.aligns() ? 1 : 0;
        if (!element.aligns() && element.op != CigarOp::soft_clip &&
            element.op != CigarOp::hard_clip)
            return false;
    }
    return n_aligned == 1;
}

}  // namespace

bool passes(const Record& record, const PileupOptions& options) noexcept {
    const std::uint16_t flags = record.flags();
    const bool orphan = (flags & flag::paired) != 0 && (flags & flag::proper_pair) == 0;
    return (flags & options.exclude_flags) == 0 &&
           record.mapping_quality() >= options.min_mapping_quality &&
           (options.count_orphans || !orphan);
}

void add_read(
    const Record& record, const ContigSites& sites, const PileupOptions& options, SiteReads& out) {
    const std::int64_t end = record.end();
    auto next = std::ranges::lower_bound(sites.sites, record.pos(), {}, &Site::pos);
    if (next == sites.sites.end() || next->pos >= end)
        return;
    const Cigar cigar = record.cigar();
    SiteRead read{
        .first = static_cast<std::uint32_t>(out.alleles.size()),
        .contig = record.contig(),
        .pos = record.pos(),
        .end = end,
        .mapping_quality = record.mapping_quality(),
        .reverse = record.has(flag::reverse),
        .pairs = !options.count_overlaps && may_overlap(record, end)};
    const std::string_view qualities = record.qualities();
    std::int64_t pos = record.pos();
    std::uint32_t in_read = 0;
    for (std::uint32_t at = 0; at < cigar.size() && next != sites.sites.end(); ++at) {
        const CigarElement element = cigar[at];
        const std::int64_t stop = pos + (element.consumes_reference() ? element.length : 0);
        for (; next != sites.sites.end() && next->pos < stop; ++next) {
            const auto offset = static_cast<std::uint32_t>(next->pos - pos);
            const std::uint32_t base_at = in_read + offset;
            if (!element.aligns() || base_at >= qualities.size())
                continue;
            const Place place{base_at, element.length - offset, at};
            out.alleles.push_back(
                {.site = sites.first + static_cast<std::uint32_t>(next - sites.sites.begin()),
                 .allele = allele_at(record, cigar, place, *next),
                 .quality = static_cast<std::uint8_t>(qualities[base_at]),
                 .base = record.base(base_at)});
        }
        pos = stop;
        in_read += element.consumes_query() ? element.length : 0;
    }
    read.n_alleles = static_cast<std::uint32_t>(out.alleles.size()) - read.first;
    if (read.pairs) {
        read.waits = record.mate_pos() >= record.pos() || record.mate_pos() == -1;
        read.plain = is_plain(cigar);
        read.bytes_at = out.bytes.size();
        read.n_bytes = record.size();
        out.bytes.append(record.name().data() - Record::fixed_bytes, record.size());
    }
    if (read.pairs || read.n_alleles > 0)
        out.reads.push_back(read);
}

}  // namespace genostrat::pileup
