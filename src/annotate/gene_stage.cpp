// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>

#include <genostrat/annotate/gene_stage.hpp>
#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/csq.hpp>

namespace genostrat::annotate {

namespace {

/// `ENSG00000139618` of `ENSG00000139618.19`; symbols with a point (`AC012345.1`) are tried whole
/// before.
std::string_view without_version(std::string_view id) {
    const std::size_t point = id.rfind('.');
    return point == std::string_view::npos ? id : id.substr(0, point);
}

/// The values of one gene, one a field; nothing where the source has none.
using GeneValues = std::vector<std::optional<std::string>>;

struct Field {
    std::size_t column{};
    Operation operation{Operation::uniq};
    ColumnShape shape{};
    std::optional<std::string> absent{};
    InfoId id{};
};

}  // namespace

struct AnnotateGenes::Impl {
    GeneJoinOptions options;
    ArchiveInfo info{};
    std::vector<Field> fields{};
    std::vector<std::string> names{};  // of the output columns
    TextMap<GeneValues> genes{};
    std::optional<CsqLayout> layout{};
    std::optional<std::size_t> id_field{};
    std::optional<std::size_t> symbol_field{};

    void choose_fields() {
        std::vector<std::string> columns;
        for (const ArchiveColumn& column : info.columns)
            columns.push_back(column.name);
        if (options.fields.empty())
            for (const std::string& column : columns)
                options.fields.push_back({.source = column, .name = column});
        for (const JoinField& request : options.fields) {
            const std::size_t place = find_table_column(columns, request.source, info.source);
            const ArchiveColumn& column = info.columns[place];
            Field field{
                .column = place,
                .operation = request.operation.value_or(Operation::uniq),
                .absent = column.absent};
            field.shape = result_shape(
                column.type == ColumnType::flag ? Operation::flag : field.operation,
                {column.type, column.number});
            if (column.type == ColumnType::flag)
                field.operation = Operation::flag;
            fields.push_back(std::move(field));
            names.push_back(request.name);
        }
    }

    void read(const Archive& archive) {
        ArchiveCursor cursor{archive};
        std::string gene;
        std::string nothing;
        std::string text;
        for (bool more = cursor.first(); more; more = cursor.next()) {
            cursor.alleles(gene, nothing);
            GeneValues values;
            for (const Field& field : fields) {
                text.clear();
                const auto found = cursor.append_value(field.column, text);
                if (found == ArchiveCursor::Value::missing)
                    text = info.columns[field.column].missing.value_or(".");
                values.push_back(
                    found == ArchiveCursor::Value::absent ? std::nullopt : std::optional{text});
            }
            // An id with version is found without it as well, unless that is a gene of its own.
            const std::string_view plain = without_version(gene);
            if (plain.size() < gene.size() && plain.starts_with("ENSG"))
                genes.try_emplace(std::string{plain}, values);
            genes.insert_or_assign(gene, std::move(values));
        }
    }

    [[nodiscard]] const GeneValues* look_up(std::string_view gene) const {
        if (gene.empty())
            return nullptr;
        auto found = genes.find(gene);
        if (found == genes.end())
            found = genes.find(without_version(gene));
        return found == genes.end() ? nullptr : &found->second;
    }

    void
    add(std::string_view id, std::string_view symbol, std::vector<const GeneValues*>& found) const {
        const GeneValues* values = look_up(id);
        if (values == nullptr)
            values = look_up(symbol);
        if (values != nullptr && std::ranges::find(found, values) == found.end())
            found.push_back(values);
    }

