// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace genostrat::io {

/// Room outside memory for data that is written once, front to back, and then read: a file without
/// a name, so that it is gone with the process whatever ends it. Owns the descriptor and the
/// mapping; made with the first byte.
class ScratchFile {
public:
    /// @param folder  where the file is made; empty: what TMPDIR says, or /tmp
    explicit ScratchFile(std::string folder = {});
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    /// @throws Error{system} naming the folder, if it takes no file or is full
    void append(std::span<const std::byte> bytes);

    [[nodiscard]] std::size_t size() const noexcept { return n_bytes_; }

    /// All that was appended, mapped read-only, so that `release_pages` may be called; valid as
    /// long as this object. Nothing can be appended any more.
    /// @throws Error{system}
    [[nodiscard]] std::span<const std::byte> map();

private:
    void open();
    [[noreturn]] void fail(const char* what, int error_number) const;

    std::string folder_;
    int fd_{-1};
    std::size_t n_bytes_{};
    void* mapped_{};
};

}  // namespace genostrat::io
