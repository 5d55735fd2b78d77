// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat::io {

/// A small table with named columns, read whole: covariates, outcomes, rates. Owns its cells.
///
/// Separated by tabs, commas, semicolons or blanks, as the header line shows; fields may stand in
/// double quotes (RFC 4180, within a line). Lines that begin with `##` before the header are
/// passed over; a `#` before the first name is taken off. Plain, gzip or BGZF; `-` is standard
/// input.
/// @code
///   const DataTable people = DataTable::read("covariates.csv");
///   const std::size_t age = people.column("age");
///   for (std::size_t row = 0; row < people.n_rows(); ++row)
///       use(people.number(row, age));
/// @endcode
class DataTable {
public:
    /// @throws Error{missing_input}; Error{bad_data} with file and line: no header, a column named
    ///         twice, a row of another length, a quotation mark that is not closed
    [[nodiscard]] static DataTable read(const std::string& path);

    /// @param file  named in errors
    [[nodiscard]] static DataTable parse(std::string_view text, const std::string& file);

    [[nodiscard]] const std::string& file() const noexcept { return file_; }

    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }

    [[nodiscard]] std::size_t n_rows() const noexcept { return lines_.size(); }

    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const noexcept;

    /// The first of these names that is a column.
    [[nodiscard]] std::optional<std::size_t>
    find_column(std::initializer_list<std::string_view> names) const noexcept;

    /// Index of a column. @throws Error{missing_input} that names the nearest column
    [[nodiscard]] std::size_t column(std::string_view name) const;

    /// A cell as it stands, without its quotation marks; valid as long as the table.
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const noexcept {
        return cells_[row * columns_.size() + column];
    }

    /// True for an empty cell and for `.`, `NA`, `NaN` and `null`, whatever their case.
    [[nodiscard]] bool is_missing(std::size_t row, std::size_t column) const noexcept;

    /// A cell as a number (`inf` is one); nothing where it is missing.
    /// @throws Error{bad_data} with file, line and column if it is none
    [[nodiscard]] std::optional<double> number(std::size_t row, std::size_t column) const;

    /// File and line of a row.
    [[nodiscard]] Where where(std::size_t row) const {
        return {.file = file_, .line = lines_[row]};
    }

    /// @throws Error{bad_data} about a cell, with its column and value
    [[noreturn]] void
    fail(std::size_t row, std::size_t column, std::string_view what, std::string help = {}) const;

private:
    void add_line(std::string_view line, std::int64_t number);

    std::string file_;
    char separator_{'\t'};
    std::vector<std::string> columns_;
    std::vector<std::string> cells_;   // shape [n_rows x n_columns]
    std::vector<std::int64_t> lines_;  // of each row
};

/// True for an empty text and for `.`, `NA`, `NaN` and `null`, whatever their case.
[[nodiscard]] bool is_missing_text(std::string_view text) noexcept;

}  // namespace genostrat::io
