// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace genostrat {

/// What went wrong, as the caller has to react to it. The value is the program's exit code.
enum class ErrorKind : std::uint8_t {
    internal = 1,       ///< our own mistake: please report it
    usage = 2,          ///< an option, a plan or a model is not valid
    missing_input = 3,  ///< a file, an index or a needed column is not there
    bad_data = 4,       ///< the input is there, but says something it must not say
    unsupported = 5,    ///< valid, but nothing we can do
    system = 6          ///< the machine said no: disk full, read error, permission
};

/// A place in the input. Members that are not known keep their default and are not printed.
struct Where {
    std::string file{};
    std::string contig{};
    std::int64_t pos{-1};     ///< 0-based; printed 1-based
    std::int64_t line{-1};    ///< 1-based line of a text file
    std::int64_t record{-1};  ///< 1-based record of a binary file

    /// `file:line: contig:pos`, as far as known; empty if nothing is.
    [[nodiscard]] std::string text() const;
};

/// The one exception type that the library throws.
///
/// The message says what was found and what was expected, in lower case and without a full stop;
/// `where` the place; `help` what the user can do now.
class Error : public std::runtime_error {
public:
    explicit Error(
        ErrorKind kind, const std::string& what, Where where = {}, std::string help = {});

    [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

    [[nodiscard]] const Where& where() const noexcept { return where_; }

    [[nodiscard]] const std::string& help() const noexcept { return help_; }

    /// Fills the members of `where` that are still unknown: the border that knows the file adds it.
    void add_where(const Where& where);

    /// `place: what`, and a second line `help: …` where there is help. No final newline.
    [[nodiscard]] std::string describe() const;

private:
    ErrorKind kind_;
    Where where_;
    std::string help_;
};

/// The kind as printed: `bad data`, `missing input`, …
[[nodiscard]] std::string_view to_string(ErrorKind kind) noexcept;

}  // namespace genostrat
