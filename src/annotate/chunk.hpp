// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The bytes of a chunk, which is the keys or one column of a block: written, read and deflated.
namespace genostrat::annotate {

/// @throws Error{bad_data}: the block is damaged, and how
[[noreturn]] void throw_damaged(const char* what);

/// Raw bytes of a chunk under construction, little-endian.
class ByteWriter {
public:
    template <typename T>
    void put(T value) {
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes of a number
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }

    void put_text(std::string_view text) { bytes_ += text; }

    /// Width of the largest value in bytes, then the values byte plane by byte plane.
    void put_planes(std::span<const std::uint32_t> values);

    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

/// Reads a chunk; every read is checked. @throws Error{bad_data} past the end
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_{bytes} {}

    template <typename T>
    [[nodiscard]] T take() {
        T value{};
        const std::string_view bytes = take_text(sizeof value);
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(&value));  // NOLINT
        return value;
    }

    [[nodiscard]] std::string_view take_text(std::size_t n_bytes);
    void take_planes(std::size_t n, std::vector<std::uint32_t>& values);

private:
    std::string_view rest_;
};

/// Deflates and inflates chunks; not to be shared between threads.
class ChunkCodec {
public:
    ChunkCodec();
    ~ChunkCodec();
    ChunkCodec(const ChunkCodec&) = delete;
    ChunkCodec& operator=(const ChunkCodec&) = delete;

    /// Appends the deflated bytes.
    void deflate(std::string_view bytes, int level, std::string& out);

    /// @throws Error{bad_data} if these are not the bytes of `n_bytes` deflated ones
    [[nodiscard]] std::string_view inflate(std::string_view packed, std::size_t n_bytes);

private:
    void* deflater_{};
    void* inflater_{};
    int level_{-1};
    std::string buffer_;
};

}  // namespace genostrat::annotate
