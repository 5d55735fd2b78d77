// SPDX-License-Identifier: MIT
#include "io/input_file.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace genostrat::io {

namespace {

namespace fs = std::filesystem;

/// A temporary name that a signal handler may have to remove. Nodes are linked once and never
/// freed, so the list can be walked at any moment; who takes the name out owns it.
struct TemporaryName {
    std::atomic<char*> path{nullptr};
    std::string target{};  // of the file under this name; not for handlers
    TemporaryName* next{nullptr};
};

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): signal handlers see globals
std::atomic<TemporaryName*> temporary_names{nullptr};

std::mutex& one_at_a_time() {
    static std::mutex mutex;
    return mutex;
}

/// Two outputs of one name would end as one of them.
/// @throws Error{usage} if a file that is being written will get this name
void refuse_second(const std::string& target, const std::string& path) {
    const std::lock_guard lock{one_at_a_time()};
    for (const TemporaryName* node = temporary_names.load(); node != nullptr; node = node->next)
        if (node->path.load() != nullptr && node->target == target)
            throw Error{
                ErrorKind::usage,
                "two outputs go to the same file",
                {.file = path},
                "give each output a name of its own"};
}

TemporaryName* remember(const std::string& path, const std::string& target) {
    const std::lock_guard lock{one_at_a_time()};
    char* const copy = ::strdup(path.c_str());
    if (copy == nullptr)
        throw std::bad_alloc{};
    for (TemporaryName* node = temporary_names.load(); node != nullptr; node = node->next) {
        char* empty = nullptr;
        if (node->path.compare_exchange_strong(empty, copy)) {
            node->target = target;
            return node;
        }
    }
    auto* const node = new TemporaryName;  // NOLINT(cppcoreguidelines-owning-memory): never freed
    node->path = copy;
    node->target = target;
    node->next = temporary_names.load();
    while (!temporary_names.compare_exchange_weak(node->next, node)) {
    }
    return node;
}

void forget(void* registration) noexcept {
    if (registration != nullptr)
        std::free(static_cast<TemporaryName*>(registration)->path.exchange(nullptr));
}

/// The descriptor that names such as `-`, `/dev/stdout` and `/dev/fd/3` stand for.
std::optional<int> named_descriptor(std::string_view path) {
    if (path == "-" || path == "/dev/stdout")
        return STDOUT_FILENO;
    if (path == "/dev/stderr")
        return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (path.starts_with(folder))
            return parse_number<int>(path.substr(folder.size()));
    }
    return std::nullopt;
}

std::string temporary_name(const std::string& target) {
    static std::atomic<unsigned> counter{0};
    constexpr std::size_t longest = 200;  // of the 255 bytes that file systems allow
    const fs::path path{target};
    const std::string name = path.filename().string().substr(0, longest);
    return (path.parent_path() / fmt::format(".{}.{}-{}.tmp", name, ::getpid(), counter++))
        .string();
}

/// Where symbolic links lead, even if nothing is there yet.
std::string follow_links(fs::path path) {
    constexpr int most_links = 40;  // as Linux allows
    std::error_code failed;
    for (int link = 0; link < most_links && fs::is_symlink(path, failed); ++link) {
        const fs::path to = fs::read_symlink(path, failed);
        if (failed)
            break;
        path = path.parent_path() / to;
    }
    return path.string();
}

[[noreturn]] void throw_system(const std::string& path, std::string_view what, int error_number) {
    std::string help;
    if (error_number == ENOENT)
        help = "make the folder first";
    else if (error_number == EACCES || error_number == EROFS || error_number == EPERM)
        help = "choose a folder you may write to";
    throw Error{ErrorKind::system, with_errno(what, error_number), {.file = path}, help};
}

}  // namespace

