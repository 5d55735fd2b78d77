// SPDX-License-Identifier: MIT
#include "annotate/row_stream.hpp"
#include "annotate/source_reader.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <memory>
#include <string>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/text.hpp>

#include <bigWig.h>

namespace genostrat::annotate {

namespace {

struct CloseBigWig {
    void operator()(bigWigFile_t* file) const noexcept { bwClose(file); }
};

struct DestroyIterator {
    void operator()(bwOverlapIterator_t* iterator) const noexcept { bwIteratorDestroy(iterator); }
};

constexpr std::uint32_t blocks_per_step = 16;

using BigWigFile = std::unique_ptr<bigWigFile_t, CloseBigWig>;

BigWigFile open_file(const std::string& path) {
    BigWigFile file{bwOpen(path.c_str(), nullptr, "r")};
    if (!file || file->cl == nullptr)
        throw Error{
            ErrorKind::bad_data,
            "cannot be read as a bigWig",
            {.file = path},
            "check the file, or fetch it again"};
    return file;
}

/// For each field, whether it is the flag of presence and not the value.
std::vector<char> read_fields(const std::string& path, std::span<const std::string> fields) {
    std::vector<char> is_flag;
    for (const std::string& field : fields) {
        if (field != "value" && field != "4" && field != presence_field)
            throw Error{
                ErrorKind::missing_input,
                "a bigWig has no field '" + field + "'",
                {.file = path},
                "its one field is called value"};
        is_flag.push_back(field == presence_field ? 1 : 0);
    }
    return is_flag;
}

class BigWigStream final : public RowStream {
public:
    BigWigStream(const std::string& path, std::span<const std::string> fields)
        : path_{path}, is_flag_{read_fields(path, fields)}, file_{open_file(path)} {}

    [[nodiscard]] bool next(TableRow& row) override {
        while (!step_ || at_ >= step_->intervals->l)
            if (!advance())
                return false;
        const bwOverlappingIntervals_t& intervals = *step_->intervals;
        row.contig = file_->cl->chrom[contig_ - 1];
        row.where = {intervals.start[at_], intervals.end[at_]};
        text_.clear();
        append_number(text_, intervals.value[at_]);
        row.values.clear();
        for (const char is_flag : is_flag_)
            row.values.push_back(is_flag != 0 ? std::string_view{"1"} : std::string_view{text_});
        ++at_;
        return true;
    }

    [[nodiscard]] Where where() const override { return {.file = path_}; }

private:
    /// The next intervals of the contig, or the first ones of the next contig.
    bool advance() {
        at_ = 0;
        if (step_) {
            // The iterator frees itself on an error.
            bwOverlapIterator_t* const next = bwIteratorNext(step_.release());
            step_.reset(next);
            if (next == nullptr)
                fail("is damaged");
            if (next->data != nullptr)
                return true;
            step_.reset();
        }
        while (contig_ < file_->cl->nKeys) {
            const auto index = static_cast<std::size_t>(contig_++);
            step_.reset(bwOverlappingIntervalsIterator(
                file_.get(), file_->cl->chrom[index], 0, file_->cl->len[index], blocks_per_step));
            if (step_ && step_->data != nullptr)
                return true;
            step_.reset();  // no values on this contig
        }
        return false;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error{
            ErrorKind::bad_data, what, {.file = path_}, "check the file, or fetch it again"};
    }

    std::string path_;
    std::vector<char> is_flag_;
    BigWigFile file_;
    std::unique_ptr<bwOverlapIterator_t, DestroyIterator> step_{};
    std::int64_t contig_{};
    std::uint32_t at_{};
    std::string text_{};
};

class BigWigReader final : public SourceReader {
public:
    BigWigReader(const std::string& path, const std::vector<char>& is_flag)
        : file_{open_file(path)}, is_flag_{&is_flag} {
        for (std::int64_t contig = 0; contig < file_->cl->nKeys; ++contig)
            contigs_.add(file_->cl->chrom[contig], file_->cl->len[contig]);
    }

    std::span<const SourceRow> find(std::string_view contig, Interval where) override {
        rows_.clear();
        const ContigId own = contigs_.find_alias(contig);
        where = where.intersection({0, own == unknown_contig ? 0 : contigs_.length(own)});
        if (where.empty())
            return {};
        const std::string name{contigs_.name(own)};
        const Found found{bwGetOverlappingIntervals(
            file_.get(),
            name.c_str(),
            static_cast<std::uint32_t>(where.begin),
            static_cast<std::uint32_t>(where.end))};
        const std::size_t n = found ? found->l : 0;
        texts_.resize(std::max(texts_.size(), n));
        for (std::size_t interval = 0; interval < n; ++interval) {
            texts_[interval].clear();
            append_number(texts_[interval], found->value[interval]);
            SourceRow& row = rows_.emplace_back();
            row.contig = contigs_.name(own);
            row.where = {found->start[interval], found->end[interval]};
            row.structure.where = row.where;
            for (const char is_flag : *is_flag_)
                row.values.push_back(is_flag != 0 ? "1" : std::string_view{texts_[interval]});
        }
        return rows_;
    }

private:
    struct Destroy {
        void operator()(bwOverlappingIntervals_t* intervals) const noexcept {
            bwDestroyOverlappingIntervals(intervals);
        }
    };

    using Found = std::unique_ptr<bwOverlappingIntervals_t, Destroy>;

    BigWigFile file_;
    const std::vector<char>* is_flag_;
    Contigs contigs_{};
    std::vector<SourceRow> rows_{};
    std::deque<std::string> texts_{};  // a growing deque leaves its strings where they are
};

class BigWigSource final : public AnnotationSource {
public:
    BigWigSource(const std::string& path, std::span<const std::string> fields)
        : path_{path}, is_flag_{read_fields(path, fields)} {
        for (const char is_flag : is_flag_)
            columns_.push_back(
                is_flag != 0 ? SourceColumn{{ColumnType::flag, "0"}, "Row of the source"}
                             : SourceColumn{{ColumnType::floating, "1"}, "Value of the source"});
    }

    [[nodiscard]] const std::vector<SourceColumn>& columns() const noexcept override {
        return columns_;
    }

    [[nodiscard]] bool has_alleles() const noexcept override { return false; }

    [[nodiscard]] std::unique_ptr<SourceReader> open() const override {
        return std::make_unique<BigWigReader>(path_, is_flag_);
    }

private:
    std::string path_;
    std::vector<char> is_flag_;
    std::vector<SourceColumn> columns_{};
};

}  // namespace

std::shared_ptr<const AnnotationSource>
open_bigwig_source(const std::string& path, std::span<const std::string> fields) {
    return std::make_shared<BigWigSource>(path, fields);
}

bool is_bigwig(const std::string& path) {
    if (path == "-")
        return false;
    std::ifstream file{path, std::ios::binary};
    std::array<char, 4> magic{};
    file.read(magic.data(), magic.size());
    const std::string_view bytes{magic.data(), magic.size()};
    return file.gcount() == 4 && (bytes == "\x26\xFC\x8F\x88" || bytes == "\x88\x8F\xFC\x26");
}

std::unique_ptr<RowStream>
open_bigwig(const std::string& path, std::span<const std::string> fields) {
    return std::make_unique<BigWigStream>(path, fields);
}

}  // namespace genostrat::annotate
