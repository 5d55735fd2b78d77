// SPDX-License-Identifier: MIT
#include "alignment/reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <fmt/core.h>

#include <genostrat/alignment/framing.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/bgzf.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace genostrat::alignment {

namespace {

/// Packed bytes of a batch: inflated, they stay in a core's cache. Never less than a block.
constexpr std::size_t batch_bytes = io::bgzf_largest_block;
constexpr std::uint64_t to_the_end = UINT64_MAX;

std::uint64_t block_of(std::uint64_t virtual_offset) noexcept {
    return virtual_offset >> 16;
}

std::size_t within(std::uint64_t virtual_offset) noexcept {
    return virtual_offset & 0xffff;
}

/// Sorted, without overlaps.
void merge_ranges(std::vector<VirtualRange>& ranges) {
    std::ranges::sort(ranges, {}, &VirtualRange::begin);
    std::size_t kept = 0;
    for (const VirtualRange& range : ranges) {
        if (range.end <= range.begin)
            continue;
        if (kept > 0 && range.begin <= ranges[kept - 1].end)
            ranges[kept - 1].end = std::max(ranges[kept - 1].end, range.end);
        else
            ranges[kept++] = range;
    }
    ranges.resize(kept);
}

/// A file read by position.
class RandomFile {
public:
    explicit RandomFile(const std::string& path) : path_{path} {
        fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);

        struct stat status {};

        if (fd_ < 0 || fstat(fd_, &status) != 0)
            throw Error{
                ErrorKind::system,
                fmt::format("cannot open the file: {}", std::strerror(errno)),
                {.file = path}};
        size_ = static_cast<std::uint64_t>(status.st_size);
        posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
    }

    ~RandomFile() { ::close(fd_); }

    RandomFile(const RandomFile&) = delete;
    RandomFile& operator=(const RandomFile&) = delete;

    /// Appends up to `n_bytes` from `offset` on; fewer only at the end of the file.
    void read(std::uint64_t offset, std::size_t n_bytes, Buffer& out) const {
        const std::size_t before = out.size();
        out.resize(before + n_bytes);
        std::size_t done = 0;
        while (done < n_bytes) {
            const ssize_t n_read = pread(
                fd_, out.data() + before + done, n_bytes - done, static_cast<off_t>(offset + done));
            if (n_read < 0 && errno == EINTR)
                continue;
            if (n_read < 0)
                throw Error{
                    ErrorKind::system,
                    fmt::format("read error: {}", std::strerror(errno)),
                    {.file = path_}};
            if (n_read == 0)
                break;
            done += static_cast<std::size_t>(n_read);
        }
        out.resize(before + done);
    }

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

private:
    std::string path_;
    int fd_{-1};
    std::uint64_t size_{};
};

class BamReader final : public Reader {
public:
    explicit BamReader(SourceOptions options)
        : options_{std::move(options)}, path_{path_without_index(options_.path)}, file_{path_} {}

    Header open() override {
        check_end_of_file();
        Header header = read_header();
        n_contigs_ = static_cast<std::int64_t>(header.contigs.size());
        if (options_.regions || options_.all_placed)
            use_index(header);
        else
            ranges_ = {{header_end_, to_the_end}};
        for (const VirtualRange& range : ranges_)
            total_ += std::min(block_of(range.end), file_.size()) - block_of(range.begin);
        return header;
    }

    bool fetch(AlignmentBatch& batch) override {
        if (range_ == ranges_.size())
            return false;
        const VirtualRange& range = ranges_[range_];
        if (!in_range_) {
            offset_ = block_of(range.begin);
            batch.first_bytes = within(range.begin);
            in_range_ = true;
        }
        const bool goes_on = read_blocks(batch, range.end);
        if (!goes_on) {
            batch.ends_range = true;
            in_range_ = false;
            ++range_;
        }
        return true;
    }

    void inflate(AlignmentBatch& batch) const override {
        reserve_bytes(batch);
        batch.front = AlignmentBatch::head_room + batch.first_bytes;
        std::size_t at = AlignmentBatch::head_room;
        Framing framing{.end = batch.front};
        for (const PackedBlock& block : batch.blocks) {
            const std::string_view packed = batch.packed.view().substr(block.at, block.size);
            if (!batch.inflater.inflate(packed, batch.bytes.data() + at))
                fail_block(block);
            std::size_t end = at + io::bgzf_inflated_size(packed);
            if (&block == &batch.blocks.back() && batch.last_bytes > 0) {
                if (at + batch.last_bytes > end)
                    fail_index();
                end = at + batch.last_bytes;
            }
            at = end;
            // Block by block, while the bytes are still in the core's nearest cache.
            if (framing.end < at && framing.fault.empty())
                framing = frame_records(
                    batch.bytes.view().substr(0, at), framing.end, n_contigs_, batch.starts);
        }
        batch.bytes.resize(at);
        if (batch.front > at)
            fail_index();
        batch.framed_end = framing.end;
        batch.fault = framing.fault;
    }

