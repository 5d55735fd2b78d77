// SPDX-License-Identifier: MIT
#include "annotate/row_alleles.hpp"
#include "annotate/row_stream.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <genostrat/annotate/table_build.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

/// The narrowest type that holds every value seen.
class TypeFinder {
public:
    void see(std::string_view value) {
        if (value == "." || type_ == ColumnType::string)
            return;
        has_value_ = true;
        for_each_piece(value, ',', [this](std::string_view piece) {
            if (type_ == ColumnType::integer && !parse_number<std::int32_t>(piece))
                type_ = ColumnType::floating;
            if (type_ == ColumnType::floating && !parse_number<float>(piece))
                type_ = ColumnType::string;
        });
    }

    [[nodiscard]] ColumnType type() const noexcept {
        return has_value_ ? type_ : ColumnType::string;
    }

private:
    ColumnType type_{ColumnType::integer};
    bool has_value_{};
};

bool fits(std::string_view value, ColumnType type) {
    if (value == ".")
        return true;
    switch (type) {
    case ColumnType::integer:
        return parse_number<std::int32_t>(value).has_value();
    case ColumnType::floating:
        return parse_number<float>(value).has_value();
    default:
        return true;
    }
}

/// `0`, `no`, `false` and nothing do not set a flag.
bool sets_flag(std::string_view value) {
    static constexpr std::string_view not_set[]{
        ".", "0", "no", "No", "NO", "false", "False", "FALSE", "F"};
    return std::ranges::find(not_set, value) == std::end(not_set);
}

class TableBuilder {
public:
    TableBuilder(
        std::span<const std::string> paths, const std::string& output, TableBuildOptions options)
        : options_{std::move(options)}, types_(options_.fields.size()), has_list_(types_.size()),
          texts_(types_.size()), views_(types_.size()), keys_{options_.reference} {
        ArchiveInfo info{
            .keys = options_.keys,
            .source_version = options_.source_version,
            .build = options_.build,
            .is_left_aligned = options_.reference != nullptr};
        for (const std::string& path : paths)
            info.source +=
                (info.source.empty() ? "" : ",") + std::filesystem::path{path}.filename().string();
        for (const FieldRequest& field : options_.fields)
            info.columns.push_back(column_of(field));
        if (options_.reference)
            options_.writer.sort_window = std::max(options_.writer.sort_window, alignment_window);
        writer_.emplace(output, std::move(info), options_.writer);
    }

    void add_file(const std::string& path) {
        std::vector<std::string> sources;
        for (const FieldRequest& field : options_.fields)
            sources.push_back(field.source);
        const auto rows = open_rows(path, options_.layout, options_.keys, sources);
        TableRow row;
        while (rows->next(row)) {
            try {
                add_row(row);
            } catch (Error& error) {
                error.add_where(rows->where());
                throw;
            }
        }
        result_.n_without_place += rows->n_without_place();
    }

    TableBuildResult commit() {
        write_genes();
        for (std::size_t field = 0; field < types_.size(); ++field) {
            const FieldRequest& request = options_.fields[field];
            const ColumnType type = request.type.value_or(
                request.source == presence_field ? ColumnType::flag : types_[field].type());
            const std::string number = request.number.value_or(
                type == ColumnType::flag ? "0"
                : has_list_[field] != 0  ? "."
                                         : "1");
            writer_->set_shape(field, type, number);
        }
        result_.info = writer_->commit();
        return std::move(result_);
    }

private:
    static ArchiveColumn column_of(const FieldRequest& field) {
        return {
            .source = field.source,
            .name = field.name,
            .type = field.type.value_or(ColumnType::string),
            .number = field.number.value_or("1"),
            .description = field.description.value_or("Column " + field.source + " of the source"),
            .absent = field.absent,
            .missing = field.missing,
            .significant_digits = field.significant_digits};
    }

    void add_row(const TableRow& row) {
        switch (options_.keys) {
        case ArchiveKeys::intervals:
            take_values(row, 0, 1);
            writer_->add_interval(row.contig, row.where.begin, row.where, views_);
            return;
        case ArchiveKeys::genes:
            take_values(row, 0, 1);
            add_gene(row.gene);
            return;
        case ArchiveKeys::alleles:
            break;
        }
        const std::vector<std::string_view> alts = split(row.alt, ',');
        for (std::size_t alt = 0; alt < alts.size(); ++alt) {
            if (!is_sequence(row.ref) || alts[alt].empty() || alts[alt] == "-")
                throw Error{
                    ErrorKind::bad_data,
                    "REF '" + std::string{row.ref} + "' and ALT '" + std::string{alts[alt]} +
                        "' are no alleles",
                    {.contig = std::string{row.contig}, .pos = row.where.begin},
                    "alleles are written as in VCF, with the base before an insertion or deletion"};
            if (alts[alt] == "." || alts[alt] == row.ref)
                continue;
            take_values(row, alt, alts.size());
            const TrimmedAllele key = keys_.make(row.contig, row.where.begin, row.ref, alts[alt]);
            writer_->add(row.contig, row.where.begin, key.pos, key.ref, key.alt, views_);
        }
    }

