// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace genostrat::fuzz {

/// Bytes with a path, in memory: for readers that open files. Linux only.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : fd_{::memfd_create("fuzz", 0)} {
        if (fd_ < 0 || ::write(fd_, data, size) != static_cast<ssize_t>(size))
            std::abort();
    }

    ~MemoryFile() { ::close(fd_); }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

private:
    int fd_;
};

}  // namespace genostrat::fuzz
