// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <tuple>
#include <vector>

#include <genostrat/annotate/archive_merge.hpp>
#include <genostrat/annotate/archive_writer.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

std::string header_text(const ArchiveInfo& info) {
    constexpr std::array<std::string_view, 5> types{
        "Integer", "Float", "Flag", "Character", "String"};
    std::string text = "##fileformat=VCFv4.3\n";
    for (const std::string& contig : info.contigs)
        text += "##contig=<ID=" + contig + ">\n";
    for (const ArchiveColumn& column : info.columns) {
        text += "##INFO=<ID=" + column.name + ",Number=" + column.number + ",Type=";
        text += types[static_cast<std::size_t>(column.type)];
        text += ",Description=\"" + column.description + "\">\n";
    }
    return text + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
}

/// Appends ` key=value` of one site, `;` between them.
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

/// One archive on its way through its sites.
struct Stream {
    explicit Stream(const Archive& from) : archive{&from}, cursor{from} {
        is_open = cursor.first();
        read();
    }

    void read() {
        if (!is_open)
            return;
        contig = archive->info().contigs[static_cast<std::size_t>(cursor.contig())];
        pos = cursor.pos();
        cursor.alleles(ref, alt);
    }

    void step() {
        is_open = cursor.next();
        read();
    }

    const Archive* archive;
    ArchiveCursor cursor;
    bool is_open{};
    std::string contig{};
    std::int64_t pos{};
    std::string ref{};
    std::string alt{};
    std::vector<std::size_t> columns{};  // of the joined archive
};

/// Adds the columns of one archive; sets where each of them goes.
void add_columns(const ArchiveInfo& from, ArchiveInfo& joined, std::vector<std::size_t>& places) {
    for (const ArchiveColumn& column : from.columns) {
        const auto found = std::ranges::find(joined.columns, column.name, &ArchiveColumn::name);
        if (found != joined.columns.end() &&
            (found->type != column.type || found->number != column.number))
            throw Error{
                ErrorKind::usage,
                "the column " + column.name + " has another type or number in another archive",
                {},
                "build one of them with another name: --field SRC:DST"};
        places.push_back(static_cast<std::size_t>(found - joined.columns.begin()));
        if (found == joined.columns.end())
            joined.columns.push_back(column);
    }
}

}  // namespace

void dump_archive(const Archive& archive, const std::function<void(std::string_view)>& write) {
    const ArchiveInfo& info = archive.info();
    std::string text = header_text(info);
    ArchiveCursor cursor{archive};
    std::string ref;
    std::string alt;
    for (bool more = cursor.first(); more; more = cursor.next()) {
        cursor.alleles(ref, alt);
        text += info.contigs[static_cast<std::size_t>(cursor.contig())];
        text += '\t';
        append_number(text, cursor.pos() + 1);
        text += "\t.\t";
        text += ref;
        text += '\t';
        text += alt;
        text += "\t.\t.\t";
        append_info(info, cursor, text);
        text += '\n';
        if (text.size() > piece_bytes) {
            write(text);
            text.clear();
        }
    }
    write(text);
}

ArchiveInfo merge_archives(std::span<const Archive> archives, const std::string& path) {
    ArchiveInfo joined;
    std::vector<std::string> contigs;
    std::vector<Stream> streams;
    streams.reserve(archives.size());
    for (const Archive& archive : archives) {
        Stream& stream = streams.emplace_back(archive);
        add_columns(archive.info(), joined, stream.columns);
        for (const std::string& contig : archive.info().contigs)
            if (std::ranges::find(contigs, contig) == contigs.end())
                contigs.push_back(contig);
        if (!joined.source.empty() && joined.source != archive.info().source)
            joined.source += "," + archive.info().source;
        else
            joined.source = archive.info().source;
    }
    joined.source_version = archives.front().info().source_version;
    joined.build = archives.front().info().build;
    joined.is_left_aligned = std::ranges::all_of(
        archives, [](const Archive& archive) { return archive.info().is_left_aligned; });
    const std::size_t n_columns = joined.columns.size();
    ArchiveWriter writer{path, joined};

    std::vector<std::string> texts(n_columns);
    std::vector<std::string_view> values(n_columns);
    for (const std::string& contig : contigs) {
        for (;;) {
            Stream* least = nullptr;
            for (Stream& stream : streams)
                if (stream.is_open && stream.contig == contig &&
                    (least == nullptr || std::tie(stream.pos, stream.ref, stream.alt) <
                                             std::tie(least->pos, least->ref, least->alt)))
                    least = &stream;
            if (least == nullptr)
                break;
            const std::int64_t pos = least->pos;
            const std::string ref = least->ref;
            const std::string alt = least->alt;
            std::ranges::fill(values, std::string_view{});
            for (Stream& stream : streams) {
                if (!stream.is_open || stream.contig != contig || stream.pos != pos ||
                    stream.ref != ref || stream.alt != alt)
                    continue;
                for (std::size_t column = 0; column < stream.columns.size(); ++column) {
                    const std::size_t place = stream.columns[column];
                    if (values[place].data() != nullptr)
                        continue;
                    texts[place].clear();
                    const auto found = stream.cursor.append_value(column, texts[place]);
                    if (found == ArchiveCursor::Value::missing)
                        texts[place] = ".";
                    if (found != ArchiveCursor::Value::absent)
                        values[place] = texts[place];
                }
                stream.step();
            }
            writer.add(contig, pos, pos, ref, alt, values);
        }
    }
    return writer.commit();
}

}  // namespace genostrat::annotate
