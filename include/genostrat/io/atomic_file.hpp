// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace genostrat::io {

/// An output file that is absent or whole: bytes go to a temporary name beside the target;
/// `commit` syncs and renames. Destroyed without `commit`, nothing is left. An output that is a
/// pipe, a device or `-` (standard output) is written directly.
class AtomicFile {
public:
    /// @param path  `-` and `/dev/stdout` are standard output
    /// @throws Error{system} if the folder is not there or not writable, or the path is a folder
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;

    /// Appends all bytes. @throws Error{system} on a full disk or a write error;
    /// ClosedPipe if the reader of a pipe is gone.
    void write(std::string_view bytes);

    /// Syncs the bytes to the disk and closes; the file still has its temporary name.
    void close();

    /// Gives the file its name. @pre closed
    void commit();

    /// The final path as given.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// The name the bytes are under now (the temporary one, before `commit`).
    [[nodiscard]] const std::string& current_path() const noexcept { return current_; }

    /// True for pipes, devices and standard output, which get their bytes at once.
    [[nodiscard]] bool is_direct() const noexcept { return state_ == State::direct; }

private:
    enum class State : std::uint8_t { nothing, direct, temporary, committed };

    void open_temporary();
    void discard() noexcept;

    std::string path_;
    std::string target_;  // path_ with symbolic links followed
    std::string current_;
    void* registration_{nullptr};
    std::int64_t n_bytes_{0};
    int fd_{-1};
    State state_{State::nothing};
};

/// The reader of our standard output went away (`| head`): a reason to stop quietly, not an error.
class ClosedPipe {};

/// Writes a whole file atomically.
void write_file(const std::string& path, std::string_view content);

/// Removes the temporary files of every live AtomicFile; safe in a signal handler.
void remove_temporary_files() noexcept;

}  // namespace genostrat::io
