// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/data_table.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {

namespace {

char separator_of(std::string_view header) {
    for (const char separator : {'\t', ',', ';'})
        if (header.find(separator) != std::string_view::npos)
            return separator;
    return ' ';
}

/// Takes the field that begins at `at`, and the separator behind it; false if a quotation mark is
/// not closed.
bool take_field(std::string_view line, std::size_t& at, char separator, std::string& field) {
    field.clear();
    if (at < line.size() && line[at] == '"') {
        for (++at; at < line.size(); ++at) {
            if (line[at] != '"') {
                field += line[at];
            } else if (at + 1 < line.size() && line[at + 1] == '"') {
                field += '"';
                ++at;
            } else {
                ++at;
                const std::size_t end = std::min(line.find(separator, at), line.size());
                field += line.substr(at, end - at);
                at = end + 1;
                return true;
            }
        }
        return false;
    }
    const std::size_t end = std::min(line.find(separator, at), line.size());
    field = trim_blanks(line.substr(at, end - at));
    at = end + 1;
    return true;
}

/// Fields of a line; a blank as separator stands for any number of blanks.
std::vector<std::string>
fields_of(std::string_view line, char separator, const std::string& file, std::int64_t number) {
    std::vector<std::string> fields;
    if (separator == ' ')
        line = trim_blanks(line);
    std::string field;
    for (std::size_t at = 0; at <= line.size();) {
        if (!take_field(line, at, separator, field))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("the quotation mark of field {} is not closed", fields.size() + 1),
                {.file = file, .line = number}};
        fields.push_back(field);
        while (separator == ' ' && at < line.size() && (line[at] == ' ' || line[at] == '\t'))
            ++at;
    }
    return fields;
}

}  // namespace

bool is_missing_text(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 4> words{".", "na", "nan", "null"};
    const auto equals = [&](std::string_view word) {
        return std::ranges::equal(text, word, [](char one, char other) {
            return (one >= 'A' && one <= 'Z' ? static_cast<char>(one + ('a' - 'A')) : one) == other;
        });
    };
    return text.empty() || std::ranges::any_of(words, equals);
}

void DataTable::add_line(std::string_view line, std::int64_t number) {
    if (trim_blanks(line).empty())
        return;
    if (columns_.empty()) {
        if (line.starts_with("##") || (line.starts_with("# ") && separator_of(line) == ' '))
            return;
        separator_ = separator_of(line);
        columns_ = fields_of(line, separator_, file_, number);
        if (columns_.front().starts_with('#'))
            columns_.front().erase(0, 1);
        if (columns_.front().starts_with("\xEF\xBB\xBF"))  // a spreadsheet's mark of UTF-8
            columns_.front().erase(0, 3);
        for (std::size_t at = 0; at < columns_.size(); ++at)
            for (std::size_t before = 0; before < at; ++before)
                if (columns_[at] == columns_[before] && !columns_[at].empty())
                    throw Error{
                        ErrorKind::bad_data,
                        fmt::format("the column '{}' is there twice", columns_[at]),
                        {.file = file_, .line = number}};
        return;
    }
    std::vector<std::string> fields = fields_of(line, separator_, file_, number);
    if (fields.size() != columns_.size())
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "the row has {} fields, but the header names {}", fields.size(), columns_.size()),
            {.file = file_, .line = number}};
    std::ranges::move(fields, std::back_inserter(cells_));
    lines_.push_back(number);
}

DataTable DataTable::read(const std::string& path) {
    DataTable table;
    table.file_ = path;
    LineReader lines{path};
    std::string_view line;
    while (lines.next(line))
        table.add_line(line, lines.where().line);
    if (table.columns_.empty())
        throw Error{ErrorKind::bad_data, "the table has no header line", {.file = path}};
    return table;
}

DataTable DataTable::parse(std::string_view text, const std::string& file) {
    DataTable table;
    table.file_ = file;
    std::int64_t number = 0;
    for_each_piece(text, '\n', [&](std::string_view line) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        table.add_line(line, ++number);
    });
    if (table.columns_.empty())
        throw Error{ErrorKind::bad_data, "the table has no header line", {.file = file}};
    return table;
}

std::optional<std::size_t> DataTable::find_column(std::string_view name) const noexcept {
    const auto found = std::ranges::find(columns_, name);
    if (found == columns_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

std::optional<std::size_t>
DataTable::find_column(std::initializer_list<std::string_view> names) const noexcept {
    for (const std::string_view name : names)
        if (const std::optional<std::size_t> found = find_column(name))
            return found;
    return std::nullopt;
}

std::size_t DataTable::column(std::string_view name) const {
    if (const std::optional<std::size_t> found = find_column(name))
        return *found;
    throw Error{
        ErrorKind::missing_input,
        fmt::format("the table has no column '{}'", name),
        {.file = file_},
        suggest_name(name, columns_)};
}

bool DataTable::is_missing(std::size_t row, std::size_t column) const noexcept {
    return is_missing_text(text(row, column));
}

std::optional<double> DataTable::number(std::size_t row, std::size_t column) const {
    if (is_missing(row, column))
        return std::nullopt;
    const std::optional<double> value = parse_number<double>(text(row, column));
    if (!value)
        fail(row, column, "is no number");
    return value;
}

void DataTable::fail(
    std::size_t row, std::size_t column, std::string_view what, std::string help) const {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("column {}: '{}' {}", columns_[column], text(row, column), what),
        where(row),
        std::move(help)};
}

}  // namespace genostrat::io
