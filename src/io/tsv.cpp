// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/tsv.hpp>

namespace genostrat::io {

namespace {

bool equal_ignoring_case(std::string_view one, std::string_view other) {
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    };
    return std::equal(
        one.begin(), one.end(), other.begin(), other.end(), [lower](char left, char right) {
            return lower(left) == lower(right);
        });
}

}  // namespace

TsvReader::TsvReader(std::string path, TsvOptions options)
    : lines_{std::move(path)}, options_{options} {
    read_header();
}

void TsvReader::read_header() {
    std::string_view line;
    bool found = false;
    while (lines_.next(line)) {
        if (line.empty())
            continue;
        if (!line.starts_with('#')) {
            found = true;
            break;
        }
        comments_.emplace_back(line);
    }
    if (options_.header == TsvHeader::none) {
        take_numbers(line, found);
        return;
    }
    const bool has_hash_header = options_.header != TsvHeader::first_line && !comments_.empty() &&
                                 !comments_.back().starts_with("##") &&
                                 (options_.header == TsvHeader::last_hash_line ||
                                  comments_.back().find(options_.separator) != std::string::npos);
    if (has_hash_header) {
        if (found) {
            first_row_ = line;
            has_first_row_ = true;
        }
        const std::string header = std::move(comments_.back());
        comments_.pop_back();
        take_header(std::string_view{header}.substr(1));
        return;
    }
    if (!found || options_.header == TsvHeader::last_hash_line)
        throw Error{
            ErrorKind::bad_data,
            "has no header line with the names of its columns",
            {.file = lines_.where().file},
            "put one before the first row"};
    take_header(line);
}

void TsvReader::take_header(std::string_view line) {
    for_each_piece(line, options_.separator, [this](std::string_view name) {
        const std::string_view clean = trim_blanks(name);
        if (!clean.empty() && find_column(clean))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("column '{}' is there twice", clean),
                where(),
                "give each column its own name"};
        columns_.emplace_back(clean);
    });
    fields_.reserve(columns_.size());
}

void TsvReader::take_numbers(std::string_view line, bool is_there) {
    if (!is_there)
        return;
    first_row_ = line;
    has_first_row_ = true;
    for_each_piece(line, options_.separator, [this](std::string_view) {
        columns_.push_back(std::to_string(columns_.size() + 1));
    });
    fields_.reserve(columns_.size());
}

std::optional<std::size_t> TsvReader::find_column(std::string_view name) const noexcept {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    if (found == columns_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

std::size_t TsvReader::column(std::string_view name) const {
    const std::optional<std::size_t> found = find_column(name);
    if (!found)
        throw Error{
            ErrorKind::missing_input,
            fmt::format("has no column '{}'", name),
            {.file = lines_.where().file},
            suggest_name(name, columns_)};
    return *found;
}

bool TsvReader::next() {
    std::string_view line;
    if (std::exchange(has_first_row_, false)) {
        line = first_row_;
    } else {
        do {
            if (!lines_.next(line))
                return false;
        } while (line.empty() || line.front() == '#');
    }
    fields_.clear();
    for_each_piece(
        line, options_.separator, [this](std::string_view field) { fields_.push_back(field); });
    if (fields_.size() != columns_.size())
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "this row has {} fields, the header has {}", fields_.size(), columns_.size()),
            where(),
            options_.separator == '\t' ? "columns are separated by tabs, not by blanks" : ""};
    return true;
}

bool TsvReader::is_missing(std::size_t column) const noexcept {
    static constexpr std::array<std::string_view, 5> words{"", ".", "na", "nan", "null"};
    return std::any_of(words.begin(), words.end(), [this, column](std::string_view word) {
        return equal_ignoring_case(text(column), word);
    });
}

void TsvReader::fail(std::size_t column, std::string_view what) const {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("column '{}' is '{}', {}", columns_[column], text(column), what),
        where(),
        "correct this field"};
}

void TsvReader::fail_number(std::size_t column, bool integral) const {
    fail(column, integral ? "no whole number, or one out of range" : "no number");
}

}  // namespace genostrat::io
