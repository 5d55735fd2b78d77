// SPDX-License-Identifier: MIT
#include "annotate/chunk.hpp"

#include <bit>

#include <genostrat/core/error.hpp>

#include <libdeflate.h>

namespace genostrat::annotate {

void throw_damaged(const char* what) {
    throw Error{ErrorKind::bad_data, std::string{"a block of the archive is damaged: "} + what};
}

void ByteWriter::put_planes(std::span<const std::uint32_t> values) {
    std::uint32_t any = 0;
    for (const std::uint32_t value : values)
        any |= value;
    const auto width = static_cast<std::uint8_t>((32 - std::countl_zero(any) + 7) / 8);
    put(width);
    const std::size_t begin = bytes_.size();
    bytes_.resize(begin + width * values.size());
    for (unsigned plane = 0; plane < width; ++plane) {
        char* const out = bytes_.data() + begin + plane * values.size();
        for (std::size_t index = 0; index < values.size(); ++index)
            out[index] = static_cast<char>(values[index] >> (8 * plane));
    }
}

std::string_view ByteReader::take_text(std::size_t n_bytes) {
    if (n_bytes > rest_.size())
        throw_damaged("it ends too early");
    const std::string_view bytes = rest_.substr(0, n_bytes);
    rest_.remove_prefix(n_bytes);
    return bytes;
}

void ByteReader::take_planes(std::size_t n, std::vector<std::uint32_t>& values) {
    const auto width = take<std::uint8_t>();
    if (width > 4)
        throw_damaged("a number is wider than 32 bits");
    if (width != 0 && n > rest_.size() / width)
        throw_damaged("it ends too early");
    values.assign(n, 0);
    for (unsigned plane = 0; plane < width; ++plane) {
        const std::string_view bytes = take_text(n);
        for (std::size_t index = 0; index < n; ++index)
            values[index] |= std::uint32_t{static_cast<unsigned char>(bytes[index])} << (8 * plane);
    }
}

ChunkCodec::ChunkCodec() : inflater_{libdeflate_alloc_decompressor()} {
}

ChunkCodec::~ChunkCodec() {
    if (deflater_ != nullptr)
        libdeflate_free_compressor(static_cast<libdeflate_compressor*>(deflater_));
    libdeflate_free_decompressor(static_cast<libdeflate_decompressor*>(inflater_));
}

void ChunkCodec::deflate(std::string_view bytes, int level, std::string& out) {
    if (deflater_ == nullptr || level_ != level) {
        if (deflater_ != nullptr)
            libdeflate_free_compressor(static_cast<libdeflate_compressor*>(deflater_));
        deflater_ = libdeflate_alloc_compressor(level);
        level_ = level;
    }
    auto* const deflater = static_cast<libdeflate_compressor*>(deflater_);
    const std::size_t begin = out.size();
    out.resize(begin + libdeflate_deflate_compress_bound(deflater, bytes.size()));
    const std::size_t n = libdeflate_deflate_compress(
        deflater, bytes.data(), bytes.size(), out.data() + begin, out.size() - begin);
    if (n == 0)
        throw Error{ErrorKind::internal, "deflate did not fit its own bound"};
    out.resize(begin + n);
}

std::string_view ChunkCodec::inflate(std::string_view packed, std::size_t n_bytes) {
    // Deflate cannot pack tighter than about 1:1032; more is a damaged length.
    if (n_bytes > packed.size() * 1100 + 1100)
        throw_damaged("a length is out of range");
    if (buffer_.size() < n_bytes)
        buffer_.resize(n_bytes);
    std::size_t n_got = 0;
    const libdeflate_result result = libdeflate_deflate_decompress(
        static_cast<libdeflate_decompressor*>(inflater_),
        packed.data(),
        packed.size(),
        buffer_.data(),
        n_bytes,
        &n_got);
    if (result != LIBDEFLATE_SUCCESS || n_got != n_bytes)
        throw_damaged("it cannot be inflated");
    return std::string_view{buffer_}.substr(0, n_bytes);
}

}  // namespace genostrat::annotate
