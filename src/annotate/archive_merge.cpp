// SPDX-License-Identifier: MIT
#include <algorithm>
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

/// One archive on its way through the entries of a contig.
struct Stream {
    explicit Stream(const Archive& from) : archive{&from}, cursor{from} {}

    /// Goes to the first entry of a contig under any of its names.
    void start(std::string_view contig) {
        const ContigId own = archive->find_contig(contig);
        is_open = own != unknown_contig && cursor.first_of(own);
        contig_id = own;
        read();
    }

    void read() {
        if (!is_open)
            return;
        pos = cursor.pos();
        if (archive->info().keys == ArchiveKeys::intervals)
            end = cursor.end();
        else
            cursor.alleles(ref, alt);
    }

    void step() {
        is_open = cursor.next() && cursor.contig() == contig_id;
        read();
    }

    [[nodiscard]] auto key() const { return std::tie(pos, end, ref, alt); }

    const Archive* archive;
    ArchiveCursor cursor;
    bool is_open{};
    ContigId contig_id{unknown_contig};
    std::int64_t pos{};
    std::int64_t end{};
    std::string ref{};
    std::string alt{};
    std::vector<std::size_t> columns{};  // of the joined archive
};

/// The values of one entry of the joined archive.
class JoinedValues {
public:
    explicit JoinedValues(std::size_t n_columns) : texts_(n_columns), values_(n_columns) {}

    void clear() { std::ranges::fill(values_, std::string_view{}); }

    /// Takes what no archive before had.
    void add(Stream& stream) {
        for (std::size_t column = 0; column < stream.columns.size(); ++column) {
            const std::size_t place = stream.columns[column];
            if (values_[place].data() != nullptr)
                continue;
            texts_[place].clear();
            const auto found = stream.cursor.append_value(column, texts_[place]);
            if (found == ArchiveCursor::Value::missing)
                texts_[place].assign(1, '.');
            if (found != ArchiveCursor::Value::absent)
                values_[place] = texts_[place];
        }
    }

    [[nodiscard]] std::span<const std::string_view> values() const noexcept { return values_; }

private:
    std::vector<std::string> texts_;
    std::vector<std::string_view> values_;
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
        else
            found->max_relative_error =
                std::max(found->max_relative_error, column.max_relative_error);
    }
}

/// Appends a text that is not yet part of the list.
void add_once(std::string& list, const std::string& text) {
    const auto known = split(list, ',');
    if (list.empty())
        list = text;
    else if (!text.empty() && std::ranges::find(known, text) == known.end())
        list += ',' + text;
}

ArchiveInfo joined_info(std::span<const Archive> archives, std::vector<Stream>& streams) {
    ArchiveInfo joined{.keys = archives.front().info().keys, .is_left_aligned = true};
    for (const Archive& archive : archives) {
        const ArchiveInfo& info = archive.info();
        if (info.keys != joined.keys)
            throw Error{
                ErrorKind::usage,
                archive.path() + " is an archive of " + std::string{to_string(info.keys)} +
                    ", the first one of " + std::string{to_string(joined.keys)},
                {},
                "annotate with each of them: --archive may be given several times"};
        add_columns(info, joined, streams.emplace_back(archive).columns);
        add_once(joined.source, info.source);
        add_once(joined.source_version, info.source_version);
        add_once(joined.build, info.build);
        joined.is_left_aligned = joined.is_left_aligned && info.is_left_aligned;
    }
    return joined;
}

/// Contigs of all archives, each once, under the name of its first mention.
Contigs joined_contigs(std::span<const Archive> archives) {
    Contigs contigs;
    for (const Archive& archive : archives)
        for (const std::string& contig : archive.info().contigs)
            if (contigs.find_alias(contig) == unknown_contig)
                contigs.add(contig);
    return contigs;
}

/// Genes stand in the order of their source, not of their names: all are read before any is
/// written.
void merge_genes(std::vector<Stream>& streams, JoinedValues& joined, ArchiveWriter& writer) {
    struct Gene {
        std::string name{};
        std::vector<std::optional<std::string>> values{};
    };

    const std::size_t n_columns = joined.values().size();
    std::vector<Gene> genes;
    TextMap<std::size_t> places;
    for (Stream& stream : streams) {
        for (stream.start("genes"); stream.is_open; stream.step()) {
            const auto [place, is_new] = places.try_emplace(stream.ref, genes.size());
            if (is_new)
                genes.push_back({stream.ref, std::vector<std::optional<std::string>>(n_columns)});
            joined.clear();
            joined.add(stream);
            Gene& gene = genes[place->second];
            for (std::size_t column = 0; column < n_columns; ++column)
                if (!gene.values[column] && joined.values()[column].data() != nullptr)
                    gene.values[column] = joined.values()[column];
        }
    }
    std::vector<std::string_view> values(n_columns);
    for (const Gene& gene : genes) {
        std::ranges::transform(gene.values, values.begin(), [](const auto& value) {
            return value ? std::string_view{*value} : std::string_view{};
        });
        writer.add_gene(gene.name, values);
    }
}

void merge_contig(
    std::string_view contig,
    std::vector<Stream>& streams,
    JoinedValues& joined,
    ArchiveWriter& writer) {
    for (Stream& stream : streams)
        stream.start(contig);
    for (;;) {
        Stream* least = nullptr;
        for (Stream& stream : streams)
            if (stream.is_open && (least == nullptr || stream.key() < least->key()))
                least = &stream;
        if (least == nullptr)
            return;
        joined.clear();
        joined.add(*least);
        const Interval where{least->pos, least->end};
        if (least->archive->info().keys == ArchiveKeys::intervals) {
            writer.add_interval(contig, where.begin, where, joined.values());
            least->step();
            continue;
        }
        for (Stream& stream : streams)
            if (&stream != least && stream.is_open && stream.key() == least->key()) {
                joined.add(stream);
                stream.step();
            }
        writer.add(contig, where.begin, where.begin, least->ref, least->alt, joined.values());
        least->step();
    }
}

}  // namespace

ArchiveInfo merge_archives(std::span<const Archive> archives, const std::string& path) {
    std::vector<Stream> streams;
    streams.reserve(archives.size());
    const ArchiveInfo info = joined_info(archives, streams);
    ArchiveWriter writer{path, info};
    JoinedValues joined{info.columns.size()};
    if (info.keys == ArchiveKeys::genes)
        merge_genes(streams, joined, writer);
    else
        for (const std::string& contig : joined_contigs(archives).names())
            merge_contig(contig, streams, joined, writer);
    return writer.commit();
}

}  // namespace genostrat::annotate
