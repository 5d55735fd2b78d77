// SPDX-License-Identifier: MIT
#include "io/byte_input.hpp"

#include "io/zstd_stream.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <genostrat/io/bgzf.hpp>

#include <zlib.h>

namespace genostrat::io {

namespace {

constexpr std::size_t packed_bytes = 256 * 1024;

/// Inflates gzip members, one after the other.
class GzipStream {
public:
    GzipStream() {
        // 15: the largest window; + 16: gzip, not zlib.
        if (inflateInit2(&stream_, 15 + 16) != Z_OK)
            throw std::bad_alloc{};
    }

    ~GzipStream() { inflateEnd(&stream_); }

    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    struct Step {
        std::size_t taken;
        std::size_t given;
        int status;
    };

    Step inflate(std::string_view packed, char* out, std::size_t room) {
        // zlib's interface has no const and counts in 32 bits; both buffers are far smaller.
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast,cppcoreguidelines-pro-type-reinterpret-cast)
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
        stream_.next_out = reinterpret_cast<Bytef*>(out);
        stream_.avail_out = static_cast<uInt>(room);
        const int status = ::inflate(&stream_, Z_NO_FLUSH);
        return {packed.size() - stream_.avail_in, room - stream_.avail_out, status};
    }

    void next_member() { inflateReset(&stream_); }

private:
    z_stream stream_{};
};

}  // namespace

struct ByteInput::Impl {
    explicit Impl(std::string path) : file{std::move(path)}, packed(packed_bytes) {
        refill();
        if (is_zstd(view()))
            zstd = ZstdStream::make();
        if (zstd)
            return;
        format = input_format(view(), {.file = file.name()});
        if (format == InputFormat::gzip)
            gzip = std::make_unique<GzipStream>();
    }

    [[nodiscard]] std::string_view view() const { return {packed.data() + begin, end - begin}; }

    /// Moves what is left to the front and fills up.
    void refill() {
        std::copy(
            packed.begin() + static_cast<std::ptrdiff_t>(begin),
            packed.begin() + static_cast<std::ptrdiff_t>(end),
            packed.begin());
        offset += static_cast<std::int64_t>(begin);
        end -= begin;
        begin = 0;
        end += file.read(packed.data() + end, packed.size() - end);
    }

    [[noreturn]] void fail(std::string_view what) const {
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "{} (at byte {} of the compressed file)",
                what,
                offset + static_cast<std::int64_t>(begin)),
            {.file = file.name()},
            "get the file again, and compare its size or checksum with the original"};
    }

    std::size_t read_plain(char* out, std::size_t n_bytes) {
        if (begin == end)
            return file.read(out, n_bytes);
        const std::size_t count = std::min(n_bytes, end - begin);
        std::memcpy(out, packed.data() + begin, count);
        begin += count;
        return count;
    }

    std::size_t read_gzip(char* out, std::size_t n_bytes) {
        for (;;) {
            if (begin == end)
                refill();
            if (begin == end) {
                if (inside_member)
                    fail("cut off: the last gzip member has no end");
                return 0;
            }
            if (!inside_member && !start_member())
                return 0;
            const GzipStream::Step step = gzip->inflate(view(), out, n_bytes);
            begin += step.taken;
            if (step.status == Z_STREAM_END) {
                inside_member = false;
                gzip->next_member();
            } else if (step.status != Z_OK && step.status != Z_BUF_ERROR) {
                fail("damaged gzip data");
            }
            if (step.given != 0)
                return step.given;
        }
    }

    std::size_t read_zstd(char* out, std::size_t n_bytes) {
        for (;;) {
            if (begin == end)
                refill();
            if (begin == end && !inside_member)
                return 0;
            const bool at_end = begin == end;
            const ZstdStream::Step step = zstd->inflate(view(), out, n_bytes);
            begin += step.taken;
            if (step.failed)
                fail("damaged zstd data");
            inside_member = !step.ended;
            if (step.given != 0)
                return step.given;
            if (at_end && inside_member)
                fail("cut off: the last zstd frame has no end");
        }
    }

    /// False where only zero bytes follow (some archivers pad with them).
    bool start_member() {
        if (end - begin < 3)
            refill();
        if (is_gzip(view())) {
            inside_member = true;
            return true;
        }
        while (begin != end) {
            if (view().find_first_not_of('\0') != std::string_view::npos)
                fail(
                    end - begin < 3 ? "cut off: a gzip member begins and does not go on"
                                    : "bytes after the gzip data that are no gzip");
            begin = end;
            refill();
        }
        return false;
    }

    std::size_t read_bgzf(char* out, std::size_t n_bytes) {
        std::size_t given = 0;
        while (n_bytes - given >= bgzf_largest_block) {
            if (end - begin < bgzf_largest_block)
                refill();
            if (begin == end) {
                if (!ended && given == 0)
                    fail("cut off: the block that ends a BGZF file is not there");
                break;
            }
            const std::size_t size = bgzf_block_size(view());
            const bool whole = size != 0 && size <= end - begin;
            if (!whole) {
                if (given != 0)
                    break;  // first hand over what is whole
                fail(
                    size != 0 || end - begin < bgzf_header_bytes ? "cut off within a BGZF block"
                                                                 : "damaged: no BGZF block here");
            }
            const std::string_view block = view().substr(0, size);
            const std::size_t inflated = bgzf_inflated_size(block);
            if (inflated > bgzf_largest_block || !inflater.inflate(block, out + given)) {
                if (given != 0)
                    break;
                fail("damaged BGZF block");
            }
            begin += size;
            given += inflated;
            ended = inflated == 0;
        }
        return given;
    }

    InputFile file;
    std::vector<char> packed;
    std::size_t begin{0};
    std::size_t end{0};
    std::int64_t offset{0};  // of packed[0] in the file
    InputFormat format{InputFormat::plain};
    std::unique_ptr<GzipStream> gzip{};
    std::unique_ptr<ZstdStream> zstd{};
    bool inside_member{false};
    Inflater inflater{};
    bool ended{false};  // the last BGZF block was empty
};

ByteInput::ByteInput(std::string path) : impl_{std::make_unique<Impl>(std::move(path))} {
}

ByteInput::~ByteInput() = default;
ByteInput::ByteInput(ByteInput&&) noexcept = default;
ByteInput& ByteInput::operator=(ByteInput&&) noexcept = default;

std::size_t ByteInput::read(char* out, std::size_t n_bytes) {
    if (impl_->zstd)
        return impl_->read_zstd(out, n_bytes);
    switch (impl_->format) {
    case InputFormat::plain:
        return impl_->read_plain(out, n_bytes);
    case InputFormat::gzip:
        return impl_->read_gzip(out, n_bytes);
    case InputFormat::bgzf:
        return impl_->read_bgzf(out, n_bytes);
    }
    return 0;
}

InputFormat ByteInput::format() const noexcept {
    return impl_->format;
}

const std::string& ByteInput::name() const noexcept {
    return impl_->file.name();
}

}  // namespace genostrat::io
