// SPDX-License-Identifier: MIT
#include "annotate/row_alleles.hpp"
#include "annotate/row_structure.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <genostrat/annotate/stage.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/split.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::uint32_t no_length = ~std::uint32_t{0};

}  // namespace

struct ArchiveBuilder::Impl {
    /// Where a column's values come from.
    enum class From : std::uint8_t { info, id, qual, filter };

    struct Field {
        From from{From::info};
        InfoId info{};
        Number::Kind kind{Number::Kind::other};
        bool is_flag{};
    };

    std::string path;
    ArchiveBuildOptions options;
    std::vector<Field> fields{};
    std::vector<ArchiveColumn> columns{};
    std::optional<ArchiveWriter> writer{};
    StructuralIds structure{};

    [[nodiscard]] ArchiveColumn declare(const Schema& schema, const FieldRequest& request) {
        ArchiveColumn column{
            .source = request.source,
            .name = request.name,
            .type = ColumnType::string,
            .number = "1",
            .absent = request.absent,
            .missing = request.missing,
            .significant_digits = request.significant_digits};
        Field field;
        if (request.source == "ID") {
            field.from = From::id;
            column.description = "ID of the source";
        } else if (request.source == "QUAL") {
            field.from = From::qual;
            column.type = ColumnType::floating;
            column.description = "QUAL of the source";
        } else if (request.source == "FILTER") {
            field.from = From::filter;
            column.description = "FILTER of the source";
        } else {
            field.info = schema.reads_info(request.source);
            const Column& source = schema.info(field.info);
            field.kind = Number::parse(source.number).kind;
            field.is_flag = source.type == ColumnType::flag;
            column.type = source.type;
            column.number = source.number;
            column.description = source.description;
        }
        column.type = request.type.value_or(column.type);
        column.number = request.number.value_or(column.number);
        column.description = request.description.value_or(column.description);
        fields.push_back(field);
        return column;
    }

    void demand_same(std::span<const ArchiveColumn> others, const std::string& file) const {
        for (std::size_t column = 0; column < columns.size(); ++column)
            if (others[column].type != columns[column].type ||
                others[column].number != columns[column].number)
                throw Error{
                    ErrorKind::bad_data,
                    "declares " + columns[column].source +
                        " with another Type or Number than the file before",
                    {.file = file},
                    "say what holds with --type and --number"};
    }

    /// One interval for the whole row.
    void
    add_interval(const RecordBatch& batch, RowId row, std::string& text, Partial& partial) const {
        const StructuralVariant variant = row_structure(batch, row, 0, structure);
        const Interval where = variant.type.empty() ? batch.span(row) : variant.where;
        partial.sites.push_back(
            {.contig = batch.contig_name(row),
             .row_pos = batch.pos(row),
             .key_pos = where.begin,
             .end = where.end});
        for (const Field& field : fields) {
            text.clear();
            const bool is_there = append_value(batch, row, field, std::nullopt, text);
            add_value(is_there, text, partial);
        }
        add_value(true, variant.type.empty() ? "." : structural_text(variant), partial);
    }

    static void add_value(bool is_there, std::string_view text, Partial& partial) {
        partial.value_lengths.push_back(
            is_there ? static_cast<std::uint32_t>(text.size()) : no_length);
        partial.texts += is_there ? text : std::string_view{};
    }

    void add_row(
        const RecordBatch& batch,
        RowId row,
        KeyMaker& keys,
        std::string& text,
        Partial& partial) const {
        if (options.keys == ArchiveKeys::intervals) {
            add_interval(batch, row, text, partial);
            return;
        }
        const std::span<const std::string_view> alts = batch.alts(row);
        const std::string_view contig = batch.contig_name(row);
        for (std::size_t alt = 0; alt < alts.size(); ++alt) {
            const TrimmedAllele key = keys.make(contig, batch.pos(row), batch.ref(row), alts[alt]);
            partial.sites.push_back(
                {.contig = contig,
                 .row_pos = batch.pos(row),
                 .key_pos = key.pos,
                 .ref_length = static_cast<std::uint32_t>(key.ref.size()),
                 .alt_length = static_cast<std::uint32_t>(key.alt.size())});
            partial.texts += key.ref;
            partial.texts += key.alt;
            for (const Field& field : fields) {
                text.clear();
                const bool is_there =
                    append_value(batch, row, field, AltChoice{alts.size() + 1, alt + 1}, text);
                add_value(is_there, text, partial);
            }
        }
    }

    /// False where the row has no such key. Without a choice the value stays whole.
    [[nodiscard]] bool append_value(
        const RecordBatch& batch,
        RowId row,
        const Field& field,
        std::optional<AltChoice> choice,
        std::string& out) const {
        switch (field.from) {
        case From::id:
            out += batch.id(row);
            return true;
        case From::filter:
            out += batch.filter(row);
            return true;
        case From::qual:
            if (const auto qual = batch.qual(row))
                append_number(out, *qual);
            else
                out += '.';
            return true;
        case From::info:
            break;
        }
        const auto value = batch.info_text(row, field.info);
        if (!value)
            return false;
        if (field.is_flag)
            out += '1';
        else if (!choice)
            out += *value;
        else if (append_projected(*value, field.kind, *choice, out) == Projected::wrong_count)
            throw Error{
                ErrorKind::bad_data,
                "INFO/" + batch.schema().info(field.info).id + " is '" + std::string{*value} +
                    "', which does not fit the row's " + std::to_string(choice->n_alleles - 1) +
                    " ALTs"};
        return true;
    }
};

