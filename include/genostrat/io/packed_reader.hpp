// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <genostrat/core/buffer.hpp>

namespace genostrat::io {

enum class Compression : std::uint8_t { none, gzip, bgzf };

/// Bytes of a file as they are stored, in slices of a fixed size: the serial half of reading. The
/// parallel half is `inflate_slice`. Slice borders depend on the input only.
class PackedReader {
public:
    /// A slice: whole BGZF blocks still packed, or inflated bytes of a plain or gzip file.
    struct Slice {
        std::int64_t offset{};  ///< of the first packed byte in the file
        std::size_t skip{};     ///< inflated bytes before the wanted part
        std::size_t keep{};     ///< inflated bytes to keep after `skip`; all if not limited
        bool is_limited{};
        bool restarts{};  ///< the slice does not continue the one before
    };

    /// Virtual file offsets [begin, end) of a BGZF file, as an index gives them.
    using Chunk = std::pair<std::uint64_t, std::uint64_t>;

    /// @param path  `-` is standard input
    /// @throws Error{missing_input} if there is no such file, Error{bad_data} if it is empty,
    ///         Error{unsupported} for a folder, bzip2, xz, zstd and zip, Error{system}
    explicit PackedReader(std::string path);
    ~PackedReader();
    PackedReader(PackedReader&&) noexcept;
    PackedReader& operator=(PackedReader&&) noexcept;

    [[nodiscard]] Compression compression() const noexcept;

    [[nodiscard]] const std::string& path() const noexcept;

    /// Reads the next slice into `packed` (cleared first). False at the end of the input.
    /// @throws Error{bad_data} on a cut-off or foreign block and where the empty block that ends a
    ///         BGZF file is missing, Error{system} on a read error
    [[nodiscard]] bool fetch(Buffer& packed, Slice& slice);

    /// From now on `fetch` gives only these parts, in this order. @pre compression() is bgzf
    void restrict_to(std::vector<Chunk> chunks);

    /// Share of the input fetched, 0..1; 0 where its size is not known.
    [[nodiscard]] double progress() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Inflates a slice behind `head_room` free bytes of `raw` (for what the slice before left over).
/// @return [begin, end) of the wanted bytes in `raw`
/// @throws Error{bad_data} naming the damaged block
std::pair<std::size_t, std::size_t> inflate_slice(
    const Buffer& packed,
    const PackedReader::Slice& slice,
    Compression compression,
    std::size_t head_room,
    Buffer& raw);

}  // namespace genostrat::io
