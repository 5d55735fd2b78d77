// SPDX-License-Identifier: MIT
#include "index_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <htslib/tbx.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/bgzf.hpp>

namespace genostrat::detail {

namespace {

constexpr int csi_min_shift = 14;  // bcftools' default
constexpr int tbi_levels = 5;

/// Levels of bins that cover the longest contig, and all that VCF can say where a header tells too
/// small a length or none.
int levels_for(std::int64_t longest) {
    const std::int64_t length = std::max(longest, (std::int64_t{1} << 31) - 1);
    int levels = 0;
    for (std::int64_t covered = std::int64_t{1} << csi_min_shift; covered < length + 256;
         covered <<= 3)
        ++levels;
    return levels;
}

}  // namespace

IndexWriter::IndexWriter(
    Kind kind, std::uint64_t data_begin, std::int64_t longest, std::int32_t n_refs)
    : kind_{kind},
      index_{
          kind == Kind::vcf_tbi
              ? hts_idx_init(n_refs, HTS_FMT_TBI, data_begin << 16, csi_min_shift, tbi_levels)
              : hts_idx_init(
                    n_refs, HTS_FMT_CSI, data_begin << 16, csi_min_shift, levels_for(longest))},
      block_begins_{data_begin} {
    if (!index_)
        throw Error{ErrorKind::system, "out of memory while indexing"};
}

std::int32_t IndexWriter::number_of(std::string_view contig) {
    const auto found = numbers_.find(contig);
    if (found != numbers_.end())
        return found->second;
    const auto number = static_cast<std::int32_t>(names_.size());
    names_.emplace_back(contig);
    numbers_.emplace(contig, number);
    return number;
}

void IndexWriter::add(
    std::int32_t tid, std::int64_t begin, std::int64_t end, std::uint64_t bytes_end) {
    const bool goes_on = tid == last_tid_;
    if (goes_on ? begin < last_begin_ : !contigs_seen_.insert(tid).second)
        throw Error{
            ErrorKind::bad_data,
            "the rows are not sorted by contig and position, as an index needs it",
            {},
            "sort them first, for instance with 'bcftools sort', or leave out the index"};
    last_tid_ = tid;
    last_begin_ = begin;
    waiting_.push_back({tid, begin, end, bytes_end});
}

void IndexWriter::add_block(std::uint32_t packed_bytes) {
    block_begins_.push_back(block_begins_.back() + packed_bytes);
    push_ready();
}

void IndexWriter::push_ready() {
    while (!waiting_.empty()) {
        const Row& row = waiting_.front();
        const std::uint64_t block = row.bytes_end / io::bgzf_block_bytes;
        if (block >= block_begins_.size())  // it lies behind blocks that are not written yet
            return;
        const std::uint64_t within = row.bytes_end % io::bgzf_block_bytes;
        const std::uint64_t address = block_begins_[block];
        if (hts_idx_push(index_.get(), row.tid, row.begin, row.end, address << 16 | within, 1) < 0)
            throw Error{
                ErrorKind::unsupported,
                fmt::format(
                    "position {} lies beyond what this kind of index can hold", row.begin + 1),
                {},
                "use CSI (--write-index=csi)"};
        waiting_.pop_front();
    }
}

void IndexWriter::save(const std::string& path) {
    push_ready();
    if (hts_idx_finish(index_.get(), block_begins_.back() << 16) != 0)
        throw Error{ErrorKind::system, "cannot finish the index", {.file = path}};
    if (kind_ != Kind::bcf_csi) {
        std::string names;
        for (const std::string& name : names_)
            names.append(name).push_back('\0');
        std::string meta;
        for (const std::int32_t field :
             {std::int32_t{TBX_VCF},
              1,
              2,
              0,
              std::int32_t{'#'},
              0,
              static_cast<std::int32_t>(names.size())})
            meta.append(reinterpret_cast<const char*>(&field), sizeof field);  // NOLINT(*-cast)
        meta += names;
        hts_idx_set_meta(
            index_.get(),
            static_cast<std::uint32_t>(meta.size()),
            reinterpret_cast<std::uint8_t*>(meta.data()),  // NOLINT(*-cast)
            1);
    }
    if (hts_idx_save_as(
            index_.get(),
            nullptr,
            path.c_str(),
            kind_ == Kind::vcf_tbi ? HTS_FMT_TBI : HTS_FMT_CSI) != 0)
        throw Error{
            ErrorKind::system,
            fmt::format("cannot write the index: {}", std::strerror(errno)),
            {.file = path}};
}

}  // namespace genostrat::detail
