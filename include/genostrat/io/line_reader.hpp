// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <genostrat/core/error.hpp>

namespace genostrat::io {

/// Reads a text file line by line: plain, gzip (all members) or BGZF; `-` is standard input.
///
/// For side inputs (tables, models, GFF3); the main data path is the pipeline. Line ends `\n` and
/// `\r\n` are taken off; a last line without a line end counts.
class LineReader {
public:
    /// @throws Error{missing_input} if there is no such file, Error{system} if it cannot be read,
    ///         Error{unsupported} for bzip2, xz, zstd and zip, by name
    explicit LineReader(std::string path);
    ~LineReader();
    LineReader(LineReader&&) noexcept;
    LineReader& operator=(LineReader&&) noexcept;

    /// The next line, or false at the end. The view is valid until the next call.
    /// @throws Error{bad_data} on a damaged or truncated compressed file, Error{system} on a read
    ///         error
    [[nodiscard]] bool next(std::string_view& line);

    /// File and line of the line that `next` gave last, for error messages.
    [[nodiscard]] Where where() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::io
