// SPDX-License-Identifier: MIT
// The stages that work on each row by itself.
#include "normalize/aligner.hpp"
#include "normalize/tags.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <genostrat/core/error.hpp>
#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

namespace {

/// Puts `append(row, order)` in the place of each row; a row that fails stays and is marked.
template <typename Append>
void replace_rows(RecordBatch& batch, Append append) {
    const std::vector<RowId> rows{batch.rows().begin(), batch.rows().end()};
    std::vector<RowId> order;
    order.reserve(rows.size());
    for (const RowId row : rows) {
        try {
            append(row, order);
        } catch (Error& error) {
            error.add_where(batch.where(row));
            batch.fail(row, std::move(error));
            order.push_back(row);
        }
    }
    batch.set_order(std::move(order));
}

void declare_old_record(Schema& schema, const std::string& tag) {
    if (!tag.empty())
        schema.adds_info(
            {.id = tag,
             .number = "1",
             .type = ColumnType::string,
             .description = "Original variant. Format: CHR|POS|REF|ALT|USED_ALT_IDX"});
}

}  // namespace

AtomizeRows::AtomizeRows(const NormalizeOptions& options, std::shared_ptr<NormalizeCounts> counts)
    : options_{.overlaps = options.atom_overlaps, .old_record_tag = options.old_record_tag},
      counts_{std::move(counts)} {
}

void AtomizeRows::bind(Schema& schema) {
    TagTypes tags = tags_of(schema);
    options_.kinds = std::move(tags.kinds);
    options_.text_info = std::move(tags.text_info);
    options_.text_format = std::move(tags.text_format);
    declare_old_record(schema, options_.old_record_tag);
}

void AtomizeRows::process(RecordBatch& batch) const {
    std::string line;
    std::string made;
    replace_rows(batch, [&](RowId row, std::vector<RowId>& order) {
        const std::span<const std::string_view> alts = batch.alts(row);
        if (alts.empty() || !is_plain_sequence(batch.ref(row)) ||
            !std::ranges::all_of(alts, is_plain_sequence)) {
            order.push_back(row);
            return;
        }
        line.clear();
        batch.append_line(row, line);
        const RowText text = RowText::parse(line);
        const std::vector<Atom> atoms = atomize(text.ref, text.alts());
        for (const Atom& atom : atoms) {
            made.clear();
            append_atom_line(text, atom, options_, made);
            order.push_back(batch.add_line(made, row));
        }
        if (atoms.size() > 1)
            counts_->atomized.fetch_add(1, std::memory_order_relaxed);
    });
}

struct NormalizeRows::Impl {
    NormalizeOptions options;
    std::shared_ptr<NormalizeCounts> counts;
    std::optional<RowAligner> aligner{};
    std::optional<RowSplitter> splitter{};

    [[nodiscard]] bool is_split(const RecordBatch& batch, RowId row) const {
        if (options.multiallelics != Multiallelics::split || batch.alts(row).size() < 2)
            return false;
        if (options.row_types == RowTypes::both || options.row_types == RowTypes::any)
            return true;
        return (row_types(batch.ref(row), batch.alts(row)) & wanted_types(options.row_types)) != 0;
    }

    void append_normalized(RecordBatch& batch, RowId row, std::vector<RowId>& order) const {
        if (!aligner || aligner->normalize(batch, row))
            order.push_back(row);
    }

    /// The rows that take the place of this one.
    void append_rows(RecordBatch& batch, RowId row, std::vector<RowId>& order) const {
        if (!is_split(batch, row)) {
            append_normalized(batch, row, order);
            return;
        }
        std::string line;
        batch.append_line(row, line);
        const RowText text = RowText::parse(line);
        const std::vector<std::string_view> alts = text.alts();
        std::string made;
        for (std::size_t allele = 1; allele <= alts.size(); ++allele) {
            made.clear();
            splitter->append_line(text, alts, allele, made);
            if (!options.old_record_tag.empty())
                add_old_record(text, allele, made);
            append_normalized(batch, batch.add_line(made, row), order);
        }
        counts->split.fetch_add(1, std::memory_order_relaxed);
    }

    /// The tag names the row as it came in: one that it has stays.
    void add_old_record(const RowText& text, std::size_t allele, std::string& line) const {
        if (!has_info(text.info, options.old_record_tag))
            line = with_info(
                line, options.old_record_tag, old_record(text) + "|" + std::to_string(allele));
    }
};

NormalizeRows::NormalizeRows(NormalizeOptions options, std::shared_ptr<NormalizeCounts> counts)
    : impl_{std::make_unique<Impl>(
          Impl{.options = std::move(options), .counts = std::move(counts)})} {
}

NormalizeRows::~NormalizeRows() = default;
NormalizeRows::NormalizeRows(NormalizeRows&&) noexcept = default;
NormalizeRows& NormalizeRows::operator=(NormalizeRows&&) noexcept = default;

void NormalizeRows::bind(Schema& schema) {
    TagTypes tags = tags_of(schema);
    SplitOptions split = impl_->options.split;
    split.text_info = std::move(tags.text_info);
    split.text_format = std::move(tags.text_format);
    impl_->splitter.emplace(std::move(tags.kinds), std::move(split));
    declare_old_record(schema, impl_->options.old_record_tag);
    if (impl_->options.reference)
        impl_->aligner.emplace(impl_->options, schema, impl_->counts);
}

void NormalizeRows::process(RecordBatch& batch) const {
    impl_->counts->rows.fetch_add(
        static_cast<std::int64_t>(batch.rows().size()), std::memory_order_relaxed);
    replace_rows(batch, [&](RowId row, std::vector<RowId>& order) {
        impl_->append_rows(batch, row, order);
    });
}

}  // namespace genostrat::normalize
