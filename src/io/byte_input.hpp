// SPDX-License-Identifier: MIT
#pragma once

#include "io/input_file.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace genostrat::io {

/// The inflated bytes of a file, one after the other: plain, gzip (all members), BGZF, or
/// zstd (where built with libzstd).
class ByteInput {
public:
    /// @throws as InputFile, and Error{unsupported} for other compressions
    explicit ByteInput(std::string path);
    ~ByteInput();
    ByteInput(ByteInput&&) noexcept;
    ByteInput& operator=(ByteInput&&) noexcept;

    /// Between 1 and `n_bytes` inflated bytes; 0 at the end.
    /// @pre n_bytes >= bgzf_largest_block
    /// @throws Error{bad_data} on damage, or where the file is cut off; Error{system}
    std::size_t read(char* out, std::size_t n_bytes);

    [[nodiscard]] InputFormat format() const noexcept;

    [[nodiscard]] const std::string& name() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::io
