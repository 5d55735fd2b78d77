// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::io {

/// One sequence of a FASTA file, as a line of a `.fai` file gives it (samtools faidx(5)).
struct FastaEntry {
    std::string name{};
    std::int64_t length{};      ///< bases
    std::int64_t offset{};      ///< of the first base in the inflated file
    std::int64_t line_bases{};  ///< bases in a full line
    std::int64_t line_bytes{};  ///< bytes in a full line, line end included

    /// Offset in the inflated file of a base. @pre 0 <= pos <= length and line_bases > 0
    [[nodiscard]] std::int64_t offset_of(std::int64_t pos) const noexcept {
        return offset + pos / line_bases * line_bytes + pos % line_bases;
    }

    /// True if both find the same bases under the same name.
    [[nodiscard]] bool same_place(const FastaEntry& other) const noexcept {
        return name == other.name && length == other.length && offset == other.offset &&
               (length <= std::min(line_bases, other.line_bases) ||
                (line_bases == other.line_bases && line_bytes == other.line_bytes));
    }

    friend bool operator==(const FastaEntry&, const FastaEntry&) = default;
};

/// Makes the index of a FASTA text that is handed over in pieces.
class FastaIndexer {
public:
    /// @param file  name for messages
    explicit FastaIndexer(std::string file) : file_{std::move(file)} {}

    /// @throws Error{bad_data} if this is no FASTA, lines of one sequence differ in length, or a
    ///         name is there twice
    void take(std::string_view piece);

    /// The index; call after the last piece. @throws Error{bad_data} as take
    [[nodiscard]] std::vector<FastaEntry> finish();

private:
    void end_of_line(std::int64_t n_bytes, bool has_newline);
    void begin_sequence();
    [[noreturn]] void fail(std::string_view what) const;

    std::string file_;
    std::vector<FastaEntry> entries_;
    std::string header_;          // of the line in work, if it is a header
    std::int64_t offset_{0};      // of the line in work
    std::int64_t line_bytes_{0};  // of the line in work, as far as seen
    std::int64_t line_{1};
    char first_{'\0'};  // of the line in work
    char last_{'\0'};
    bool short_line_seen_{false};
};

/// Reads a `.fai` file. @throws Error{missing_input}, Error{bad_data}
[[nodiscard]] std::vector<FastaEntry> read_fasta_index(const std::string& path);

}  // namespace genostrat::io
