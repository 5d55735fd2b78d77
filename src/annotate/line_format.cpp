// SPDX-License-Identifier: MIT
#include "annotate/line_format.hpp"

#include "annotate/hts_file.hpp"
#include "annotate/row_stream.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/tsv.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::size_t n_vcf_columns = 8;
constexpr std::size_t bed_begin_column = 1;

/// The value of an INFO key: nothing where the row has none, `1` for a flag.
std::optional<std::string_view> find_info(std::string_view info, std::string_view key) {
    std::size_t at = 0;
    while (at <= info.size()) {
        const std::size_t end = std::min(info.find(';', at), info.size());
        const std::string_view entry = info.substr(at, end - at);
        if (entry.starts_with(key)) {
            if (entry.size() == key.size())
                return "1";
            if (entry[key.size()] == '=')
                return entry.substr(key.size() + 1);
        }
        at = end + 1;
    }
    return std::nullopt;
}

std::optional<std::int64_t> find_number(std::string_view info, std::string_view key) {
    const auto text = find_info(info, key);
    return text ? parse_number<std::int64_t>(text->substr(0, text->find(','))) : std::nullopt;
}

/// The column that an operation without a declared type reads: its type shows in the values.
SourceColumn undeclared(const std::string& source) {
    return {{ColumnType::string, "1"}, "Column " + source + " of the source"};
}

}  // namespace

LineFormat::LineFormat(
    const std::string& path, const TableLayout& layout, std::span<const std::string> fields)
    : path_{path} {
    switch (source_kind(path)) {
    case SourceKind::variants:
        is_vcf_ = true;
        read_vcf_header(fields);
        return;
    case SourceKind::bed:
        set_bed(fields);
        return;
    default:
        read_table_header(layout, fields);
    }
}

void LineFormat::read_vcf_header(std::span<const std::string> fields) {
    const Schema schema = Schema::parse(HtsFile{path_}.header_text(), path_);
    n_columns_ = n_vcf_columns;
    for (const std::string& field : fields) {
        if (field == presence_field) {
            fields_.push_back({From::presence, {}, 0});
            columns_.push_back({{ColumnType::flag, "0"}, "Row of the source"});
        } else if (field == "ID" || field == "FILTER") {
            fields_.push_back({field == "ID" ? From::id : From::filter, {}, 0});
            columns_.push_back({{ColumnType::string, "."}, field + " of the source"});
        } else if (field == "QUAL") {
            fields_.push_back({From::qual, {}, 0});
            columns_.push_back({{ColumnType::floating, "1"}, "QUAL of the source"});
        } else {
            const Column& column = schema.info(schema.reads_info(field));
            fields_.push_back(
                {column.type == ColumnType::flag ? From::flag : From::info, field, 0});
            columns_.push_back({{column.type, column.number}, column.description});
        }
    }
}

void LineFormat::set_bed(std::span<const std::string> fields) {
    is_bed_ = true;
    places_ = {.contig = 0, .begin = bed_begin_column, .end = 2, .is_zero_based = true};
    n_columns_ = 3;
    for (const std::string& field : fields) {
        if (field == presence_field) {
            fields_.push_back({From::presence, {}, 0});
            columns_.push_back({{ColumnType::flag, "0"}, "Row of the source"});
            continue;
        }
        // vcfanno's configurations count or flag rows by a column that says where they are.
        const auto number = parse_number<std::size_t>(field);
        const std::size_t column =
            number && *number >= 1 && *number <= 3 ? *number - 1 : bed_column(field, path_);
        fields_.push_back({From::column, {}, column});
        columns_.push_back(undeclared(field));
        n_columns_ = std::max(n_columns_, column + 1);
    }
}

void LineFormat::read_table_header(const TableLayout& layout, std::span<const std::string> fields) {
    const bool has_alleles = !layout.ref.empty() || !layout.alt.empty();
    const io::TsvOptions options = table_options(path_, layout, ArchiveKeys::intervals);
    const io::TsvReader table{path_, options};
    separator_ = options.separator;
    n_columns_ = table.columns().size();
    if (n_columns_ == 0)
        throw Error{ErrorKind::bad_data, "holds no rows", {.file = path_}, "give another file"};
    try {
        places_ = find_table_places(table.columns(), layout, ArchiveKeys::alleles, path_);
    } catch (const Error&) {
        if (has_alleles)
            throw;
        places_ = find_table_places(table.columns(), layout, ArchiveKeys::intervals, path_);
    }
    // A nameless table has alleles only where it was said which columns they are.
    if (options.header == io::TsvHeader::none && !has_alleles)
        places_ = find_table_places(table.columns(), layout, ArchiveKeys::intervals, path_);
    if (options.header != io::TsvHeader::none)
        for (const std::string& column : table.columns())
            header_line_ += (header_line_.empty() ? "" : std::string(1, separator_)) + column;
    for (const std::string& field : fields) {
        const bool is_presence = field == presence_field;
        fields_.push_back(
            {is_presence ? From::presence : From::column,
             {},
             is_presence ? 0 : find_table_column(table.columns(), field, path_)});
        columns_.push_back(
            is_presence ? SourceColumn{{ColumnType::flag, "0"}, "Row of the source"}
                        : undeclared(field));
    }
}