    /// Fills views_ with the row's values as INFO texts.
    void take_values(const TableRow& row, std::size_t alt, std::size_t n_alts) {
        for (std::size_t field = 0; field < types_.size(); ++field) {
            const FieldRequest& request = options_.fields[field];
            std::string& text = texts_[field];
            text.clear();
            // One value may hold commas where nobody said that they part a list.
            const bool is_list = request.number.value_or(".") != "1";
            append_info_value(row.values[field], is_list, text);
            if (n_alts > 1 && request.number == "A")
                take_piece(text, alt, n_alts, request);
            if (request.type == ColumnType::flag || request.source == presence_field) {
                views_[field] = sets_flag(text) ? std::string_view{"1"} : std::string_view{};
                continue;
            }
            if (request.type)
                demand_type(request, text);
            else
                types_[field].see(text);
            if (text.find(',') != std::string::npos)
                has_list_[field] = 1;
            views_[field] = text;
        }
    }

    static void take_piece(
        std::string& text, std::size_t alt, std::size_t n_alts, const FieldRequest& request) {
        const std::vector<std::string_view> pieces = split(text, ',');
        if (text == ".")
            return;
        if (pieces.size() != n_alts)
            throw Error{
                ErrorKind::bad_data,
                request.source + " is '" + text + "', which does not fit the row's " +
                    std::to_string(n_alts) + " ALTs"};
        text = std::string{pieces[alt]};
    }

    static void demand_type(const FieldRequest& request, std::string_view text) {
        for_each_piece(text, ',', [&](std::string_view piece) {
            if (!fits(piece, *request.type))
                throw Error{
                    ErrorKind::bad_data,
                    request.source + " is '" + std::string{piece} + "', which is no " +
                        (request.type == ColumnType::integer ? "Integer" : "Float"),
                    {},
                    "declare it with --type " + request.name + "=String"};
        });
    }

    // --- genes: a table may name one twice, anywhere ---

    struct Gene {
        std::string name{};
        std::vector<std::optional<std::string>> values{};
    };

    void add_gene(std::string_view name) {
        const auto [found, is_new] = places_.try_emplace(std::string{name}, genes_.size());
        if (is_new)
            genes_.emplace_back();
        else
            ++n_duplicates_;
        if (!is_new && options_.writer.on_duplicate == OnDuplicate::fail)
            throw Error{
                ErrorKind::bad_data,
                "the gene " + std::string{name} + " comes twice",
                {},
                "keep one with --duplicates first or last"};
        if (!is_new && options_.writer.on_duplicate == OnDuplicate::first)
            return;
        Gene& gene = genes_[found->second];
        gene.name = name;
        gene.values.clear();
        for (const std::string_view value : views_)
            gene.values.push_back(
                value.data() == nullptr ? std::nullopt : std::optional{std::string{value}});
    }

    void write_genes() {
        for (const Gene& gene : genes_) {
            for (std::size_t field = 0; field < views_.size(); ++field)
                views_[field] =
                    gene.values[field] ? std::string_view{*gene.values[field]} : std::string_view{};
            writer_->add_gene(gene.name, views_);
        }
        writer_->count_duplicates(n_duplicates_);
    }

    TableBuildOptions options_;
    std::vector<TypeFinder> types_;
    std::vector<char> has_list_;
    std::vector<std::string> texts_;
    std::vector<std::string_view> views_;
    KeyMaker keys_;
    std::optional<ArchiveWriter> writer_{};
    std::vector<Gene> genes_{};
    TextMap<std::size_t> places_{};
    std::uint64_t n_duplicates_{};
    TableBuildResult result_{};
};

}  // namespace

TableBuildResult build_from_tables(
    std::span<const std::string> paths, const std::string& output, TableBuildOptions options) {
    TableBuilder builder{paths, output, std::move(options)};
    for (const std::string& path : paths)
        builder.add_file(path);
    return builder.commit();
}

}  // namespace genostrat::annotate
