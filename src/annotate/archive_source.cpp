// SPDX-License-Identifier: MIT
#include "annotate/row_structure.hpp"
#include "annotate/source_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/annotate/interval_cursor.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::annotate {

namespace {

/// Archive columns that a source gives.
struct ArchiveFields {
    std::vector<std::size_t> columns{};
    std::optional<std::size_t> structure{};
};

class ArchiveReader final : public SourceReader {
public:
    ArchiveReader(const Archive& archive, const ArchiveFields& fields)
        : archive_{&archive}, cursor_{archive}, fields_{&fields} {}

    std::span<const SourceRow> find(std::string_view contig, Interval where) override {
        const ContigId own = archive_->find_contig(contig);
        n_ = 0;
        for (bool more = cursor_.find(own, where); more; more = cursor_.next())
            add_row(archive_->info().contigs[static_cast<std::size_t>(own)]);
        // Views are made last: the texts move while they grow.
        for (std::size_t row = 0; row < n_; ++row)
            set_views(rows_[row], texts_[row]);
        return {rows_.data(), n_};
    }

private:
    struct Texts {
        std::string all{};
        std::vector<std::pair<std::size_t, std::size_t>> places{};  // begin, length; npos: absent
        std::string structure{};
    };

    void add_row(std::string_view contig) {
        if (n_ == rows_.size()) {
            rows_.emplace_back();
            texts_.emplace_back();
        }
        SourceRow& row = rows_[n_];
        Texts& texts = texts_[n_++];
        row.contig = contig;
        row.where = cursor_.where();
        texts.all.clear();
        texts.places.clear();
        for (const std::size_t column : fields_->columns) {
            const std::size_t begin = texts.all.size();
            switch (cursor_.append_value(column, texts.all)) {
            case ArchiveCursor::Value::absent:
                texts.places.emplace_back(std::string::npos, 0);
                continue;
            case ArchiveCursor::Value::missing:
                texts.all += '.';
                break;
            case ArchiveCursor::Value::present:
                break;
            }
            texts.places.emplace_back(begin, texts.all.size() - begin);
        }
        texts.structure.clear();
        if (fields_->structure)
            cursor_.append_value(*fields_->structure, texts.structure);
    }

    static void set_views(SourceRow& row, const Texts& texts) {
        row.values.clear();
        for (const auto& [begin, length] : texts.places)
            row.values.push_back(
                begin == std::string::npos ? std::string_view{}
                                           : std::string_view{texts.all}.substr(begin, length));
        row.structure = parse_structural_text(texts.structure, row.where);
    }

    const Archive* archive_;
    IntervalCursor cursor_;
    const ArchiveFields* fields_;
    std::vector<SourceRow> rows_{};
    std::vector<Texts> texts_{};
    std::size_t n_{};
};

class ArchiveSource final : public AnnotationSource {
public:
    ArchiveSource(const std::string& path, std::span<const std::string> fields) : archive_{path} {
        const ArchiveInfo& info = archive_.info();
        if (info.keys != ArchiveKeys::intervals)
            throw Error{
                ErrorKind::usage,
                "is an archive of " + std::string{to_string(info.keys)} + ", not of intervals",
                {.file = path},
                "build one with 'archive build --keys intervals'"};
        std::vector<std::string> names;
        for (const ArchiveColumn& column : info.columns)
            names.push_back(column.name);
        for (const std::string& field : fields) {
            const std::size_t column = find_table_column(names, field, path);
            fields_.columns.push_back(column);
            columns_.push_back(
                {{info.columns[column].type, info.columns[column].number},
                 info.columns[column].description});
        }
        const auto structure = std::ranges::find(names, structural_column);
        if (structure != names.end())
            fields_.structure = static_cast<std::size_t>(structure - names.begin());
    }

    [[nodiscard]] const std::vector<SourceColumn>& columns() const noexcept override {
        return columns_;
    }

    [[nodiscard]] bool has_alleles() const noexcept override { return false; }

    [[nodiscard]] std::unique_ptr<SourceReader> open() const override {
        return std::make_unique<ArchiveReader>(archive_, fields_);
    }

private:
    Archive archive_;
    ArchiveFields fields_{};
    std::vector<SourceColumn> columns_{};
};

}  // namespace

void SourceReader::prepare(std::string_view /*contig*/, Interval /*span*/) {
}

std::shared_ptr<const AnnotationSource>
open_archive_source(const std::string& path, std::span<const std::string> fields) {
    return std::make_shared<ArchiveSource>(path, fields);
}

std::shared_ptr<const AnnotationSource> open_source(
    const std::string& path, const TableLayout& layout, std::span<const std::string> fields) {
    switch (source_kind(path)) {
    case SourceKind::archive:
        return open_archive_source(path, fields);
    case SourceKind::bigwig:
        return open_bigwig_source(path, fields);
    default:
        return open_text_source(path, layout, fields);
    }
}

}  // namespace genostrat::annotate