AtomicFile::AtomicFile(std::string path) : path_{std::move(path)}, target_{path_} {
    if (const std::optional<int> descriptor = named_descriptor(path_)) {
        fd_ = *descriptor;
        current_ = path_;
        state_ = State::direct;
        return;
    }

    struct stat status {};

    if (::stat(path_.c_str(), &status) != 0) {
        target_ = follow_links(path_);
        open_temporary();
        return;
    }
    if (S_ISDIR(status.st_mode))
        throw Error{
            ErrorKind::system,
            "is a folder; an output needs a file name",
            {.file = path_},
            "add a file name to the path"};
    if (S_ISREG(status.st_mode)) {
        if (::access(path_.c_str(), W_OK) != 0)
            throw_system(path_, "cannot be replaced", errno);
        target_ = follow_links(path_);
        open_temporary();
        ::fchmod(fd_, status.st_mode & 07777);  // as before; if not allowed, the default stays
        return;
    }
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd_ < 0)
        throw_system(path_, "cannot be opened for writing", errno);
    current_ = path_;
    state_ = State::direct;
}

void AtomicFile::open_temporary() {
    std::error_code failed;
    const fs::path whole = fs::weakly_canonical(target_, failed);
    const std::string target = failed ? target_ : whole.string();
    refuse_second(target, path_);
    do {
        current_ = temporary_name(target_);
        fd_ = ::open(current_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (fd_ < 0 && errno == EEXIST);  // left by a killed run that had our process id
    if (fd_ < 0)
        throw_system(path_, "cannot be created", errno);
    state_ = State::temporary;
    registration_ = remember(current_, target);
}

AtomicFile::~AtomicFile() {
    discard();
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept {
    *this = std::move(other);
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this == &other)
        return *this;
    discard();
    path_ = std::move(other.path_);
    target_ = std::move(other.target_);
    current_ = std::move(other.current_);
    registration_ = std::exchange(other.registration_, nullptr);
    n_bytes_ = other.n_bytes_;
    fd_ = std::exchange(other.fd_, -1);
    state_ = std::exchange(other.state_, State::nothing);
    return *this;
}

void AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
        if (count >= 0) {
            n_bytes_ += count;
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        const int error_number = errno;
        if (error_number == EINTR)
            continue;
        if (error_number == EPIPE)
            throw ClosedPipe{};
        const std::string name = path_ == "-" ? "standard output" : path_;
        if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG)
            throw Error{
                ErrorKind::system,
                fmt::format(
                    "{} after {} bytes",
                    error_number == ENOSPC ? "the disk is full"
                    : error_number == EDQUOT
                        ? "your disk quota is used up"
                        : "no file may be larger here (ulimit -f, or the disk)",
                    n_bytes_),
                {.file = name},
                "free some space, or write to another disk; nothing was left behind"};
        throw_system(name, fmt::format("write error after {} bytes", n_bytes_), error_number);
    }
}

void AtomicFile::close() {
    if (fd_ < 0)
        return;
    const int fd = std::exchange(fd_, -1);
    // Pipes and devices cannot be synced and say so.
    const bool synced = ::fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
    const int sync_error = errno;
    const bool is_standard = fd <= STDERR_FILENO;
    if (!is_standard && ::close(fd) != 0 && errno != EINTR)
        throw_system(path_, "cannot be closed", errno);
    if (!synced)
        throw_system(path_, "cannot be brought to the disk", sync_error);
}

void AtomicFile::commit() {
    if (state_ != State::temporary)
        return;
    if (::rename(current_.c_str(), target_.c_str()) != 0)
        throw_system(path_, "cannot get its name", errno);
    forget(std::exchange(registration_, nullptr));
    state_ = State::committed;
    current_ = target_;
    // The new name, too, has to outlive a power cut; where folders cannot be synced it may not.
    const std::string folder = fs::path{target_}.parent_path().string();
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

void AtomicFile::discard() noexcept {
    if (fd_ > STDERR_FILENO)
        ::close(fd_);
    fd_ = -1;
    if (state_ == State::temporary) {
        ::unlink(current_.c_str());
        forget(std::exchange(registration_, nullptr));
    }
    state_ = State::nothing;
}

void write_file(const std::string& path, std::string_view content) {
    AtomicFile file{path};
    file.write(content);
    file.close();
    file.commit();
}

void remove_temporary_files() noexcept {
    for (TemporaryName* node = temporary_names.load(); node != nullptr; node = node->next) {
        const char* const path = node->path.exchange(nullptr);
        if (path != nullptr)
            ::unlink(path);  // the copy is not freed: free is not allowed in a handler
    }
}

}  // namespace genostrat::io
