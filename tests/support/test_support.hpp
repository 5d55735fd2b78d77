// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <genostrat/core/error.hpp>

namespace genostrat::test {

/// A file of tests/data.
[[nodiscard]] std::filesystem::path data(std::string_view name);

/// The project's folder.
[[nodiscard]] std::filesystem::path project();

/// The folder `shared` beside the project with real data and recorded answers of peers; a path
/// that does not exist on a machine that has none (see GENOSTRAT_NEEDS).
[[nodiscard]] std::filesystem::path shared(std::string_view name = {});

/// A new empty folder, removed with the object.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// What a command left: exit code (128 + signal if killed) and its two streams.
struct CommandResult {
    int exit_code{};
    std::string out{};
    std::string err{};
};

/// Runs a shell command line to its end.
[[nodiscard]] CommandResult run_command(const std::string& command);

/// Path of the program under test.
[[nodiscard]] std::string program();

/// Runs the program under test: `genostrat <arguments>`; arguments go through the shell.
[[nodiscard]] CommandResult genostrat(const std::string& arguments);

/// True if the shell finds this program.
[[nodiscard]] bool have_program(std::string_view name);

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view content);

/// Content with gzip or BGZF taken off.
[[nodiscard]] std::string read_gzip_file(const std::filesystem::path& path);

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace genostrat::test

/// Skips the test, saying why, where a file or folder of shared data is absent.
#define GENOSTRAT_NEEDS(path)                                                                      \
    do {                                                                                           \
        if (!std::filesystem::exists(path))                                                        \
            GTEST_SKIP() << "not on this machine: " << (path);                                     \
    } while (false)

/// The expression throws genostrat::Error of this kind whose description matches.
#define EXPECT_ERROR(expression, expected_kind, matcher)                                           \
    do {                                                                                           \
        try {                                                                                      \
            static_cast<void>(expression);                                                         \
            ADD_FAILURE() << "no error from " #expression;                                         \
        } catch (const ::genostrat::Error& caught) {                                               \
            EXPECT_EQ(caught.kind(), expected_kind) << caught.describe();                          \
            EXPECT_THAT(caught.describe(), matcher);                                               \
        }                                                                                          \
    } while (false)
