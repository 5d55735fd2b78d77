// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/packed_reader.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

namespace genostrat::io {

namespace {

constexpr std::size_t slice_bytes = std::size_t{256} << 10;
constexpr std::size_t plain_slice_bytes = std::size_t{1} << 20;
// Cohorts pack 50 to 1: without this bound on what a slice inflates to, memory would grow with it.
constexpr std::size_t most_inflated_bytes = std::size_t{4} << 20;

/// A file descriptor, and what was read from it beyond need.
class ByteStream {
public:
    explicit ByteStream(const std::string& path) : path_{path} {
        fd_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd_ < 0)
            throw Error{
                errno == ENOENT ? ErrorKind::missing_input : ErrorKind::system,
                fmt::format("cannot open the file: {}", std::strerror(errno)),
                {.file = path}};

        struct stat status {};

        if (::fstat(fd_, &status) == 0) {
            if (S_ISDIR(status.st_mode))
                throw Error{ErrorKind::unsupported, "this is a folder, not a file", {.file = path}};
            size_ = S_ISREG(status.st_mode) ? status.st_size : 0;
        }
    }

    ~ByteStream() {
        if (fd_ > STDIN_FILENO)
            ::close(fd_);
    }

    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;

    /// Reads until `n` bytes wait, or the file ends.
    void fill(std::size_t n) {
        if (waiting_.size() - at_ >= n || at_end_)
            return;
        waiting_.drop_front(at_);
        at_ = 0;
        while (!at_end_ && waiting_.size() < n) {
            const std::size_t old = waiting_.size();
            waiting_.resize(n);
            const ssize_t n_read = ::read(fd_, waiting_.data() + old, n - old);
            if (n_read < 0 && errno != EINTR)
                throw Error{
                    ErrorKind::system,
                    fmt::format("read error: {}", std::strerror(errno)),
                    {.file = path_},
                    "check the disk or the connection"};
            waiting_.resize(old + static_cast<std::size_t>(std::max<ssize_t>(n_read, 0)));
            at_end_ = n_read == 0;
        }
    }

    [[nodiscard]] std::string_view waiting() const noexcept { return waiting_.view().substr(at_); }

    void take(std::size_t n) noexcept {
        at_ += n;
        offset_ += static_cast<std::int64_t>(n);
    }

    void seek(std::int64_t offset) {
        if (::lseek(fd_, offset, SEEK_SET) < 0)
            throw Error{
                ErrorKind::unsupported,
                "regions need a file that can be read from any place, not a pipe",
                {.file = path_}};
        waiting_.clear();
        at_ = 0;
        at_end_ = false;
        offset_ = offset;
    }

    [[nodiscard]] std::int64_t offset() const noexcept { return offset_; }

    [[nodiscard]] double share() const noexcept {
        return size_ > 0 ? static_cast<double>(offset_) / static_cast<double>(size_) : 0.0;
    }

private:
    std::string path_;
    int fd_{-1};
    std::int64_t size_{};
    std::int64_t offset_{};
    bool at_end_{};
    Buffer waiting_;
    std::size_t at_{};
};

struct ForeignMagic {
    std::string_view bytes;
    std::string_view name;
};

constexpr std::array<ForeignMagic, 5> foreign_formats{{
    {"BZh", "bzip2"},
    {{"\xfd\x37\x7a\x58\x5a\x00", 6}, "xz"},
    {"\x28\xb5\x2f\xfd", "zstd"},
    {"PK\x03\x04", "zip"},
    {"PK\x05\x06", "zip"},
}};

}  // namespace

struct PackedReader::Impl {
    explicit Impl(std::string given) : path{std::move(given)}, stream{path} {
        stream.fill(slice_bytes);
        const std::string_view start = stream.waiting();
        if (start.empty())
            throw Error{
                ErrorKind::bad_data,
                "the file is empty",
                {.file = path},
                "a VCF has at least a header; the step that wrote this file may have failed"};
        for (const ForeignMagic& foreign : foreign_formats)
            if (start.starts_with(foreign.bytes))
                throw Error{
                    ErrorKind::unsupported,
                    fmt::format("the file is compressed with {}", foreign.name),
                    {.file = path},
                    "unpack it, or compress it with bgzip"};
        compression = is_bgzf(start)   ? Compression::bgzf
                      : is_gzip(start) ? Compression::gzip
                                       : Compression::none;
    }

