// SPDX-License-Identifier: MIT
#include "io/input_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/scratch_file.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace genostrat::io {

ScratchFile::ScratchFile(std::string folder) : folder_{std::move(folder)} {
    std::error_code status;
    if (folder_.empty())
        folder_ = std::filesystem::temp_directory_path(status).string();
    if (folder_.empty())
        folder_ = "/tmp";
}

ScratchFile::~ScratchFile() {
    if (mapped_ != nullptr)
        ::munmap(mapped_, n_bytes_);
    if (fd_ >= 0)
        ::close(fd_);
}

void ScratchFile::fail(const char* what, int error_number) const {
    throw Error{
        ErrorKind::system,
        with_errno(what, error_number),
        {.file = folder_},
        "set TMPDIR to a folder with more room"};
}

void ScratchFile::open() {
    std::string name = (std::filesystem::path{folder_} / "genostrat-XXXXXX").string();
    fd_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd_ < 0)
        fail("no temporary file can be made here", errno);
    ::unlink(name.c_str());
}

void ScratchFile::append(std::span<const std::byte> bytes) {
    if (fd_ < 0)
        open();
    while (!bytes.empty()) {
        const ssize_t n_written = ::write(fd_, bytes.data(), bytes.size());
        if (n_written < 0 && errno == EINTR)
            continue;
        if (n_written <= 0)
            fail("the temporary file cannot be written", n_written < 0 ? errno : ENOSPC);
        bytes = bytes.subspan(static_cast<std::size_t>(n_written));
        n_bytes_ += static_cast<std::size_t>(n_written);
    }
}

std::span<const std::byte> ScratchFile::map() {
    if (mapped_ == nullptr && n_bytes_ > 0) {
        void* const mapped = ::mmap(nullptr, n_bytes_, PROT_READ, MAP_PRIVATE, fd_, 0);
        if (mapped == MAP_FAILED)
            fail("the temporary file cannot be mapped", errno);
        mapped_ = mapped;
    }
    return {static_cast<const std::byte*>(mapped_), n_bytes_};
}

}  // namespace genostrat::io
