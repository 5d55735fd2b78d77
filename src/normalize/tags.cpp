// SPDX-License-Identifier: MIT
#include "normalize/tags.hpp"

#include <algorithm>

#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

namespace {

void add_tag(const Column& column, TextMap<Number::Kind>& kinds, TextMap<bool>& texts) {
    const Number number = Number::parse(column.number);
    if (number.kind == Number::Kind::per_alt || number.kind == Number::Kind::per_allele ||
        number.kind == Number::Kind::per_genotype) {
        kinds.emplace(column.id, number.kind);
        if (column.type == ColumnType::string || column.type == ColumnType::character)
            texts.emplace(column.id, true);
    }
}

}  // namespace

TagTypes tags_of(const Schema& schema) {
    TagTypes tags;
    for (const std::string& name : schema.info_names())
        add_tag(schema.info(*schema.find_info(name)), tags.kinds.info, tags.text_info);
    for (const std::string& name : schema.format_names())
        add_tag(schema.format(*schema.find_format(name)), tags.kinds.format, tags.text_format);
    return tags;
}

std::uint8_t row_types(std::string_view ref, std::span<const std::string_view> alts) noexcept {
    std::uint8_t types = 0;
    for (const std::string_view alt : alts)
        types = static_cast<std::uint8_t>(types | bits(classify_allele(ref, alt).type));
    return types;
}

std::uint8_t wanted_types(RowTypes types) noexcept {
    switch (types) {
    case RowTypes::snps:
        return bits(AlleleType::snp);
    case RowTypes::indels:
        return bits(AlleleType::indel);
    case RowTypes::both:
    case RowTypes::any:
        break;
    }
    return 0xFF;
}

std::string old_record(const RowText& row) {
    std::string text;
    for (const std::string_view column : {row.contig, row.pos, row.ref, row.alt}) {
        if (!text.empty())
            text += '|';
        text += column;
    }
    return text;
}

std::string old_record(const RecordBatch& batch, RowId row) {
    std::string text{batch.contig_name(row)};
    text += '|' + std::to_string(batch.pos(row) + 1) + '|';
    text += batch.ref(row);
    char separator = '|';
    for (const std::string_view alt : batch.alts(row)) {
        text += separator;
        text += alt;
        separator = ',';
    }
    return text;
}

bool has_info(std::string_view info, std::string_view key) {
    bool found = false;
    for_each_piece(info, ';', [&](std::string_view entry) {
        found = found || entry.substr(0, entry.find('=')) == key;
    });
    return found;
}

std::string with_info(std::string_view line, std::string_view key, std::string_view value) {
    std::size_t begin = 0;
    for (int column = 0; column < 7; ++column)
        begin = line.find('\t', begin) + 1;
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    std::string made{line.substr(0, begin)};
    if (const std::string_view info = line.substr(begin, end - begin); info != ".") {
        made += info;
        made += ';';
    }
    made += key;
    made += '=';
    made += value;
    made += line.substr(end);
    return made;
}

}  // namespace genostrat::normalize