ArchiveBuilder::ArchiveBuilder(std::string path, ArchiveBuildOptions options)
    : impl_{std::make_shared<Impl>(Impl{.path = std::move(path), .options = std::move(options)})} {
    if (impl_->options.reference)
        impl_->options.writer.sort_window =
            std::max(impl_->options.writer.sort_window, alignment_window);
    // Without the padding base, the interval of a symbolic allele begins one base after its row.
    if (impl_->options.keys == ArchiveKeys::intervals)
        impl_->options.writer.sort_window =
            std::max(impl_->options.writer.sort_window, std::int64_t{2});
}

ArchiveBuilder::~ArchiveBuilder() = default;
ArchiveBuilder::ArchiveBuilder(ArchiveBuilder&&) noexcept = default;
ArchiveBuilder& ArchiveBuilder::operator=(ArchiveBuilder&&) noexcept = default;

ArchiveBuilder ArchiveBuilder::another() const {
    return ArchiveBuilder{impl_};
}

void ArchiveBuilder::bind(Schema& schema) {
    std::vector<ArchiveColumn> columns;
    impl_->fields.clear();
    for (const FieldRequest& request : impl_->options.fields)
        columns.push_back(impl_->declare(schema, request));
    for (std::size_t column = 0; column < columns.size(); ++column)
        for (std::size_t other = 0; other < column; ++other)
            if (columns[column].name == columns[other].name)
                throw Error{ErrorKind::usage, "two fields are named " + columns[column].name};
    if (impl_->options.keys == ArchiveKeys::intervals) {
        columns.push_back(
            {.source = std::string{structural_column},
             .name = std::string{structural_column},
             .number = "1",
             .description = "Kind of structural variant, for matching"});
        impl_->structure = StructuralIds::find(schema);
    }
    if (impl_->writer) {
        impl_->demand_same(columns, schema.file());
        return;
    }
    impl_->columns = columns;
    ArchiveInfo info{
        .keys = impl_->options.keys,
        .columns = std::move(columns),
        .source = impl_->options.source_name,
        .source_version = impl_->options.source_version,
        .build = std::string{build_of(schema.contigs()).value_or("")},
        .is_left_aligned = impl_->options.reference != nullptr};
    impl_->writer.emplace(impl_->path, std::move(info), impl_->options.writer);
}

ArchiveBuilder::Partial ArchiveBuilder::summarize(RecordBatch& batch) const {
    Partial partial;
    KeyMaker keys{impl_->options.reference};
    std::string text;
    for (const RowId row : batch.rows()) {
        const std::size_t n_sites = partial.sites.size();
        const std::size_t n_values = partial.value_lengths.size();
        const std::size_t n_bytes = partial.texts.size();
        try {
            impl_->add_row(batch, row, keys, text, partial);
        } catch (Error& error) {
            error.add_where(batch.where(row));
            batch.fail(row, std::move(error));
            partial.sites.resize(n_sites);
            partial.value_lengths.resize(n_values);
            partial.texts.resize(n_bytes);
        }
    }
    // Names of undeclared contigs are views into the batch: keep those of the header.
    for (Partial::Site& site : partial.sites) {
        const ContigId contig = batch.schema().contigs().find(site.contig);
        if (contig == unknown_contig)
            throw Error{
                ErrorKind::bad_data,
                "contig " + std::string{site.contig} + " has no header line",
                {.file = batch.schema().file()},
                "add the contigs to the source's header"};
        site.contig = batch.schema().contigs().name(contig);
    }
    return partial;
}

void ArchiveBuilder::merge(Partial partial) {
    const std::string_view texts = partial.texts;
    std::vector<std::string_view> values(impl_->columns.size());
    std::size_t at = 0;
    std::size_t value = 0;
    const auto take = [&](std::uint32_t length) {
        at += length;
        return texts.substr(at - length, length);
    };
    for (const Partial::Site& site : partial.sites) {
        const std::string_view ref = take(site.ref_length);
        const std::string_view alt = take(site.alt_length);
        for (std::string_view& own : values) {
            const std::uint32_t length = partial.value_lengths[value++];
            own = length == no_length ? std::string_view{} : take(length);
        }
        if (impl_->options.keys == ArchiveKeys::intervals)
            impl_->writer->add_interval(
                site.contig, site.row_pos, {site.key_pos, site.end}, values);
        else
            impl_->writer->add(site.contig, site.row_pos, site.key_pos, ref, alt, values);
    }
}

void ArchiveBuilder::finish(Results& /*results*/) {
}

ArchiveInfo ArchiveBuilder::commit() {
    return impl_->writer->commit();
}

}  // namespace genostrat::annotate