    void frame(AlignmentBatch& batch) override {
        if (!tail_.empty())
            put_tail_before(batch);
        if (!batch.fault.empty())
            fail_record(batch, std::string{batch.fault});
        tail_.assign(batch.bytes.view().substr(batch.framed_end));
        if (batch.ends_range && !tail_.empty())
            fail_record(
                batch,
                ranges_.back().end == to_the_end ? "the file ends within a record"
                                                 : "the index does not point at a record's end");
        n_records_ += static_cast<std::int64_t>(batch.starts.size());
    }

    [[nodiscard]] double progress() const noexcept override {
        return total_ == 0 ? 1 : static_cast<double>(done_) / static_cast<double>(total_);
    }

private:
    [[noreturn]] void fail(const std::string& what, std::string help = {}) const {
        throw Error{ErrorKind::bad_data, what, {.file = path_}, std::move(help)};
    }

    [[noreturn]] void fail_record(const AlignmentBatch& batch, const std::string& what) const {
        throw Error{
            ErrorKind::bad_data,
            what,
            {.file = path_,
             .record = n_records_ + static_cast<std::int64_t>(batch.starts.size()) + 1},
            options_.regions || options_.all_placed
                ? "the file is damaged, or its index belongs to another file: see `samtools "
                  "quickcheck`"
                : "the file is damaged: see `samtools quickcheck`"};
    }

    void check_end_of_file() const {
        Buffer last;
        const std::size_t n_bytes = io::bgzf_end_of_file.size();
        if (file_.size() >= n_bytes)
            file_.read(file_.size() - n_bytes, n_bytes, last);
        if (last.view() != io::bgzf_end_of_file)
            fail(
                "the file's end-of-file block is missing: it is truncated",
                "copy or make the file again; `samtools quickcheck` tells whole files");
    }

    /// Inflates from the file's begin until `wanted` bytes are there.
    void inflate_head(Buffer& head, std::size_t wanted, std::uint64_t& offset) const {
        const io::Inflater inflater;
        while (head.size() < wanted) {
            Buffer packed;
            file_.read(offset, io::bgzf_largest_block, packed);
            const std::size_t size = io::bgzf_block_size(packed.view());
            if (size == 0 || size > packed.size())
                fail("the header is cut off or damaged");
            const std::string_view block = packed.view().substr(0, size);
            const std::size_t before = head.size();
            const std::size_t inflated = io::bgzf_inflated_size(block);
            if (inflated > io::bgzf_largest_block)
                fail("the header is damaged");
            head.resize(before + inflated);
            if (!inflater.inflate(block, head.data() + before))
                fail("the header is damaged");
            head_block_ = {offset, before};
            offset += size;
        }
    }

    std::uint32_t head_number(Buffer& head, std::size_t at, std::uint64_t& offset) const {
        inflate_head(head, at + 4, offset);
        std::uint32_t value{};
        std::memcpy(&value, head.data() + at, 4);
        return value;
    }

    Header read_header() {
        Buffer head;
        std::uint64_t offset = 0;
        inflate_head(head, 12, offset);
        if (!head.view().starts_with(std::string_view{"BAM\1", 4}))
            fail("this is no BAM");
        Header header;
        header.path = path_;
        const std::uint64_t text_bytes = head_number(head, 4, offset);
        if (text_bytes > file_.size() * 1040)
            fail("the header is damaged: its text is longer than the file");
        std::size_t at = 8;
        inflate_head(head, at + text_bytes + 4, offset);
        header.text = head.view().substr(at, text_bytes);
        header.text.resize(std::min(header.text.find('\0'), header.text.size()));
        at += text_bytes;
        const std::uint32_t n_contigs = head_number(head, at, offset);
        at += 4;
        for (std::uint32_t contig = 0; contig < n_contigs; ++contig) {
            const std::uint32_t name_bytes = head_number(head, at, offset);
            if (name_bytes == 0 || name_bytes > (1U << 20))
                fail("the header is damaged: a contig's name has no sound length");
            inflate_head(head, at + 4 + name_bytes + 4, offset);
            const std::string name{head.view().substr(at + 4, name_bytes - 1)};
            const std::uint32_t length = head_number(head, at + 4 + name_bytes, offset);
            if (length > INT32_MAX)
                fail(fmt::format(
                    "contig {} has {} bases but a BAM's have 2147483647 at most", name, length));
            if (header.contigs.add(name, length) != static_cast<ContigId>(contig))
                fail(fmt::format("the header names contig {} twice", name));
            at += 8 + name_bytes;
        }
        header.read_text();
        header_end_ =
            at == head.size() ? offset << 16 : head_block_.first << 16 | (at - head_block_.second);
        return header;
    }

