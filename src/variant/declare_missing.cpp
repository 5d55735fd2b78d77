// SPDX-License-Identifier: MIT
#include <genostrat/core/text.hpp>
#include <genostrat/variant/declare_missing.hpp>

namespace genostrat {

UndeclaredNames FindUndeclared::summarize(RecordBatch& batch) const {
    UndeclaredNames names;
    for (const RowId row : batch.rows()) {
        if (batch.is_bcf(row))
            continue;
        if (batch.contig(row) == unknown_contig)
            names.contigs.emplace(batch.contig_name(row));
        if (const std::string_view filters = batch.filter(row); filters != ".")
            for_each_piece(filters, ';', [&](std::string_view filter) {
                if (!schema_->has_filter(filter))
                    names.filters.emplace(filter);
            });
        for (const auto& [key, has_value] : batch.info_keys(row)) {
            if (schema_->find_info(key))
                continue;
            const auto [entry, is_new] = names.info.emplace(key, !has_value);
            entry->second = entry->second && !has_value;
        }
        for (const std::string_view key : batch.format_keys(row))
            if (!schema_->find_format(key))
                names.formats.emplace(key);
    }
    return names;
}

void FindUndeclared::merge(UndeclaredNames partial) {
    names_.contigs.merge(partial.contigs);
    names_.filters.merge(partial.filters);
    names_.formats.merge(partial.formats);
    for (const auto& [key, is_flag] : partial.info) {
        const auto [entry, is_new] = names_.info.emplace(key, is_flag);
        entry->second = entry->second && is_flag;
    }
}

void DeclareMissing::bind(Schema& schema) const {
    constexpr const char* description = "Not declared in the input";
    for (const std::string& contig : names_.contigs)
        schema.adds_contig(contig);
    for (const std::string& filter : names_.filters)
        schema.adds_filter(filter, description);
    for (const auto& [id, is_flag] : names_.info)
        schema.adds_info(
            {.id = id,
             .number = is_flag ? "0" : ".",
             .type = is_flag ? ColumnType::flag : ColumnType::string,
             .description = description});
    for (const std::string& id : names_.formats)
        schema.adds_format({.id = id, .number = ".", .description = description});
}

}  // namespace genostrat
