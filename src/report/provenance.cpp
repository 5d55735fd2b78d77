// SPDX-License-Identifier: MIT
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include <fmt/core.h>
#include <htslib/hts.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/sha256.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/core/version.hpp>
#include <genostrat/report/provenance.hpp>

namespace genostrat::report {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

std::string reason() {
    return std::generic_category().message(errno);
}

}  // namespace

InputFile describe_input(std::string_view role, const std::string& path) {
    InputFile input{.role = std::string{role}, .path = path};
    std::error_code status;
    if (path == "-" ||
        (std::filesystem::exists(path, status) && !std::filesystem::is_regular_file(path, status)))
        return input;

    const std::unique_ptr<std::FILE, CloseFile> file{std::fopen(path.c_str(), "rb")};
    if (!file)
        throw Error{ErrorKind::missing_input, reason(), {.file = path}};
    Sha256 hash;
    std::int64_t n_bytes = 0;
    std::vector<char> buffer(std::size_t{1} << 18);
    while (const std::size_t n_read = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
        hash.add({buffer.data(), n_read});
        n_bytes += static_cast<std::int64_t>(n_read);
    }
    if (std::ferror(file.get()) != 0)
        throw Error{ErrorKind::system, reason(), {.file = path}};
    input.bytes = n_bytes;
    input.sha256 = hash.hex();
    return input;
}

std::string report_time() {
    std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (const char* const given = std::getenv("SOURCE_DATE_EPOCH")) {
        const auto epoch = parse_number<std::int64_t>(given);
        if (!epoch)
            throw Error{
                ErrorKind::usage,
                fmt::format("SOURCE_DATE_EPOCH is '{}', not a number of seconds", given),
                {},
                "unset it, or set it to seconds since 1970"};
        seconds = static_cast<std::time_t>(*epoch);
    }
    std::tm utc{};
    if (::gmtime_r(&seconds, &utc) == nullptr)
        throw Error{ErrorKind::usage, fmt::format("{} is no date", seconds)};
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return {text.data(), length};
}

Provenance start_provenance() {
    Provenance provenance;
    provenance.version = std::string{version()};
    provenance.libraries.emplace_back("HTSlib", hts_version());
    provenance.created = report_time();
    return provenance;
}

}  // namespace genostrat::report
