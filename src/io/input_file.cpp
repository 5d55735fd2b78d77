// SPDX-License-Identifier: MIT
#include "io/input_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include <genostrat/io/bgzf.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace genostrat::io {

namespace {

struct Magic {
    std::string_view bytes;
    std::string_view name;
    std::string_view way_out;
};

constexpr std::array<Magic, 9> unsupported_formats{{
    {"BZh", "bzip2", "bzip2 -dc"},
    {{"\xfd"
      "7zXZ\0",
      6},
     "xz",
     "xz -dc"},
    {"\x28\xb5\x2f\xfd", "zstd", "zstd -dc"},
    {{"PK\x03\x04", 4}, "zip", "unzip -p"},
    {{"PK\x05\x06", 4}, "zip", "unzip -p"},
    {"\x04\x22\x4d\x18", "LZ4", "lz4 -dc"},
    {"\x1f\x9d", "compress (.Z)", "gzip -dc"},
    {"\xff\xfe", "UTF-16 text", "iconv -f UTF-16 -t UTF-8"},
    {"\xfe\xff", "UTF-16 text", "iconv -f UTF-16 -t UTF-8"},
}};

[[noreturn]] void throw_open_error(const std::string& path, int error_number) {
    if (error_number == ENOENT || error_number == ENOTDIR)
        throw Error{
            ErrorKind::missing_input,
            "no such file",
            {.file = path},
            "check the path and the current folder"};
    throw Error{
        ErrorKind::system,
        with_errno("cannot open", error_number),
        {.file = path},
        error_number == EACCES ? "ask for permission to read it" : ""};
}

std::int64_t nanoseconds(const struct timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::string with_errno(std::string_view what, int error_number) {
    return fmt::format("{}: {}", what, std::generic_category().message(error_number));
}

InputFormat input_format(std::string_view bytes, const Where& where) {
    if (is_bgzf(bytes))
        return InputFormat::bgzf;
    if (is_gzip(bytes))
        return InputFormat::gzip;
    for (const Magic& magic : unsupported_formats) {
        if (bytes.starts_with(magic.bytes))
            throw Error{
                ErrorKind::unsupported,
                fmt::format("is {}; plain text, gzip and BGZF can be read", magic.name),
                where,
                fmt::format("convert it: {} FILE | bgzip > FILE.gz", magic.way_out)};
    }
    return InputFormat::plain;
}

InputFile::InputFile(std::string path) : name_{std::move(path)} {
    if (name_ == "-") {
        fd_ = STDIN_FILENO;
        name_ = "standard input";
    } else {
        fd_ = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd_ < 0)
            throw_open_error(name_, errno);
    }

    struct stat status {};

    if (::fstat(fd_, &status) != 0) {
        const int error_number = errno;
        if (fd_ != STDIN_FILENO)
            ::close(fd_);
        throw Error{
            ErrorKind::system, with_errno("cannot be examined", error_number), {.file = name_}};
    }
    if (S_ISDIR(status.st_mode)) {
        if (fd_ != STDIN_FILENO)
            ::close(fd_);
        throw Error{
            ErrorKind::bad_data,
            "is a folder, not a file",
            {.file = name_},
            "name a file in this folder"};
    }
    if (S_ISREG(status.st_mode)) {
        size_ = status.st_size;
        modified_ = nanoseconds(status.st_mtim);
    }
}

InputFile::~InputFile() {
    if (fd_ >= 0 && fd_ != STDIN_FILENO)
        ::close(fd_);
}

InputFile::InputFile(InputFile&& other) noexcept
    : name_{std::move(other.name_)}, fd_{std::exchange(other.fd_, -1)}, size_{other.size_},
      modified_{other.modified_} {
}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
    std::swap(name_, other.name_);
    std::swap(fd_, other.fd_);
    std::swap(size_, other.size_);
    std::swap(modified_, other.modified_);
    return *this;
}

std::size_t InputFile::read(char* out, std::size_t n_bytes) {
    std::size_t n_read = 0;
    while (n_read < n_bytes) {
        const ssize_t count = ::read(fd_, out + n_read, n_bytes - n_read);
        if (count == 0)
            break;
        if (count < 0) {
            if (errno == EINTR)
                continue;
            throw Error{ErrorKind::system, with_errno("read error", errno), {.file = name_}};
        }
        n_read += static_cast<std::size_t>(count);
    }
    return n_read;
}

MappedFile::MappedFile(const std::string& path) {
    const InputFile file{path};
    if (file.size() < 0)
        throw Error{
            ErrorKind::unsupported,
            "is a pipe or a device; this file must be a regular one, as it is read in any order",
            {.file = file.name()},
            "write it to a file first"};
    size_ = static_cast<std::size_t>(file.size());
    modified_ = file.modified();
    if (size_ == 0)
        return;
    void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.descriptor(), 0);
    if (mapped == MAP_FAILED)
        throw Error{
            ErrorKind::system, with_errno("cannot be mapped", errno), {.file = file.name()}};
    data_ = static_cast<const char*>(mapped);
}

MappedFile::~MappedFile() {
    if (data_ != nullptr)
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): munmap takes no const
        ::munmap(const_cast<char*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_{std::exchange(other.data_, nullptr)}, size_{std::exchange(other.size_, 0)},
      modified_{other.modified_} {
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(modified_, other.modified_);
    return *this;
}

}  // namespace genostrat::io
