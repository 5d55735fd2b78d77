// SPDX-License-Identifier: MIT
#include "io/fasta_text.hpp"

#include "io/input_file.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/mapped_pages.hpp>

namespace genostrat::io {

namespace {

class PlainText final : public FastaText {
public:
    explicit PlainText(MappedFile file) : file_{std::move(file)} {}

    [[nodiscard]] std::int64_t size() const noexcept override {
        return static_cast<std::int64_t>(file_.bytes().size());
    }

    void copy(std::int64_t offset, std::int64_t n_bytes, char* out) const override {
        std::copy_n(file_.bytes().data() + offset, n_bytes, out);
    }

    [[nodiscard]] const char* data() const noexcept override { return file_.bytes().data(); }

    void release() const noexcept override {
        release_pages(std::as_bytes(std::span{file_.bytes()}));
    }

    [[nodiscard]] std::int64_t modified() const noexcept override { return file_.modified(); }

private:
    MappedFile file_;
};

/// Where blocks begin, in the packed and in the inflated file; the last entry is the end of both.
struct BlockStart {
    std::int64_t packed{};
    std::int64_t inflated{};
};

/// Walks from block to block; touches no more than the headers and trailers, and gives the pages
/// back that are behind.
std::vector<BlockStart> find_blocks(std::string_view bytes, const std::string& path) {
    constexpr std::size_t kept_bytes = std::size_t{32} << 20;
    std::size_t released = 0;
    std::vector<BlockStart> starts;
    std::int64_t inflated = 0;
    std::size_t at = 0;
    bool ended = false;
    while (at < bytes.size()) {
        const std::string_view rest = bytes.substr(at);
        const std::size_t size = bgzf_block_size(rest);
        const bool is_whole = size != 0 && size <= rest.size();
        const std::size_t block_inflated =
            is_whole ? bgzf_inflated_size(rest.substr(0, size)) : bgzf_largest_block + 1;
        if (block_inflated > bgzf_largest_block)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("no whole BGZF block at byte {}: cut off or damaged", at),
                {.file = path},
                "get the file again, or pack it again with bgzip"};
        if (block_inflated != 0)
            starts.push_back({static_cast<std::int64_t>(at), inflated});
        ended = block_inflated == 0;
        inflated += static_cast<std::int64_t>(block_inflated);
        at += size;
        if (at - released > kept_bytes) {
            release_pages(std::as_bytes(std::span{bytes.substr(released, at - released)}));
            released = at;
        }
    }
    if (!ended)
        throw Error{
            ErrorKind::bad_data,
            "cut off: the block that ends a BGZF file is not there",
            {.file = path},
            "get the file again, or pack it again with bgzip"};
    starts.push_back({static_cast<std::int64_t>(at), inflated});
    return starts;
}

/// Inflates blocks on demand and keeps the last of each of 64 residue classes, so that threads that
/// walk along the genome inflate each block once.
class BgzfText final : public FastaText {
public:
    BgzfText(MappedFile file, std::string path)
        : file_{std::move(file)}, path_{std::move(path)}, starts_{
                                                              find_blocks(file_.bytes(), path_)} {}

    [[nodiscard]] std::int64_t size() const noexcept override { return starts_.back().inflated; }

    void copy(std::int64_t offset, std::int64_t n_bytes, char* out) const override {
        for (std::size_t block = n_bytes == 0 ? 0 : block_of(offset); n_bytes > 0; ++block) {
            const std::int64_t first = offset - starts_[block].inflated;
            const std::int64_t count = std::min(n_bytes, starts_[block + 1].inflated - offset);
            copy_from_block(
                block, static_cast<std::size_t>(first), static_cast<std::size_t>(count), out);
            offset += count;
            n_bytes -= count;
            out += count;
        }
    }

    void release() const noexcept override {
        release_pages(std::as_bytes(std::span{file_.bytes()}));
    }

    [[nodiscard]] std::int64_t modified() const noexcept override { return file_.modified(); }

private:
    static constexpr std::size_t n_windows = 64;

    struct Window {
        std::mutex mutex{};
        std::size_t block{static_cast<std::size_t>(-1)};
        std::vector<char> bytes{};
        std::optional<Inflater> inflater{};
    };

    [[nodiscard]] std::size_t block_of(std::int64_t offset) const {
        // All writers in use fill their blocks alike, so the guess nearly always holds.
        const auto guess = static_cast<std::size_t>(offset / std::int64_t{bgzf_block_bytes});
        if (guess + 1 < starts_.size() && starts_[guess].inflated <= offset &&
            offset < starts_[guess + 1].inflated)
            return guess;
        const auto after = std::upper_bound(
            starts_.begin(),
            starts_.end(),
            offset,
            [](std::int64_t value, const BlockStart& start) { return value < start.inflated; });
        return static_cast<std::size_t>(after - starts_.begin()) - 1;
    }

    void copy_from_block(std::size_t block, std::size_t first, std::size_t count, char* out) const {
        Window& window = windows_[block % n_windows];
        const std::lock_guard lock{window.mutex};
        if (window.block != block)
            fill(window, block);
        std::copy_n(window.bytes.data() + first, count, out);
    }

    void fill(Window& window, std::size_t block) const {
        const BlockStart& start = starts_[block];
        const std::string_view rest = file_.bytes().substr(static_cast<std::size_t>(start.packed));
        const std::string_view packed = rest.substr(0, bgzf_block_size(rest));
        window.block = static_cast<std::size_t>(-1);
        window.bytes.resize(bgzf_largest_block);
        if (!window.inflater)
            window.inflater.emplace();
        if (!window.inflater->inflate(packed, window.bytes.data()))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("damaged BGZF block at byte {}", start.packed),
                {.file = path_},
                "get the file again, or pack it again with bgzip"};
        window.block = block;
    }

    MappedFile file_;
    std::string path_;
    std::vector<BlockStart> starts_;
    mutable std::array<Window, n_windows> windows_{};
};

}  // namespace

std::unique_ptr<FastaText> open_fasta_text(const std::string& path) {
    MappedFile file{path};
    switch (input_format(file.bytes(), {.file = path})) {
    case InputFormat::plain:
        return std::make_unique<PlainText>(std::move(file));
    case InputFormat::bgzf:
        return std::make_unique<BgzfText>(std::move(file), path);
    case InputFormat::gzip:
        break;
    }
    throw Error{
        ErrorKind::unsupported,
        "is gzip, but not BGZF: it cannot be read in any order",
        {.file = path},
        fmt::format("pack it with bgzip: gzip -dc {} | bgzip > reference.fa.gz", path)};
}

}  // namespace genostrat::io
