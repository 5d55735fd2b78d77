// SPDX-License-Identifier: MIT
#include "annotate/hts_file.hpp"
#include "annotate/line_format.hpp"
#include "annotate/source_reader.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::annotate {

namespace {

/// Lines of one contig in the order of their begin, with the running maximum of their ends.
class LineTable {
public:
    void clear() {
        lines_.clear();
        text_.clear();
        is_sorted_ = true;
    }

    void add(Interval where, std::string_view line) {
        is_sorted_ = is_sorted_ && (lines_.empty() || lines_.back().where.begin <= where.begin);
        lines_.push_back({where, 0, text_.size(), line.size()});
        text_ += line;
    }

    /// To be called after the last `add`.
    void finish() {
        if (!is_sorted_)
            std::stable_sort(lines_.begin(), lines_.end(), [](const Line& one, const Line& other) {
                return one.where.begin < other.where.begin;
            });
        std::int64_t reach = 0;
        for (Line& line : lines_)
            reach = line.reach = std::max(reach, line.where.end);
    }

    template <typename Visit>
    void for_each(Interval where, Visit visit) const {
        auto line = std::partition_point(lines_.begin(), lines_.end(), [&](const Line& one) {
            return one.reach <= where.begin;
        });
        for (; line != lines_.end() && line->where.begin < where.end; ++line)
            if (line->where.overlaps(where))
                visit(std::string_view{text_}.substr(line->text, line->length));
    }

private:
    struct Line {
        Interval where{};
        std::int64_t reach{};
        std::size_t text{};
        std::size_t length{};
    };

    std::vector<Line> lines_{};
    std::string text_{};
    bool is_sorted_{true};
};

/// Keeps the rows of the last look-up.
class FoundRows {
public:
    void clear() { n_ = 0; }

    SourceRow& add() {
        if (n_ == rows_.size())
            rows_.emplace_back();
        return rows_[n_++];
    }

    [[nodiscard]] std::span<const SourceRow> rows() const { return {rows_.data(), n_}; }

private:
    std::vector<SourceRow> rows_{};
    std::size_t n_{};
};

/// Reads stretches through an index.
class IndexedReader final : public SourceReader {
public:
    IndexedReader(const std::string& path, const LineFormat& format)
        : file_{path}, format_{&format} {
        file_.load_index();
    }

    void prepare(std::string_view contig, Interval span) override {
        contig_ = contig;
        span_ = span;
        lines_.clear();
        file_.for_each(contig, span, [this](std::string_view line) {
            if (format_->is_skipped(line))
                return;
            std::string_view own;
            lines_.add(format_->place(line, own), line);
        });
        lines_.finish();
    }

    std::span<const SourceRow> find(std::string_view contig, Interval where) override {
        if (contig != contig_ || where.begin < span_.begin || where.end > span_.end)
            prepare(contig, where);
        found_.clear();
        lines_.for_each(
            where, [this](std::string_view line) { format_->read(line, found_.add()); });
        return found_.rows();
    }

private:
    HtsFile file_;
    const LineFormat* format_;
    std::string contig_{};
    Interval span_{};
    LineTable lines_{};
    FoundRows found_{};
};

/// Lines of a whole file, by contig.
struct WholeFile {
    void add(std::string_view line, const LineFormat& format) {
        if (format.is_skipped(line))
            return;
        std::string_view contig;
        const Interval where = format.place(line, contig);
        ContigId id = contigs.find_alias(contig);
        if (id == unknown_contig) {
            id = contigs.add(contig);
            tables.emplace_back();
        }
        tables[static_cast<std::size_t>(id)].add(where, line);
    }

    Contigs contigs{};
    std::vector<LineTable> tables{};
};

class WholeFileReader final : public SourceReader {
public:
    WholeFileReader(const WholeFile& file, const LineFormat& format)
        : file_{&file}, format_{&format} {}

    std::span<const SourceRow> find(std::string_view contig, Interval where) override {
        found_.clear();
        const ContigId id = file_->contigs.find_alias(contig);
        if (id != unknown_contig)
            file_->tables[static_cast<std::size_t>(id)].for_each(
                where, [this](std::string_view line) { format_->read(line, found_.add()); });
        return found_.rows();
    }

private:
    const WholeFile* file_;
    const LineFormat* format_;
    FoundRows found_{};
};

class TextSource final : public AnnotationSource {
public:
    TextSource(
        const std::string& path, const TableLayout& layout, std::span<const std::string> fields)
        : path_{path}, format_{path, layout, fields} {
        HtsFile file{path};
        is_indexed_ = file.load_index();
        if (is_indexed_)
            return;
        log_info(path + " has no index and is read whole; bgzip and tabix it, or build an archive");
        const auto add = [this](std::string_view line) { whole_.add(line, format_); };
        if (file.is_bcf()) {
            file.for_each_record(add);
        } else {
            io::LineReader lines{path};
            std::string_view line;
            while (lines.next(line))
                add(line);
        }
        for (LineTable& table : whole_.tables)
            table.finish();
    }

    [[nodiscard]] const std::vector<SourceColumn>& columns() const noexcept override {
        return format_.columns();
    }

    [[nodiscard]] bool has_alleles() const noexcept override { return format_.has_alleles(); }

    [[nodiscard]] std::unique_ptr<SourceReader> open() const override {
        if (is_indexed_)
            return std::make_unique<IndexedReader>(path_, format_);
        return std::make_unique<WholeFileReader>(whole_, format_);
    }

    /// A seek costs about as much as reading the rows of some thousand bases.
    [[nodiscard]] std::int64_t reach() const noexcept override { return is_indexed_ ? 4'000 : 0; }

private:
    std::string path_;
    LineFormat format_;
    bool is_indexed_{};
    WholeFile whole_{};
};

}  // namespace

std::shared_ptr<const AnnotationSource> open_text_source(
    const std::string& path, const TableLayout& layout, std::span<const std::string> fields) {
    return std::make_shared<TextSource>(path, layout, fields);
}

}  // namespace genostrat::annotate
