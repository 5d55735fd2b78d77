// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/core/error.hpp>

namespace genostrat::io {

/// What the first bytes of a file say.
enum class InputFormat : std::uint8_t { plain, gzip, bgzf };

/// The format of a file that begins with these bytes (18 or more, or the whole file).
/// @throws Error{unsupported} for bzip2, xz, zstd, zip, LZ4, compress and UTF-16, by name
[[nodiscard]] InputFormat input_format(std::string_view bytes, const Where& where);

/// `what` with the reason that errno gives.
[[nodiscard]] std::string with_errno(std::string_view what, int error_number);

/// A file opened for reading from its start; `-` is standard input. Owns the descriptor.
class InputFile {
public:
    /// @throws Error{missing_input} if there is no such file; Error{bad_data} for a folder;
    ///         Error{system} if it cannot be opened
    explicit InputFile(std::string path);
    ~InputFile();
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;

    /// Reads until `n_bytes` are there or the input ends; returns how many came.
    /// @throws Error{system} on a read error
    std::size_t read(char* out, std::size_t n_bytes);

    /// Size in bytes; -1 for pipes and devices.
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }

    /// Last change, nanoseconds since 1970.
    [[nodiscard]] std::int64_t modified() const noexcept { return modified_; }

    [[nodiscard]] int descriptor() const noexcept { return fd_; }

    /// The name for messages: the path, or `standard input`.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    std::string name_;
    int fd_{-1};
    std::int64_t size_{-1};
    std::int64_t modified_{-1};
};

/// The bytes of a whole file, mapped read-only. Owns the mapping.
class MappedFile {
public:
    /// @throws as InputFile; Error{unsupported} for pipes and devices
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    /// Valid as long as the object.
    [[nodiscard]] std::string_view bytes() const noexcept { return {data_, size_}; }

    [[nodiscard]] std::int64_t modified() const noexcept { return modified_; }

private:
    const char* data_{nullptr};
    std::size_t size_{0};
    std::int64_t modified_{-1};
};

}  // namespace genostrat::io
