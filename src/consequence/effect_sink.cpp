// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/consequence/bcsq_table.hpp>
#include <genostrat/consequence/effect_sink.hpp>
#include <genostrat/consequence/structural_row.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/text_output.hpp>

namespace genostrat::consequence {
namespace {

// Takes `tag=…` out of the INFO column of a VCF line: the row as it was before the effects came.
void remove_effects(std::string_view tag, std::string& line) {
    std::size_t begin = 0;
    for (int column = 0; column < 7; ++column)
        begin = line.find('\t', begin) + 1;  // a row of a batch has all of its columns
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    std::string kept;
    for_each_piece(std::string_view{line}.substr(begin, end - begin), ';', [&](auto entry) {
        if (entry.substr(0, entry.find('=')) == tag)
            return;
        kept += kept.empty() ? "" : ";";
        kept += entry;
    });
    line.replace(begin, end - begin, kept.empty() ? "." : kept);
}

}  // namespace

struct EffectSink::Impl {
    Impl(std::string target, EffectSinkOptions chosen)
        : path{std::move(target)}, options{std::move(chosen)} {}

    void encode_bcsq(const RecordBatch& batch, std::string& text) const;
    void find_structural(
        const RecordBatch& batch, RowId row, std::vector<StructuralAllele>& found) const;

    std::string path;
    EffectSinkOptions options;
    InfoId column{};
    std::optional<FormatId> mask{};  // FORMAT/BCSQ
    std::vector<std::string> samples{};
    StructuralColumns structural{};
    std::optional<io::TextOutput> file;
};

void EffectSink::Impl::encode_bcsq(const RecordBatch& batch, std::string& text) const {
    for (const RowId row : batch.rows())
        if (const auto bcsq = batch.info_text(row, column))
            append_bcsq_lines(
                batch.contig_name(row),
                batch.pos(row),
                *bcsq,
                samples,
                mask && batch.has_format(row, *mask) ? batch.format_integers(row, *mask)
                                                     : FormatValues<std::int32_t>{},
                text);
}

void EffectSink::Impl::find_structural(
    const RecordBatch& batch, RowId row, std::vector<StructuralAllele>& found) const {
    found.clear();
    std::int32_t number = 0;
    for (const std::string_view alt : batch.alts(row)) {
        const AlleleKind kind = allele_kind(alt);
        ++number;
        if (kind == AlleleKind::symbolic || kind == AlleleKind::breakend)
            if (const auto allele = structural.read(batch, row, {alt, number, kind}))
                found.push_back(*allele);
    }
}

EffectSink::EffectSink(std::string path, EffectSinkOptions options)
    : impl_{std::make_unique<Impl>(std::move(path), std::move(options))} {
}

EffectSink::~EffectSink() = default;
EffectSink::EffectSink(EffectSink&&) noexcept = default;
EffectSink& EffectSink::operator=(EffectSink&&) noexcept = default;

void EffectSink::bind(Schema& schema) {
    impl_->column = schema.reads_info(impl_->options.tag);
    impl_->structural.bind(schema);
    if (impl_->options.format == EffectFormat::bcsq)
        impl_->mask = schema.find_format(impl_->options.tag);
}

void EffectSink::start(const Schema& schema) {
    impl_->samples = schema.samples();
    if (impl_->options.assembly.empty())
        impl_->options.assembly = build_of(schema.contigs()).value_or("");
    impl_->file.emplace(impl_->path);
    const EffectSinkOptions& options = impl_->options;
    impl_->file->write(
        options.format == EffectFormat::bcsq
            ? bcsq_table_header(options.provenance)
            : EffectTable{options.fields, options.format}.header(options.provenance));
}

void EffectSink::encode(const RecordBatch& batch, Chunk& chunk) const {
    chunk.text.clear();
    if (impl_->options.format == EffectFormat::bcsq) {
        impl_->encode_bcsq(batch, chunk.text);
        return;
    }
    EffectTable table{impl_->options.fields, impl_->options.format, impl_->options.assembly};
    std::vector<StructuralAllele> structural;
    std::string line;
    for (const RowId row : batch.rows()) {
        const std::optional<std::string_view> csq = batch.info_text(row, impl_->column);
        if (!csq)
            continue;
        impl_->find_structural(batch, row, structural);
        line.clear();
        if (impl_->options.format == EffectFormat::json) {
            batch.append_line(row, line);
            remove_effects(impl_->options.tag, line);
        }
        table.append(
            {.contig = batch.contig_name(row),
             .pos = batch.pos(row),
             .id = batch.id(row),
             .ref = batch.ref(row),
             .alts = batch.alts(row),
             .structural = structural,
             .line = line},
            *csq,
            chunk.text);
    }
}

void EffectSink::write(Chunk& chunk) {
    impl_->file->write(chunk.text);
}

void EffectSink::close() {
}

void EffectSink::commit() {
    impl_->file->commit();
}

}  // namespace genostrat::consequence
