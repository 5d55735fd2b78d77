// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {

/// Where a table keeps the names of its columns.
enum class TsvHeader : std::uint8_t {
    first_line,      ///< the first line that does not begin with `#` (PGS Catalog files)
    last_hash_line,  ///< the last of the leading `#` lines, its `#` taken off (`#CHROM	POS …`)
    either,          ///< the last leading `#` line if it holds a separator, else the first other
    none             ///< nowhere: columns are called 1, 2, 3 …; the first row is a row
};

struct TsvOptions {
    TsvHeader header{TsvHeader::either};
    char separator{'\t'};
};

/// Reads a table with named columns row by row: plain, gzip, BGZF or standard input (`-`).
///
/// Lines before the header that begin with `#` are kept as comments; later ones and empty lines are
/// skipped. Each row has as many fields as the header.
/// @code
///   TsvReader table{"weights.tsv"};
///   const std::size_t pos = table.column("chr_position");
///   while (table.next())
///       use(table.number<std::int64_t>(pos));
/// @endcode
class TsvReader {
public:
    /// @throws as LineReader; Error{bad_data} if there is no header line, or a name is there twice
    explicit TsvReader(std::string path, TsvOptions options = {});

    /// Names in file order.
    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }

    /// The `#` lines before the header, without their line ends.
    [[nodiscard]] const std::vector<std::string>& comments() const noexcept { return comments_; }

    /// Index of a column. @throws Error{missing_input} that names the nearest column
    [[nodiscard]] std::size_t column(std::string_view name) const;

    /// Index of a column, if it is there.
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const noexcept;

    /// Goes to the next row; false at the end.
    /// @throws Error{bad_data} if the number of fields is wrong; as LineReader
    [[nodiscard]] bool next();

    /// Field of the row as it stands; valid until `next`. @pre column < columns().size()
    [[nodiscard]] std::string_view text(std::size_t column) const noexcept {
        return fields_[column];
    }

    /// True for an empty field and for `.`, `NA`, `NaN` and `null`, whatever their case.
    [[nodiscard]] bool is_missing(std::size_t column) const noexcept;

    /// Field as a number. @throws Error{bad_data} with file, line and column if it is none
    template <typename Number>
    requires std::integral<Number> || std::floating_point<Number>

    [[nodiscard]] Number number(std::size_t column) const {
        const std::optional<Number> value = parse_number<Number>(text(column));
        if (!value)
            fail_number(column, std::integral<Number>);
        return *value;
    }

    /// Field as a number; nothing where it is missing. @throws Error{bad_data} as number
    template <typename Number>
    [[nodiscard]] std::optional<Number> number_if_present(std::size_t column) const {
        if (is_missing(column))
            return std::nullopt;
        return number<Number>(column);
    }

    /// File and line of the row.
    [[nodiscard]] Where where() const { return lines_.where(); }

    /// @throws Error{bad_data}: `what` about a field, with its column, value, file and line
    [[noreturn]] void fail(std::size_t column, std::string_view what) const;

private:
    void read_header();
    void take_header(std::string_view line);
    void take_numbers(std::string_view line, bool is_there);
    [[noreturn]] void fail_number(std::size_t column, bool integral) const;

    LineReader lines_;
    TsvOptions options_;
    std::vector<std::string> comments_;
    std::vector<std::string> columns_;
    std::vector<std::string_view> fields_;
    std::string first_row_;  // read ahead while looking for the header
    bool has_first_row_{false};
};

}  // namespace genostrat::io
