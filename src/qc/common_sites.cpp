// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include <genostrat/qc/common_sites.hpp>

namespace genostrat::qc {

namespace {

namespace flag = alignment::flag;

constexpr std::uint8_t least_quality = 20;  // of bases and of mappings
constexpr std::uint16_t useless =
    flag::unmapped | flag::secondary | flag::supplementary | flag::duplicate | flag::qc_fail;

/// 0 for what is no base.
std::uint8_t packed_base(std::string_view allele) noexcept {
    if (allele.size() != 1)
        return 0;
    switch (allele.front() & ~0x20) {
    case 'A':
        return 1;
    case 'C':
        return 2;
    case 'G':
        return 4;
    case 'T':
        return 8;
    default:
        return 0;
    }
}

}  // namespace

void CommonSites::add(
    std::string_view contig,
    std::int64_t pos,
    std::string_view ref,
    std::string_view alt,
    double frequency) {
    const CommonSite site{pos, packed_base(ref), packed_base(alt), frequency};
    const bool is_common = frequency >= least_common && frequency <= 1 - least_common;
    if (is_common && site.ref != 0 && site.alt != 0 && site.ref != site.alt)
        contigs_[std::string{canonical_contig(contig)}].push_back(site);
}

void CommonSites::finish() {
    for (auto& [contig, sites] : contigs_) {
        std::ranges::stable_sort(sites, {}, &CommonSite::pos);
        const auto same_position = [](const CommonSite& one, const CommonSite& other) {
            return one.pos == other.pos;
        };
        sites.erase(std::unique(sites.begin(), sites.end(), same_position), sites.end());
    }
}

std::span<const CommonSite> CommonSites::of(std::string_view contig) const {
    const auto found = contigs_.find(canonical_contig(contig));
    return found == contigs_.end() ? std::span<const CommonSite>{} : found->second;
}

std::size_t CommonSites::size() const noexcept {
    std::size_t n = 0;
    for (const auto& [contig, sites] : contigs_)
        n += sites.size();
    return n;
}

void site_bases(
    const alignment::Record& record,
    std::span<const CommonSite> sites,
    std::vector<SiteBase>& out) {
    if (sites.empty() || record.has(useless) || record.mapping_quality() < least_quality ||
        record.sequence_length() == 0)
        return;
    auto next = std::ranges::lower_bound(sites, record.pos(), {}, &CommonSite::pos);
    const std::string_view qualities = record.qualities();
    const alignment::Cigar cigar = record.cigar();
    std::int64_t pos = record.pos();
    std::uint32_t in_read = 0;
    for (std::uint32_t at = 0; at < cigar.size() && next != sites.end(); ++at) {
        const alignment::CigarElement element = cigar[at];
        const std::int64_t end = pos + (element.consumes_reference() ? element.length : 0);
        for (; next != sites.end() && next->pos < end; ++next) {
            if (!element.aligns())
                continue;  // deleted
            const auto base_at = static_cast<std::uint32_t>(in_read + (next->pos - pos));
            if (static_cast<std::uint8_t>(qualities[base_at]) < least_quality)
                continue;
            const std::uint8_t base = record.base(base_at);
            const auto what = base == next->ref   ? SiteBase::What::ref
                              : base == next->alt ? SiteBase::What::alt
                                                  : SiteBase::What::other;
            out.push_back({static_cast<std::uint32_t>(next - sites.begin()), what});
        }
        pos = end;
        in_read += element.consumes_query() ? element.length : 0;
    }
}

}  // namespace genostrat::qc
