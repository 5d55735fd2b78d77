// SPDX-License-Identifier: MIT
// Which content unchanged files have, without reading their 25 MB again.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace genostrat::pgx {

/// What the file system says of a list of files before their content is read.
///
/// It holds path, device, inode, size, and both times of change of each file to the nanosecond. The
/// modification time can be set back by anyone (`touch -r`, `cp -p`, `tar`); the change time
/// (ctime) cannot, so that a file rewritten in place, or put in another's place, gives another
/// state.
class DataState {
public:
    /// @throws Error{missing_input} if a file is not there
    explicit DataState(std::span<const std::filesystem::path> files);

    /// True if no file was touched in the last two seconds before `now`: two changes within one
    /// tick of a file system's clock (two seconds at most) cannot be told from each other.
    [[nodiscard]] bool is_settled(std::chrono::system_clock::time_point now) const noexcept;

    /// SHA-256 of all that is known.
    [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }

    /// The name of the stamp of these paths, whatever is in them.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    [[nodiscard]] bool operator==(const DataState&) const = default;

private:
    std::string name_{};
    std::string fingerprint_{};
    std::chrono::system_clock::time_point last_change_{};
};

/// The digest that was kept for files of this state; nothing if they have changed since, or the
/// stamp is not there, cut off or damaged.
[[nodiscard]] std::optional<std::string>
read_stamp(const std::filesystem::path& folder, const DataState& state);

/// Keeps the digest of files of this state. A folder that cannot be written is no error.
void write_stamp(
    const std::filesystem::path& folder, const DataState& state, const std::string& digest);

}  // namespace genostrat::pgx