    void use_index(Header& header) {
        HtsHandle<htsFile> file{hts_open(path_.c_str(), "r")};
        if (file == nullptr)
            fail("the file cannot be read");
        const HtsHandle<hts_idx_t> index = load_index(*file, options_, path_);
        header.index_counts = index_counts(*index, header.contigs.size());
        for (const Region& region : resolve_regions(options_, header)) {
            const HtsHandle<hts_itr_t> iterator{
                sam_itr_queryi(index.get(), region.contig, region.where.begin, region.where.end)};
            if (iterator == nullptr)
                fail("the index is damaged", "make it again with `samtools index`");
            for (int chunk = 0; chunk < iterator->n_off; ++chunk)
                ranges_.push_back({iterator->off[chunk].u, iterator->off[chunk].v});
        }
        merge_ranges(ranges_);
        if (!ranges_.empty() && block_of(ranges_.back().end) > file_.size())
            fail(
                "the index points behind the file's end: it belongs to another file",
                "make it again with `samtools index`");
    }

    /// Reads whole blocks into the batch. @return false when the range or the file has ended
    bool read_blocks(AlignmentBatch& batch, std::uint64_t range_end) {
        const std::uint64_t end_block =
            range_end == to_the_end ? file_.size() : block_of(range_end);
        const std::uint64_t stop = range_end == to_the_end || within(range_end) == 0
                                       ? end_block
                                       : std::min(file_.size(), end_block + io::bgzf_largest_block);
        const std::uint64_t first = offset_;
        batch.packed.append(carry_.view());  // the head of a block that the last batch read
        const std::uint64_t read_from = offset_ + carry_.size();
        file_.read(
            read_from,
            static_cast<std::size_t>(std::min<std::uint64_t>(batch_bytes, stop - read_from)),
            batch.packed);
        std::size_t at = 0;
        while (offset_ < stop && offset_ <= end_block) {
            const std::string_view rest = batch.packed.view().substr(at);
            const std::size_t size = io::bgzf_block_size(rest);
            if (size == 0 && rest.size() >= io::bgzf_largest_block)
                fail_at_offset();
            if (size == 0 || size > rest.size())
                break;
            batch.blocks.push_back(
                {offset_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(size)});
            if (offset_ == end_block)
                batch.last_bytes = within(range_end);
            at += size;
            offset_ += size;
        }
        carry_.clear();
        const bool ended = range_end == to_the_end || within(range_end) == 0 ? offset_ >= end_block
                                                                             : offset_ > end_block;
        if (!ended && at == 0)
            fail_at_offset();
        if (!ended)
            carry_.append(batch.packed.view().substr(at));
        batch.packed.resize(at);
        done_ += offset_ - first;
        return !ended;
    }

    [[noreturn]] void fail_at_offset() const {
        fail(
            fmt::format("there is no whole BGZF block at byte {}", offset_),
            "the file is damaged or truncated, or its index belongs to another file");
    }

    void reserve_bytes(AlignmentBatch& batch) const {
        std::size_t total = AlignmentBatch::head_room;
        for (const PackedBlock& block : batch.blocks) {
            const std::size_t inflated =
                io::bgzf_inflated_size(batch.packed.view().substr(block.at, block.size));
            if (inflated > io::bgzf_largest_block)
                fail_block(block);
            total += inflated;
        }
        batch.bytes.resize(total);
    }

    [[noreturn]] void fail_index() const {
        fail("the index does not fit the file", "make it again with `samtools index`");
    }

    [[noreturn]] void fail_block(const PackedBlock& block) const {
        fail(
            fmt::format("the block at byte {} of the file is damaged", block.file_offset),
            "copy or make the file again");
    }

    /// A record began in the last batch: its head goes in front, and the records are found anew.
    void put_tail_before(AlignmentBatch& batch) {
        if (tail_.size() > batch.front) {
            Buffer whole;
            whole.resize(tail_.size());
            std::memcpy(whole.data(), tail_.data(), tail_.size());
            whole.append(batch.bytes.view().substr(batch.front));
            std::swap(whole, batch.bytes);
            batch.front = 0;
        } else {
            batch.front -= tail_.size();
            std::memcpy(batch.bytes.data() + batch.front, tail_.data(), tail_.size());
        }
        batch.starts.clear();
        const Framing framing =
            frame_records(batch.bytes.view(), batch.front, n_contigs_, batch.starts);
        batch.framed_end = framing.end;
        batch.fault = framing.fault;
    }

    SourceOptions options_;
    std::string path_;
    RandomFile file_;
    std::int64_t n_contigs_{};
    std::uint64_t header_end_{};
    mutable std::pair<std::uint64_t, std::size_t> head_block_;  // last one: offset, bytes before
    std::vector<VirtualRange> ranges_;
    std::size_t range_{};
    bool in_range_{};
    std::uint64_t offset_{};
    Buffer carry_;
    std::uint64_t done_{};
    std::uint64_t total_{};
    std::string tail_;
    std::int64_t n_records_{};
};

}  // namespace

std::unique_ptr<Reader> make_bam_reader(SourceOptions options) {
    return std::make_unique<BamReader>(std::move(options));
}

}  // namespace genostrat::alignment
