// SPDX-License-Identifier: MIT
#include "site_reads.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <tuple>
#include <utility>

#include <htslib/khash.h>
#include <htslib/sam.h>

namespace genostrat::pileup {

namespace {

using alignment::Record;

/// HTSlib chooses by the name which of two mates speaks for both.
bool first_speaks(std::string_view name) {
    return (__ac_Wang_hash(__ac_X31_hash_string(std::string{name}.c_str())) & 1) != 0;
}

/// Qualities of two mates' bases after HTSlib's rule: where they agree one has the sum, at most
/// 200, and the other 0; where not, the better one 0.8 of its own, and the other 0.
std::pair<std::uint8_t, std::uint8_t>
joined(std::uint8_t one, std::uint8_t other, bool is_same, bool one_speaks) noexcept {
    const auto reduced = [](std::uint8_t quality) {
        return static_cast<std::uint8_t>(0.8 * quality);
    };
    if (is_same) {
        const auto sum = static_cast<std::uint8_t>(std::min(one + other, 200));
        return one_speaks ? std::pair{sum, std::uint8_t{0}} : std::pair{std::uint8_t{0}, sum};
    }
    const bool keeps_one = one == other ? one_speaks : one > other;
    return keeps_one ? std::pair{reduced(one), std::uint8_t{0}}
                     : std::pair{std::uint8_t{0}, reduced(other)};
}

struct Free {
    void operator()(bam1_t* record) const noexcept { bam_destroy1(record); }

    void operator()(bam_mplp_s* pileup) const noexcept { bam_mplp_destroy(pileup); }
};

/// A record as HTSlib holds it. @param id  to tell it by later
std::unique_ptr<bam1_t, Free> hts_record(const Record& record, std::uint64_t id) {
    std::unique_ptr<bam1_t, Free> made{bam_init1()};
    const alignment::Cigar cigar = record.cigar();
    std::vector<std::uint32_t> operations(cigar.size());
    for (std::uint32_t at = 0; at < cigar.size(); ++at)
        operations[at] =
            cigar[at].length << BAM_CIGAR_SHIFT | static_cast<std::uint32_t>(cigar[at].op);
    const std::string_view qualities = record.qualities();
    std::string bases(qualities.size(), 'N');
    for (std::uint32_t at = 0; at < bases.size(); ++at)
        bases[at] = seq_nt16_str[record.base(at)];
    const std::string_view name = record.name();
    if (made == nullptr || bam_set1(
                               made.get(),
                               name.size(),
                               name.data(),
                               record.flags(),
                               record.contig(),
                               record.pos(),
                               record.mapping_quality(),
                               operations.size(),
                               operations.data(),
                               record.mate_contig(),
                               record.mate_pos(),
                               record.template_length(),
                               bases.size(),
                               bases.data(),
                               qualities.data(),
                               0) < 0)
        throw std::bad_alloc{};
    made->id = id;
    return made;
}

/// Hands two mates to HTSlib's pileup.
struct Pair {
    std::array<std::unique_ptr<bam1_t, Free>, 2> records{};
    std::size_t next{};

    static int give(void* data, bam1_t* record) {
        Pair& pair = *static_cast<Pair*>(data);
        if (pair.next == pair.records.size())
            return -1;
        return bam_copy1(record, pair.records[pair.next++].get()) == nullptr ? -2 : 0;
    }
};

}  // namespace

void MateJoiner::place(const SiteRead& read, std::span<const SeenAllele> alleles) {
    placed_.clear();
    for (const SeenAllele& seen : alleles) {
        std::vector<SiteBase>& column = (*seen_)[seen.site];
        placed_.push_back({seen.site, static_cast<std::uint32_t>(column.size()), seen.base});
        column.push_back({seen.allele, seen.quality, read.mapping_quality, read.reverse});
    }
}

void MateJoiner::add(const SiteReads& reads, const SiteRead& read) {
    if (read.contig != contig_) {
        waiting_.clear();
        contig_ = read.contig;
    }
    place(read, std::span{reads.alleles}.subspan(read.first, read.n_alleles));
    if (!read.pairs)
        return;
    std::string name{reads.record(read).name()};
    const auto found = waiting_.find(name);
    if (found != waiting_.end()) {
        const bool overlaps = found->second.end > read.pos;
        if (overlaps)
            join(found->second, read, reads);
        waiting_.erase(found);
        if (overlaps)
            return;
    }
    if (!read.waits)
        return;
    if (waiting_.size() >= sweep_at_)
        forget_before(read.pos);
    waiting_.emplace(
        std::move(name),
        Waiting{reads.bytes.substr(read.bytes_at, read.n_bytes), placed_, read.end, read.plain});
}

void MateJoiner::forget_before(std::int64_t pos) {
    std::erase_if(waiting_, [&](const auto& entry) { return entry.second.end <= pos; });
    sweep_at_ = std::max<std::size_t>(sweep_at_, 2 * waiting_.size());
}

void MateJoiner::join(const Waiting& first, const SiteRead& read, const SiteReads& reads) {
    if (!first.plain || !read.plain) {
        join_by_pileup(first, read, reads);
        return;
    }
    const bool speaks = first_speaks(reads.record(read).name());
    auto own = placed_.begin();
    for (const Placed& other : first.alleles) {
        while (own != placed_.end() && own->site < other.site)
            ++own;
        if (own == placed_.end())
            return;
        if (own->site != other.site)
            continue;
        std::uint8_t& theirs = (*seen_)[other.site][other.at].quality;
        std::uint8_t& ours = (*seen_)[own->site][own->at].quality;
        std::tie(theirs, ours) = joined(theirs, ours, own->base == other.base, speaks);
    }
}

/// Where one of them has insertions, deletions or skips, HTSlib itself pairs their bases.
void MateJoiner::join_by_pileup(
    const Waiting& first, const SiteRead& read, const SiteReads& reads) {
    Pair pair;
    pair.records = {hts_record(Record{first.bytes.data()}, 0), hts_record(reads.record(read), 1)};
    void* source = &pair;
    const std::unique_ptr<bam_mplp_s, Free> pileup{bam_mplp_init(1, Pair::give, &source)};
    if (pileup == nullptr || bam_mplp_init_overlaps(pileup.get()) < 0)
        throw std::bad_alloc{};
    const std::array<std::span<const Placed>, 2> placed{first.alleles, placed_};
    int contig = 0;
    int n_reads = 0;
    hts_pos_t pos = 0;
    const bam_pileup1_t* column = nullptr;
    while (bam_mplp64_auto(pileup.get(), &contig, &pos, &n_reads, &column) > 0) {
        if (pos < read.pos)
            continue;  // in front of the overlap nothing changes
        for (const bam_pileup1_t& entry :
             std::span{column, static_cast<std::size_t>(std::max(n_reads, 0))})
            for (const Placed& own : placed[entry.b->id == 0 ? 0 : 1])
                if (sites_[own.site].pos == pos)
                    (*seen_)[own.site][own.at].quality = bam_get_qual(entry.b)[entry.qpos];
    }
}

}  // namespace genostrat::pileup
