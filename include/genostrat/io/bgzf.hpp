// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <genostrat/core/buffer.hpp>

struct libdeflate_decompressor;
struct libdeflate_compressor;

// BGZF: gzip in blocks of at most 64 KiB that can be inflated each for itself (SAM specification,
// section 4.1). A virtual offset is (block's file offset << 16) | offset within its inflated bytes.
namespace genostrat::io {

/// Bytes a block's header takes (with the one extra field all writers use).
inline constexpr std::size_t bgzf_header_bytes = 18;
/// Inflated bytes a writer puts into a full block, as HTSlib does.
inline constexpr std::size_t bgzf_block_bytes = 0xff00;
/// Largest size of a block, packed or inflated.
inline constexpr std::size_t bgzf_largest_block = 0x10000;
/// The empty block that ends a complete file.
inline constexpr std::string_view bgzf_end_of_file{
    "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\x06\x00\x42\x43\x02\x00\x1b\x00\x03\x00\x00\x00\x00"
    "\x00"
    "\x00\x00\x00\x00",
    28};

/// True if these bytes begin as a BGZF block does. @param bytes  at least bgzf_header_bytes
[[nodiscard]] bool is_bgzf(std::string_view bytes) noexcept;

/// True if these bytes begin as gzip does (BGZF included).
[[nodiscard]] bool is_gzip(std::string_view bytes) noexcept;

/// Packed size of the block that begins here; 0 if it is no BGZF block or its header is not
/// complete.
[[nodiscard]] std::size_t bgzf_block_size(std::string_view bytes) noexcept;

/// Inflated size of a whole packed block, from its trailer. @pre block is whole
[[nodiscard]] std::size_t bgzf_inflated_size(std::string_view block) noexcept;

/// Inflates blocks; one for each thread.
class Inflater {
public:
    Inflater();

    /// Inflates one whole block into `out`, which has bgzf_inflated_size bytes, and checks its CRC.
    /// @return false if the block is damaged
    [[nodiscard]] bool inflate(std::string_view block, char* out) const noexcept;

private:
    struct Free {
        void operator()(libdeflate_decompressor* handle) const noexcept;
    };

    std::unique_ptr<libdeflate_decompressor, Free> handle_;
};

/// Deflates blocks; one for each thread.
class Deflater {
public:
    /// @param level  0 (stored) .. 9; as in libdeflate
    explicit Deflater(int level);

    /// Appends one block with these bytes. @pre bytes.size() <= bgzf_block_bytes
    void deflate(std::string_view bytes, Buffer& out) const;

    [[nodiscard]] int level() const noexcept { return level_; }

private:
    struct Free {
        void operator()(libdeflate_compressor* handle) const noexcept;
    };

    std::unique_ptr<libdeflate_compressor, Free> handle_;
    int level_;
};

}  // namespace genostrat::io
