// SPDX-License-Identifier: MIT
#include "data_stamp.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/sha256.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/pgx/definition.hpp>

#include <sys/stat.h>

namespace genostrat::pgx {
namespace {

namespace fs = std::filesystem;
using std::chrono::system_clock;

constexpr std::chrono::seconds settling_time{2};

system_clock::time_point time_of(const timespec& time) {
    return system_clock::time_point{std::chrono::duration_cast<system_clock::duration>(
        std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec})};
}

std::string hash_of(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.hex();
}

/// A stamp: what it is of, what it says, and a hash of both that shows damage.
std::string text_of(const DataState& state, const std::string& digest) {
    const std::string body = state.fingerprint() + " " + digest;
    return body + " " + hash_of(body) + "\n";
}

fs::path stamped_file(const fs::path& folder, const DataState& state) {
    return folder / (state.name() + ".stamp");
}

}  // namespace

DataState::DataState(std::span<const fs::path> files) {
    std::string paths;
    std::string facts;
    for (const fs::path& file : files) {
        struct stat status {};

        if (::stat(file.c_str(), &status) != 0)
            throw Error{
                ErrorKind::missing_input, "cannot open the file", {.file = file.string()}, {}};
        paths += fs::absolute(file).string() + '\n';
        facts += fmt::format(
            "{} {} {} {}.{} {}.{}\n",
            status.st_dev,
            status.st_ino,
            status.st_size,
            status.st_mtim.tv_sec,
            status.st_mtim.tv_nsec,
            status.st_ctim.tv_sec,
            status.st_ctim.tv_nsec);
        last_change_ = std::max({last_change_, time_of(status.st_mtim), time_of(status.st_ctim)});
    }
    name_ = hash_of(paths).substr(0, 16);
    fingerprint_ = hash_of(paths + facts);
}

bool DataState::is_settled(system_clock::time_point now) const noexcept {
    return last_change_ + settling_time < now;
}

std::optional<std::string> read_stamp(const fs::path& folder, const DataState& state) {
    const fs::path file = stamped_file(folder, state);
    if (!fs::is_regular_file(file))
        return std::nullopt;
    std::string text;
    try {
        text = read_text_file(file);
    } catch (const Error&) {
        return std::nullopt;
    }
    const std::size_t from = state.fingerprint().size() + 1;
    const std::size_t to = std::min(text.find(' ', std::min(from, text.size())), text.size());
    std::string digest = from < to ? text.substr(from, to - from) : std::string{};
    if (digest.empty() || text != text_of(state, digest))
        return std::nullopt;
    return digest;
}

void write_stamp(const fs::path& folder, const DataState& state, const std::string& digest) {
    try {
        fs::create_directories(folder);
        io::write_file(stamped_file(folder, state).string(), text_of(state, digest));
    } catch (const std::exception&) {
        return;  // a cache is a convenience
    }
}

}  // namespace genostrat::pgx
