// SPDX-License-Identifier: MIT
#include "io/fasta_index.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <unordered_set>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {

void FastaIndexer::fail(std::string_view what) const {
    throw Error{
        ErrorKind::bad_data, std::string{what}, {.file = file_, .line = line_}, "check the file"};
}

void FastaIndexer::take(std::string_view piece) {
    while (!piece.empty()) {
        const std::size_t at = piece.find('\n');
        const std::string_view part = piece.substr(0, at);
        if (!part.empty()) {
            if (line_bytes_ == 0)
                first_ = part.front();
            if (first_ == '>')
                header_ += part;
            last_ = part.back();
            line_bytes_ += static_cast<std::int64_t>(part.size());
        }
        if (at == std::string_view::npos)
            return;
        end_of_line(line_bytes_, true);
        piece.remove_prefix(at + 1);
    }
}

void FastaIndexer::begin_sequence() {
    const std::size_t name_end = header_.find_first_of(" \t\r", 1);
    std::string name = header_.substr(1, name_end == std::string::npos ? name_end : name_end - 1);
    if (name.empty())
        fail("this sequence has no name");
    entries_.push_back({.name = std::move(name)});
    header_.clear();
    short_line_seen_ = false;
}

void FastaIndexer::end_of_line(std::int64_t n_bytes, bool has_newline) {
    const bool has_return = n_bytes > 0 && last_ == '\r';
    const std::int64_t n_bases = n_bytes - (has_return ? 1 : 0);
    const std::int64_t all_bytes = n_bytes + (has_newline ? 1 : 0);
    if (n_bytes > 0 && first_ == '>') {
        begin_sequence();
        entries_.back().offset = offset_ + all_bytes;
    } else if (entries_.empty()) {
        if (n_bases != 0)
            fail(
                first_ == '@' ? "looks like FASTQ; a FASTA file begins with '>'"
                              : fmt::format("is no FASTA: begins with '{}', not with '>'", first_));
    } else {
        FastaEntry& entry = entries_.back();
        if (entry.line_bases == 0 && entry.length == 0 && n_bases != 0) {
            entry.line_bases = n_bases;
            entry.line_bytes = n_bytes + 1;  // a last line without end, too, as samtools has it
        } else if (n_bases != 0) {
            const bool same_ends =
                !has_newline || n_bases + entry.line_bytes == all_bytes + entry.line_bases;
            if (short_line_seen_ || n_bases > entry.line_bases || !same_ends)
                fail(fmt::format(
                    "lines of sequence '{}' differ in length: {} bases here, {} in its first line",
                    entry.name,
                    n_bases,
                    entry.line_bases));
        }
        // Lines without a base may only follow the last line of a sequence.
        short_line_seen_ = short_line_seen_ || n_bases < entry.line_bases || n_bases == 0;
        entry.length += n_bases;
    }
    offset_ += all_bytes;
    line_bytes_ = 0;
    ++line_;
}

std::vector<FastaEntry> FastaIndexer::finish() {
    if (line_bytes_ != 0)
        end_of_line(line_bytes_, false);
    if (entries_.empty())
        fail("holds no sequence: no line begins with '>'");
    std::unordered_set<std::string_view> names;
    for (const FastaEntry& entry : entries_) {
        if (!names.insert(entry.name).second)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("sequence '{}' is there twice", entry.name),
                {.file = file_},
                "names must differ"};
    }
    return std::move(entries_);
}

std::vector<FastaEntry> read_fasta_index(const std::string& path) {
    LineReader reader{path};
    std::vector<FastaEntry> entries;
    std::string_view line;
    while (reader.next(line)) {
        if (line.empty())
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        std::array<std::int64_t, 4> numbers{};
        bool is_good = columns.size() >= 5 && !columns[0].empty();
        for (std::size_t column = 0; is_good && column < numbers.size(); ++column) {
            const auto number = parse_number<std::int64_t>(columns[column + 1]);
            is_good = number && *number >= 0;
            numbers[column] = number.value_or(0);
        }
        FastaEntry entry{std::string{columns[0]}, numbers[0], numbers[1], numbers[2], numbers[3]};
        // An end beyond all files, and sums that overflow, are refused here.
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1024;
        is_good = is_good && entry.length < most && entry.offset < most &&
                  entry.line_bytes >= entry.line_bases && entry.line_bytes < most &&
                  entry.line_bytes <= 2 * entry.line_bases + 2 &&
                  (entry.length == 0 || entry.line_bases > 0);
        if (!is_good)
            throw Error{
                ErrorKind::bad_data,
                "is no line of a FASTA index (name, length, offset, bases and bytes of a line)",
                reader.where(),
                "make the index again: samtools faidx"};
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace genostrat::io
