// SPDX-License-Identifier: MIT
#include "annotate/row_stream.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/io/bed.hpp>
#include <genostrat/io/tsv.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::size_t no_column = ~std::size_t{0};  // of presence_field
constexpr std::size_t n_fixed = 3;                  // columns of a BED that say where

/// A table with columns by name.
class TableStream final : public RowStream {
public:
    TableStream(
        const std::string& path,
        const TableLayout& layout,
        ArchiveKeys keys,
        std::span<const std::string> fields)
        : keys_{keys}, table_{path, table_options(path, layout, keys)} {
        if (table_.columns().empty())
            return;  // an empty table without header
        places_ = find_table_places(table_.columns(), layout, keys, path);
        for (const std::string& field : fields)
            fields_.push_back(
                field == presence_field ? no_column
                                        : find_table_column(table_.columns(), field, path));
    }

    [[nodiscard]] bool next(TableRow& row) override {
        for (;;) {
            if (table_.columns().empty() || !table_.next())
                return false;
            if (is_placed(row))
                break;
            ++n_without_place_;
        }
        row.values.clear();
        for (const std::size_t field : fields_)
            row.values.push_back(field == no_column ? "1" : table_.text(field));
        return true;
    }

    [[nodiscard]] Where where() const override { return table_.where(); }

private:
    [[nodiscard]] bool is_placed(TableRow& row) const {
        if (keys_ == ArchiveKeys::genes) {
            row.gene = table_.text(*places_.gene);
            return !table_.is_missing(*places_.gene);
        }
        if (table_.is_missing(*places_.contig) || table_.is_missing(*places_.begin))
            return false;
        row.contig = table_.text(*places_.contig);
        const std::int64_t begin = number(*places_.begin) - (places_.is_zero_based ? 0 : 1);
        row.where = {begin, begin};
        if (keys_ == ArchiveKeys::intervals) {
            row.where.end = places_.end ? number(*places_.end) : begin + 1;
            return true;
        }
        row.ref = table_.text(*places_.ref);
        row.alt = table_.text(*places_.alt);
        return true;
    }

    [[nodiscard]] std::int64_t number(std::size_t column) const {
        const auto value = table_.number<std::int64_t>(column);
        if (value < 0)
            table_.fail(column, "a position must not be negative");
        return value;
    }

    ArchiveKeys keys_;
    io::TsvReader table_;
    TablePlaces places_{};
    std::vector<std::size_t> fields_{};
};

/// BED and bedGraph.
class BedStream final : public RowStream {
public:
    BedStream(const std::string& path, std::span<const std::string> fields) : bed_{path} {
        for (const std::string& field : fields)
            fields_.push_back(
                field == presence_field ? no_column : bed_column(field, path) - n_fixed);
    }

    [[nodiscard]] bool next(TableRow& row) override {
        if (!bed_.next(bed_row_))
            return false;
        row.contig = bed_row_.contig;
        row.where = bed_row_.where;
        pieces_.clear();
        const char separator = bed_row_.rest.find('\t') == std::string_view::npos ? ' ' : '\t';
        for_each_piece(
            bed_row_.rest, separator, [this](std::string_view piece) { pieces_.push_back(piece); });
        row.values.clear();
        for (const std::size_t field : fields_)
            row.values.push_back(value(field));
        return true;
    }

    [[nodiscard]] Where where() const override { return bed_.where(); }

private:
    [[nodiscard]] std::string_view value(std::size_t field) const {
        if (field == no_column)
            return "1";
        if (field < pieces_.size())
            return pieces_[field];
        throw Error{
            ErrorKind::bad_data,
            "this row has " + std::to_string(pieces_.size() + n_fixed) + " columns, column " +
                std::to_string(field + n_fixed + 1) + " was asked for",
            bed_.where(),
            "columns are separated by tabs"};
    }

    io::BedReader bed_;
    io::BedRow bed_row_{};
    std::vector<std::string_view> pieces_{};
    std::vector<std::size_t> fields_{};
};

}  // namespace

std::size_t bed_column(std::string_view field, const std::string& path) {
    constexpr std::array<std::pair<std::string_view, std::size_t>, 4> names{
        {{"name", 3}, {"value", 3}, {"score", 4}, {"strand", 5}}};
    for (const auto& [name, column] : names)
        if (field == name)
            return column;
    const auto number = parse_number<std::size_t>(field);
    if (number && *number > n_fixed)
        return *number - 1;
    throw Error{
        ErrorKind::missing_input,
        "a BED file has no value column '" + std::string{field} + "'",
        {.file = path},
        "give its number, from 4 on, or name, value, score, strand or FLAG"};
}

std::unique_ptr<RowStream> open_rows(
    const std::string& path,
    const TableLayout& layout,
    ArchiveKeys keys,
    std::span<const std::string> fields) {
    if (is_bigwig(path))
        return open_bigwig(path, fields);
    if (is_bed_name(path) && keys == ArchiveKeys::intervals)
        return std::make_unique<BedStream>(path, fields);
    return std::make_unique<TableStream>(path, layout, keys, fields);
}

}  // namespace genostrat::annotate
