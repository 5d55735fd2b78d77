// SPDX-License-Identifier: MIT
#include <cassert>
#include <cstring>
#include <new>

#include <genostrat/io/bgzf.hpp>

#include <libdeflate.h>

namespace genostrat::io {

namespace {

constexpr std::size_t trailer_bytes = 8;  // CRC32 and inflated size
constexpr std::string_view header_start{
    "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\x06\x00\x42\x43\x02\x00", 16};

std::uint32_t read_u16(const char* bytes) noexcept {
    const auto low = static_cast<unsigned char>(bytes[0]);
    const auto high = static_cast<unsigned char>(bytes[1]);
    return static_cast<std::uint32_t>(low | high << 8);
}

std::uint32_t read_u32(const char* bytes) noexcept {
    return read_u16(bytes) | read_u16(bytes + 2) << 16;
}

void write_u16(char* out, std::uint32_t value) noexcept {
    out[0] = static_cast<char>(value & 0xff);
    out[1] = static_cast<char>(value >> 8 & 0xff);
}

void write_u32(char* out, std::uint32_t value) noexcept {
    write_u16(out, value & 0xffff);
    write_u16(out + 2, value >> 16);
}

/// Size of the block by its subfield BC, or 0. Writers other than HTSlib may put further subfields
/// before it.
std::size_t find_block_size(std::string_view bytes, std::size_t& header_bytes) noexcept {
    if (!is_gzip(bytes) || bytes.size() < 12 || (bytes[3] & 4) == 0)
        return 0;
    const std::size_t extra_end = 12 + read_u16(bytes.data() + 10);
    if (bytes.size() < extra_end)
        return 0;
    header_bytes = extra_end;
    for (std::size_t at = 12; at + 4 <= extra_end;) {
        const std::size_t length = read_u16(bytes.data() + at + 2);
        if (bytes[at] == 'B' && bytes[at + 1] == 'C' && length == 2 && at + 6 <= extra_end)
            return std::size_t{read_u16(bytes.data() + at + 4)} + 1;
        at += 4 + length;
    }
    return 0;
}

}  // namespace

bool is_gzip(std::string_view bytes) noexcept {
    return bytes.size() >= 3 && bytes.starts_with("\x1f\x8b\x08");
}

bool is_bgzf(std::string_view bytes) noexcept {
    return bgzf_block_size(bytes) != 0;
}

std::size_t bgzf_block_size(std::string_view bytes) noexcept {
    std::size_t header_bytes = 0;
    const std::size_t size = find_block_size(bytes, header_bytes);
    return size < header_bytes + trailer_bytes ? 0 : size;
}

std::size_t bgzf_inflated_size(std::string_view block) noexcept {
    return read_u32(block.data() + block.size() - 4);
}

Inflater::Inflater() : handle_{libdeflate_alloc_decompressor()} {
    if (handle_ == nullptr)
        throw std::bad_alloc{};
}

void Inflater::Free::operator()(libdeflate_decompressor* handle) const noexcept {
    libdeflate_free_decompressor(handle);
}

bool Inflater::inflate(std::string_view block, char* out) const noexcept {
    std::size_t header_bytes = 0;
    if (find_block_size(block, header_bytes) != block.size())
        return false;
    const std::size_t expected = bgzf_inflated_size(block);
    const char* const trailer = block.data() + block.size() - trailer_bytes;
    std::size_t inflated = 0;
    const libdeflate_result result = libdeflate_deflate_decompress(
        handle_.get(),
        block.data() + header_bytes,
        block.size() - header_bytes - trailer_bytes,
        out,
        expected,
        &inflated);
    return result == LIBDEFLATE_SUCCESS && inflated == expected &&
           libdeflate_crc32(0, out, expected) == read_u32(trailer);
}

Deflater::Deflater(int level) : handle_{libdeflate_alloc_compressor(level)}, level_{level} {
    if (handle_ == nullptr)
        throw std::bad_alloc{};
}

void Deflater::Free::operator()(libdeflate_compressor* handle) const noexcept {
    libdeflate_free_compressor(handle);
}

void Deflater::deflate(std::string_view bytes, Buffer& out) const {
    assert(bytes.size() <= bgzf_block_bytes);
    const std::size_t start = out.size();
    out.resize(start + bgzf_largest_block);
    char* const block = out.data() + start;
    std::memcpy(block, header_start.data(), header_start.size());
    const std::size_t room = bgzf_largest_block - bgzf_header_bytes - trailer_bytes;
    // A full block of bytes that do not shrink still fits: libdeflate stores them.
    const std::size_t packed = libdeflate_deflate_compress(
        handle_.get(), bytes.data(), bytes.size(), block + bgzf_header_bytes, room);
    assert(packed != 0);
    const std::size_t size = bgzf_header_bytes + packed + trailer_bytes;
    write_u16(block + 16, static_cast<std::uint32_t>(size - 1));
    write_u32(block + size - 8, libdeflate_crc32(0, bytes.data(), bytes.size()));
    write_u32(block + size - 4, static_cast<std::uint32_t>(bytes.size()));
    out.resize(start + size);
}

}  // namespace genostrat::io
