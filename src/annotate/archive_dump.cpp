// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"

#include <cstddef>
#include <string>

#include <genostrat/annotate/archive_dump.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

void append_optional_key(std::string& text, std::string_view key, std::string_view value) {
    if (value.empty())
        return;
    text += ',';
    text += key;
    text += "=\"";
    text += value;
    text += '"';
}

std::string vcf_header(const ArchiveInfo& info) {
    std::string text = "##fileformat=VCFv4.3\n";
    for (const std::string& contig : info.contigs)
        text += "##contig=<ID=" + contig + ">\n";
    for (const ArchiveColumn& column : info.columns) {
        text += "##INFO=<ID=" + column.name + ",Number=" + column.number + ",Type=";
        text += to_string(column.type);
        text += ",Description=\"" + column.description + "\"";
        append_optional_key(text, "Source", info.source);
        append_optional_key(text, "Version", info.source_version);
        text += ">\n";
    }
    return text + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
}

std::string table_header(const ArchiveInfo& info) {
    std::string text = info.keys == ArchiveKeys::genes ? "#gene" : "#contig\tbegin\tend";
    for (const ArchiveColumn& column : info.columns)
        text += '\t' + column.name;
    return text + '\n';
}

/// Appends `key=value` of one site, `;` between them.
void append_info(const ArchiveInfo& info, ArchiveCursor& cursor, std::string& out) {
    const std::size_t begin = out.size();
    std::string value;
    for (std::size_t column = 0; column < info.columns.size(); ++column) {
        value.clear();
        const ArchiveCursor::Value found = cursor.append_value(column, value);
        if (found == ArchiveCursor::Value::absent)
            continue;
        if (out.size() > begin)
            out += ';';
        out += info.columns[column].name;
        if (info.columns[column].type == ColumnType::flag)
            continue;
        out += '=';
        out += found == ArchiveCursor::Value::missing ? std::string_view{"."} : value;
    }
    if (out.size() == begin)
        out += '.';
}

void append_fields(const ArchiveInfo& info, ArchiveCursor& cursor, std::string& out) {
    for (std::size_t column = 0; column < info.columns.size(); ++column) {
        out += '\t';
        if (cursor.append_value(column, out) == ArchiveCursor::Value::missing)
            out += '.';
    }
}

void append_row(
    const ArchiveInfo& info,
    ArchiveCursor& cursor,
    std::string& ref,
    std::string& alt,
    std::string& out) {
    if (info.keys == ArchiveKeys::genes) {
        cursor.alleles(ref, alt);
        out += ref;
        append_fields(info, cursor, out);
        return;
    }
    out += info.contigs[static_cast<std::size_t>(cursor.contig())];
    out += '\t';
    if (info.keys == ArchiveKeys::intervals) {
        append_number(out, cursor.pos());
        out += '\t';
        append_number(out, cursor.end());
        append_fields(info, cursor, out);
        return;
    }
    cursor.alleles(ref, alt);
    append_number(out, cursor.pos() + 1);
    out += "\t.\t";
    out += ref;
    out += '\t';
    out += alt;
    out += "\t.\t.\t";
    append_info(info, cursor, out);
}

}  // namespace

void dump_archive(const Archive& archive, const std::function<void(std::string_view)>& write) {
    const ArchiveInfo& info = archive.info();
    std::string text = info.keys == ArchiveKeys::alleles ? vcf_header(info) : table_header(info);
    ArchiveCursor cursor{archive};
    std::string ref;
    std::string alt;
    for (bool more = cursor.first(); more; more = cursor.next()) {
        append_row(info, cursor, ref, alt, text);
        text += '\n';
        if (text.size() > piece_bytes) {
            write(text);
            text.clear();
        }
    }
    write(text);
}

}  // namespace genostrat::annotate
