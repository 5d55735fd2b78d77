// SPDX-License-Identifier: MIT
#include "meta_line.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace genostrat::detail {

namespace {

/// Reads a quoted value; `at` stands on the quote and ends behind the closing one.
std::string read_quoted(std::string_view text, std::size_t& at) {
    std::string value;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size())
            ++at;
        value += text[at];
    }
    ++at;
    return value;
}

std::string quoted(std::string_view text) {
    std::string out{'"'};
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            out += '\\';
        out += letter;
    }
    return out + '"';
}

}  // namespace

std::string_view MetaLine::field(std::string_view key) const noexcept {
    for (const auto& [name, value] : fields)
        if (name == key)
            return value;
    return {};
}

std::optional<MetaLine> parse_meta_line(std::string_view line) {
    const std::size_t equals = line.find("=<");
    if (!line.starts_with("##") || equals == std::string_view::npos)
        return std::nullopt;
    MetaLine out{.kind = line.substr(2, equals - 2)};
    for (std::size_t at = equals + 2; at < line.size() && line[at] != '>';) {
        const std::size_t key_end = line.find('=', at);
        if (key_end == std::string_view::npos)
            return std::nullopt;
        std::string key{line.substr(at, key_end - at)};
        at = key_end + 1;
        std::string value;
        if (at < line.size() && line[at] == '"') {
            value = read_quoted(line, at);
        } else {
            const std::size_t end = std::min(line.find_first_of(",>", at), line.size());
            value = line.substr(at, end - at);
            at = end;
        }
        key.erase(0, key.find_first_not_of(' '));
        out.fields.emplace_back(std::move(key), std::move(value));
        if (at < line.size() && line[at] == ',')
            ++at;
    }
    return out;
}

ColumnType parse_column_type(std::string_view text) noexcept {
    return text == "Integer"     ? ColumnType::integer
           : text == "Float"     ? ColumnType::floating
           : text == "Flag"      ? ColumnType::flag
           : text == "Character" ? ColumnType::character
                                 : ColumnType::string;
}

std::string_view to_string(ColumnType type) noexcept {
    switch (type) {
    case ColumnType::integer:
        return "Integer";
    case ColumnType::floating:
        return "Float";
    case ColumnType::flag:
        return "Flag";
    case ColumnType::character:
        return "Character";
    case ColumnType::string:
        break;
    }
    return "String";
}

std::string column_line(std::string_view kind, const Column& column) {
    std::string line = fmt::format(
        "##{}=<ID={},Number={},Type={},Description={}",
        kind,
        column.id,
        column.number,
        to_string(column.type),
        quoted(column.description));
    if (!column.source.empty())
        line += ",Source=" + quoted(column.source);
    if (!column.version.empty())
        line += ",Version=" + quoted(column.version);
    return line + ">";
}

}  // namespace genostrat::detail