    void collect(const RecordBatch& batch, RowId row, std::vector<const GeneValues*>& found) const {
        found.clear();
        if (!options.model) {
            const auto entries = batch.info_text(row, layout->id());
            if (entries)
                for_each_piece(*entries, ',', [&](std::string_view entry) {
                    add(CsqLayout::value(entry, id_field),
                        CsqLayout::value(entry, symbol_field),
                        found);
                });
            return;
        }
        const genes::GeneModel& model = *options.model;
        const ContigId contig = model.contigs().find_alias(batch.contig_name(row));
        if (contig == unknown_contig)
            return;
        std::vector<genes::TranscriptId> transcripts;
        model.locate(contig, batch.span(row), transcripts);
        for (const genes::TranscriptId transcript : transcripts) {
            const genes::GeneRow& gene = model.gene(model.transcript(transcript).gene);
            add(model.text(gene.id), model.text(gene.symbol), found);
        }
    }

    void
    set(RecordBatch& batch,
        RowId row,
        std::size_t index,
        std::span<const GeneValues* const> found) const {
        const Field& field = fields[index];
        std::vector<std::string_view> values;
        const bool takes_apart = is_numeric(field.operation) || field.operation == Operation::count;
        for (const GeneValues* const gene : found) {
            const std::optional<std::string>& value = (*gene)[index];
            if (value && takes_apart)
                for_each_piece(
                    *value, ',', [&](std::string_view piece) { values.push_back(piece); });
            else if (value)
                values.push_back(*value);
        }
        std::string text;
        const bool is_flag = field.shape.type == ColumnType::flag;
        bool has_value = !found.empty() && reduce(field.operation, values, ',', text);
        if (!has_value && found.empty() && field.absent && !is_flag) {
            text = *field.absent;
            has_value = true;
        }
        if (has_value && is_flag)
            batch.set_info_flag(row, field.id);
        else if (has_value)
            batch.set_info(row, field.id, std::string_view{text});
        else if (batch.has_info(row, field.id))
            batch.remove_info(row, field.id);
    }
};

AnnotateGenes::AnnotateGenes(const Archive& archive, GeneJoinOptions options)
    : impl_{std::make_shared<Impl>()} {
    impl_->options = std::move(options);
    impl_->info = archive.info();
    if (impl_->info.keys != ArchiveKeys::genes)
        throw Error{
            ErrorKind::usage,
            "is an archive of " + std::string{to_string(impl_->info.keys)} + ", not of genes",
            {.file = archive.path()}};
    impl_->choose_fields();
    impl_->read(archive);
}

AnnotateGenes::~AnnotateGenes() = default;
AnnotateGenes::AnnotateGenes(AnnotateGenes&&) noexcept = default;
AnnotateGenes& AnnotateGenes::operator=(AnnotateGenes&&) noexcept = default;

void AnnotateGenes::bind(Schema& schema) {
    if (!impl_->options.model) {
        const std::string& tag = impl_->options.tag;
        impl_->layout = CsqLayout::find(schema, tag);
        if (!impl_->layout)
            throw Error{
                ErrorKind::usage,
                "rows have no INFO/" + tag + " that names their genes",
                {.file = schema.file()},
                "add consequences with --genes MODEL.gsg, or give --gene-model MODEL.gsg"};
        impl_->id_field = impl_->layout->field("Gene");
        impl_->symbol_field = impl_->layout->field("SYMBOL");
        if (!impl_->symbol_field)
            impl_->symbol_field = impl_->layout->field("Gene_Name");  // of SnpEff's ANN
    }
    for (std::size_t index = 0; index < impl_->fields.size(); ++index) {
        Field& field = impl_->fields[index];
        const ArchiveColumn& column = impl_->info.columns[field.column];
        field.id = schema.adds_info(
            {.id = impl_->names[index],
             .number = field.shape.number,
             .type = field.shape.type,
             .description = column.description,
             .source = impl_->info.source,
             .version = impl_->info.source_version});
    }
}

void AnnotateGenes::process(RecordBatch& batch) const {
    std::vector<const GeneValues*> found;
    for (const RowId row : batch.rows()) {
        impl_->collect(batch, row, found);
        for (std::size_t field = 0; field < impl_->fields.size(); ++field)
            impl_->set(batch, row, field, found);
    }
}

}  // namespace genostrat::annotate