bool LineFormat::is_skipped(std::string_view line) const noexcept {
    if (line.empty() || line.front() == '#')
        return true;
    if (is_bed_)
        return line.starts_with("track") || line.starts_with("browser");
    return !header_line_.empty() && line == header_line_;
}

void LineFormat::split_line(std::string_view line, std::vector<std::string_view>& columns) const {
    columns.clear();
    const bool has_tab = line.find('\t') != std::string_view::npos;
    const char separator = is_bed_ && !has_tab ? ' ' : separator_;
    for_each_piece(line, separator, [&](std::string_view piece) { columns.push_back(piece); });
    if (columns.size() < n_columns_)
        fail(
            line,
            "this row has " + std::to_string(columns.size()) + " columns, " +
                std::to_string(n_columns_) + " are needed");
}

void LineFormat::fail(std::string_view line, const std::string& what) const {
    throw Error{
        ErrorKind::bad_data,
        what + ": '" + std::string{line.substr(0, 60)} + (line.size() > 60 ? "…'" : "'"),
        {.file = path_},
        "correct this row of the source"};
}

Interval LineFormat::place(std::string_view line, std::string_view& contig) const {
    thread_local std::vector<std::string_view> columns;
    if (is_vcf_) {
        const auto take = [&line](char separator) {
            const std::size_t end = std::min(line.find(separator), line.size());
            const std::string_view piece = line.substr(0, end);
            line.remove_prefix(std::min(end + 1, line.size()));
            return piece;
        };
        const std::string_view whole = line;
        contig = take('\t');
        const auto pos = parse_number<std::int64_t>(take('\t'));
        take('\t');
        const std::string_view ref = take('\t');
        const std::string_view alt = take('\t');
        if (!pos || ref.empty() || alt.empty())
            fail(whole, "this row has no POS, REF or ALT");
        const std::int64_t begin = *pos - 1;
        std::int64_t end = begin + static_cast<std::int64_t>(ref.size());
        if (alt.front() == '<') {
            const std::string_view info = line.substr(std::min(line.find('\t') + 1, line.size()));
            const std::string_view own = info.substr(std::min(info.find('\t') + 1, info.size()));
            if (const auto told = find_number(own.substr(0, own.find('\t')), "END"))
                end = std::max(end, *told);
            else if (const auto size = find_number(own.substr(0, own.find('\t')), "SVLEN"))
                end = std::max(end, begin + 1 + std::abs(*size));
        }
        return {begin, end};
    }
    split_line(line, columns);
    contig = columns[*places_.contig];
    const auto begin = parse_number<std::int64_t>(columns[*places_.begin]);
    if (!begin || *begin < 0)
        fail(line, "'" + std::string{columns[*places_.begin]} + "' is no position");
    Interval where{*begin - (places_.is_zero_based ? 0 : 1), *begin};
    if (places_.ref) {
        where.end = where.begin + static_cast<std::int64_t>(columns[*places_.ref].size());
    } else if (places_.end) {
        const auto end = parse_number<std::int64_t>(columns[*places_.end]);
        if (!end)
            fail(line, "'" + std::string{columns[*places_.end]} + "' is no position");
        where.end = *end;
    } else {
        where.end = where.begin + 1;
    }
    if (where.end < where.begin)
        fail(line, "the end lies before the begin");
    return where;
}

void LineFormat::read(std::string_view line, SourceRow& row) const {
    row.ref = {};
    row.alts.clear();
    row.values.clear();
    row.structure = {};
    row.where = place(line, row.contig);
    if (is_vcf_) {
        read_vcf(line, row);
        return;
    }
    thread_local std::vector<std::string_view> columns;
    split_line(line, columns);
    row.structure.where = row.where;
    if (places_.ref) {
        row.ref = columns[*places_.ref];
        for_each_piece(
            columns[*places_.alt], ',', [&](std::string_view alt) { row.alts.push_back(alt); });
    }
    for (const Field& field : fields_)
        row.values.push_back(field.from == From::presence ? "1" : columns[field.column]);
}

void LineFormat::read_vcf(std::string_view line, SourceRow& row) const {
    thread_local std::vector<std::string_view> columns;
    split_line(line, columns);
    row.ref = columns[3];
    if (columns[4] != ".")
        for_each_piece(columns[4], ',', [&](std::string_view alt) { row.alts.push_back(alt); });
    const std::string_view info = columns[7];
    if (!row.alts.empty())
        row.structure = read_structural(
            row.where.begin,
            row.ref,
            row.alts.front(),
            {.type = find_info(info, "SVTYPE").value_or(""),
             .end = find_number(info, "END"),
             .size = find_number(info, "SVLEN")});
    for (const Field& field : fields_) {
        switch (field.from) {
        case From::info:
        case From::flag:
            row.values.push_back(find_info(info, field.key).value_or(std::string_view{}));
            break;
        case From::id:
            row.values.push_back(columns[2]);
            break;
        case From::qual:
            row.values.push_back(columns[5]);
            break;
        case From::filter:
            row.values.push_back(columns[6]);
            break;
        default:
            row.values.push_back("1");
        }
    }
}

}  // namespace genostrat::annotate
