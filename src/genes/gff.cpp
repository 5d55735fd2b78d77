// SPDX-License-Identifier: MIT
#include <array>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/gff.hpp>

namespace genostrat::genes {
namespace {

std::int64_t coordinate(std::string_view text, std::string_view name) {
    const std::optional<std::int64_t> value = parse_number<std::int64_t>(text);
    if (!value || *value < -0x7fff'0000 || *value > 0x7fff'0000)
        throw Error{
            ErrorKind::bad_data, fmt::format("{} is '{}' but must be a whole number", name, text)};
    return *value;
}

}  // namespace

GffRecord parse_gff_line(std::string_view line) {
    std::array<std::string_view, 9> column;
    std::size_t n_columns = 0;
    while (n_columns < column.size()) {
        const std::size_t tab =
            n_columns + 1 < column.size() ? line.find('\t') : std::string_view::npos;
        column[n_columns++] = line.substr(0, tab);
        if (tab == std::string_view::npos)
            break;
        line.remove_prefix(tab + 1);
    }
    if (n_columns != column.size())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("a feature line has {} tab-separated columns but must have 9", n_columns),
            {},
            "the file must be GFF3 or GTF"};
    GffRecord record;
    record.contig = column[0];
    record.source = column[1];
    record.type = column[2];
    record.span = {coordinate(column[3], "start") - 1, coordinate(column[4], "end")};
    if (record.span.empty())
        throw Error{
            ErrorKind::bad_data, fmt::format("end {} lies before start {}", column[4], column[3])};
    if (column[6].size() != 1 || std::string_view{"+-.?"}.find(column[6]) == std::string_view::npos)
        throw Error{
            ErrorKind::bad_data, fmt::format("strand is '{}' but must be + - . or ?", column[6])};
    record.strand = column[6].front();
    if (column[7] == "0" || column[7] == "1" || column[7] == "2")
        record.phase = static_cast<std::int8_t>(column[7].front() - '0');
    else if (column[7] != ".")
        throw Error{
            ErrorKind::bad_data, fmt::format("phase is '{}' but must be 0, 1, 2 or .", column[7])};
    record.attributes = column[8];
    return record;
}

GffDialect guess_gff_dialect(std::string_view attributes) noexcept {
    attributes = trim_blanks(attributes);
    const std::size_t at = attributes.find_first_of(" =;");
    return at != std::string_view::npos && attributes[at] == ' ' ? GffDialect::gtf
                                                                 : GffDialect::gff3;
}

bool detail::next_gff_attribute(
    std::string_view& rest, GffDialect dialect, std::string_view& key, std::string_view& value) {
    for (;;) {
        while (!rest.empty() && (rest.front() == ';' || rest.front() == ' '))
            rest.remove_prefix(1);
        if (rest.empty())
            return false;
        // Keys are short: a loop is much faster than find_first_of, which searches its set.
        const char separator = dialect == GffDialect::gtf ? ' ' : '=';
        std::size_t split = 0;
        while (split < rest.size() && rest[split] != separator && rest[split] != ';')
            ++split;
        key = rest.substr(0, split);
        if (split == rest.size() || rest[split] == ';') {  // a key without a value
            rest.remove_prefix(key.size());
            continue;
        }
        rest.remove_prefix(split + 1);
        if (dialect == GffDialect::gtf && !rest.empty() && rest.front() == '"') {
            const std::size_t quote = rest.find('"', 1);
            value = rest.substr(1, quote == std::string_view::npos ? quote : quote - 1);
            rest.remove_prefix(quote == std::string_view::npos ? rest.size() : quote + 1);
        } else {
            value = rest.substr(0, rest.find(';'));
            rest.remove_prefix(value.size());
        }
        return true;
    }
}

std::string_view
gff_attribute(std::string_view attributes, GffDialect dialect, std::string_view key) {
    std::string_view one;
    std::string_view value;
    while (detail::next_gff_attribute(attributes, dialect, one, value))
        if (one == key)
            return value;
    return {};
}

std::string decode_percent(std::string_view text) {
    const auto digit = [](char letter) {
        if (letter >= '0' && letter <= '9')
            return letter - '0';
        const char lower = static_cast<char>(letter | 32);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    };
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 &&
            digit(text[at + 2]) >= 0) {
            out += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

}  // namespace genostrat::genes