    ~Impl() {
        if (is_inflating)
            ::inflateEnd(&zlib);
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    [[noreturn]] void throw_truncated(std::string_view what) const {
        throw Error{
            ErrorKind::bad_data,
            fmt::format("{} at byte {}: the file is cut off or damaged", what, stream.offset()),
            {.file = path},
            "fetch or write the file again"};
    }

    /// Takes one whole block off the stream; false at the end of the file.
    bool take_block(Buffer& packed) {
        stream.fill(bgzf_largest_block);
        const std::string_view waiting = stream.waiting();
        if (waiting.empty()) {
            if (!ended_with_empty_block)
                throw_truncated("no end-of-file block");
            return false;
        }
        const std::size_t size = bgzf_block_size(waiting);
        if (size == 0)
            throw_truncated(
                waiting.size() < bgzf_header_bytes ? "a BGZF block ends early"
                                                   : "there is no BGZF block");
        if (size > waiting.size())
            throw_truncated("a BGZF block ends early");
        const std::string_view block = waiting.substr(0, size);
        ended_with_empty_block = bgzf_inflated_size(block) == 0;
        packed.append(block);
        stream.take(size);
        return true;
    }

    bool fetch_blocks(Buffer& packed) {
        std::size_t inflated = 0;
        while (packed.size() < slice_bytes && inflated < most_inflated_bytes) {
            const std::size_t old = packed.size();
            if (!take_block(packed))
                break;
            inflated += bgzf_inflated_size(packed.view().substr(old));
        }
        return !packed.empty();
    }

    bool fetch_chunk(Buffer& packed, Slice& slice) {
        if (!in_chunk) {
            if (chunk == chunks.size())
                return false;
            stream.seek(static_cast<std::int64_t>(chunks[chunk].first >> 16));
            slice.restarts = true;
            slice.skip = chunks[chunk].first & 0xffff;
            in_chunk = true;
        }
        slice.offset = stream.offset();
        const auto [begin, end] = chunks[chunk];
        std::size_t inflated = 0;
        while (packed.size() < slice_bytes && inflated < most_inflated_bytes) {
            const auto block = static_cast<std::uint64_t>(stream.offset());
            const bool is_last = block >= end >> 16;
            const std::size_t old = packed.size();
            if ((!is_last || (end & 0xffff) != 0) && take_block(packed)) {
                const std::size_t size = bgzf_inflated_size(packed.view().substr(old));
                inflated += is_last ? std::min<std::size_t>(end & 0xffff, size) : size;
            }
            if (is_last || packed.size() == old) {
                slice.is_limited = true;
                slice.keep = inflated - std::min(inflated, slice.skip);
                in_chunk = false;
                ++chunk;
                break;
            }
        }
        return true;
    }

    bool fetch_plain(Buffer& packed) {
        stream.fill(plain_slice_bytes);
        const std::string_view bytes = stream.waiting().substr(0, plain_slice_bytes);
        packed.append(bytes);
        stream.take(bytes.size());
        return !bytes.empty();
    }

    /// gzip that is not BGZF: inflated here, by one thread; all members.
    bool fetch_gzip(Buffer& packed) {
        packed.resize(plain_slice_bytes);
        std::size_t n = 0;
        while (n < plain_slice_bytes) {
            stream.fill(slice_bytes);
            const std::string_view waiting = stream.waiting();
            if (!is_inflating) {
                if (waiting.empty())
                    break;
                if (!is_gzip(waiting))
                    throw_truncated("there is no gzip member");
                zlib = {};
                if (::inflateInit2(&zlib, 15 + 16) != Z_OK)
                    throw Error{ErrorKind::system, "out of memory", {.file = path}};
                is_inflating = true;
            }
            if (waiting.empty())
                throw_truncated("a gzip member ends early");
            std::string input{waiting};                             // zlib's pointer is not const
            zlib.next_in = reinterpret_cast<Bytef*>(input.data());  // NOLINT(*-reinterpret-cast)
            zlib.avail_in = static_cast<uInt>(input.size());
            zlib.next_out =
                reinterpret_cast<Bytef*>(packed.data() + n);  // NOLINT(*-reinterpret-cast)
            zlib.avail_out = static_cast<uInt>(plain_slice_bytes - n);
            const int status = ::inflate(&zlib, Z_NO_FLUSH);
            stream.take(input.size() - zlib.avail_in);
            n = plain_slice_bytes - zlib.avail_out;
            if (status == Z_STREAM_END) {
                ::inflateEnd(&zlib);
                is_inflating = false;
            } else if (status != Z_OK && status != Z_BUF_ERROR) {
                throw_truncated("damaged gzip data");
            }
        }
        packed.resize(n);
        return n > 0;
    }

    std::string path;
    ByteStream stream;
    Compression compression{};
    bool ended_with_empty_block{};
    std::vector<Chunk> chunks{};
    bool is_restricted{};
    std::size_t chunk{};
    bool in_chunk{};
    z_stream zlib{};
    bool is_inflating{};
};

PackedReader::PackedReader(std::string path) : impl_{std::make_unique<Impl>(std::move(path))} {
}

PackedReader::~PackedReader() = default;
PackedReader::PackedReader(PackedReader&&) noexcept = default;
PackedReader& PackedReader::operator=(PackedReader&&) noexcept = default;

Compression PackedReader::compression() const noexcept {
    return impl_->compression;
}

const std::string& PackedReader::path() const noexcept {
    return impl_->path;
}

bool PackedReader::fetch(Buffer& packed, Slice& slice) {
    packed.clear();
    slice = {.offset = impl_->stream.offset()};
    if (impl_->is_restricted)
        return impl_->fetch_chunk(packed, slice);
    switch (impl_->compression) {
    case Compression::bgzf:
        return impl_->fetch_blocks(packed);
    case Compression::gzip:
        return impl_->fetch_gzip(packed);
    case Compression::none:
        break;
    }
    return impl_->fetch_plain(packed);
}

void PackedReader::restrict_to(std::vector<Chunk> chunks) {
    impl_->chunks = std::move(chunks);
    impl_->is_restricted = true;
    impl_->chunk = 0;
    impl_->in_chunk = false;
}

double PackedReader::progress() const noexcept {
    return impl_->stream.share();
}

std::pair<std::size_t, std::size_t> inflate_slice(
    const Buffer& packed,
    const PackedReader::Slice& slice,
    Compression compression,
    std::size_t head_room,
    Buffer& raw) {
    std::size_t inflated = packed.size();
    if (compression == Compression::bgzf) {
        inflated = 0;
        for (std::string_view rest = packed.view(); !rest.empty();) {
            const std::string_view block = rest.substr(0, bgzf_block_size(rest));
            inflated += std::min(bgzf_inflated_size(block), bgzf_largest_block);
            rest.remove_prefix(block.size());
        }
    }
    raw.resize(head_room + inflated);
    char* out = raw.data() + head_room;
    if (compression == Compression::bgzf) {
        static thread_local const Inflater inflater;
        for (std::string_view rest = packed.view(); !rest.empty();) {
            const std::string_view block = rest.substr(0, bgzf_block_size(rest));
            const std::size_t size = bgzf_inflated_size(block);
            if (size > bgzf_largest_block || !inflater.inflate(block, out))
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format(
                        "the BGZF block at byte {} is damaged",
                        slice.offset + (block.data() - packed.data())),
                    {},
                    "fetch or write the file again"};
            out += size;
            rest.remove_prefix(block.size());
        }
    } else if (!packed.empty()) {
        std::memcpy(out, packed.data(), packed.size());
    }
    const std::size_t begin = head_room + std::min(slice.skip, inflated);
    const std::size_t end = slice.is_limited ? std::min(begin + slice.keep, head_room + inflated)
                                             : head_room + inflated;
    return {begin, end};
}

}  // namespace genostrat::io
