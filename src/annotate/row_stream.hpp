// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::annotate {

/// One row of a table, BED or bigWig; views are valid until the next row is read.
struct TableRow {
    std::string_view contig{};
    Interval where{};  ///< of an allele: position and no length
    std::string_view ref{};
    std::string_view alt{};  ///< as written; may be a list with commas
    std::string_view gene{};
    std::vector<std::string_view> values{};  ///< one a field, as written
};

/// Rows of an annotation file that is no VCF, one after the other.
class RowStream {
public:
    RowStream() = default;
    RowStream(const RowStream&) = delete;
    RowStream& operator=(const RowStream&) = delete;
    virtual ~RowStream() = default;

    /// False at the end. @throws Error{bad_data} with file and line
    [[nodiscard]] virtual bool next(TableRow& row) = 0;

    /// File and line of the last row.
    [[nodiscard]] virtual Where where() const = 0;

    /// Rows passed over because they have no position (REVEL's `.` on GRCh38).
    [[nodiscard]] std::int64_t n_without_place() const noexcept { return n_without_place_; }

protected:
    std::int64_t n_without_place_{};
};

/// The field that is there whenever a row is: for flags.
inline constexpr std::string_view presence_field = "FLAG";

/// Opens a table, a BED or bedGraph (by its name) or a bigWig (by its first bytes).
///
/// @param fields  columns by name or number from 1, or `FLAG`; a bigWig has the one field `value`
/// @throws Error{missing_input} for a column that is not there; as io::LineReader
[[nodiscard]] std::unique_ptr<RowStream> open_rows(
    const std::string& path,
    const TableLayout& layout,
    ArchiveKeys keys,
    std::span<const std::string> fields);

/// Index of a value column of a BED: by number from 4 on, or name, value, score, strand.
/// @throws Error{missing_input}
[[nodiscard]] std::size_t bed_column(std::string_view field, const std::string& path);

/// True if the file begins as a bigWig does, in either byte order.
[[nodiscard]] bool is_bigwig(const std::string& path);

/// @throws Error{bad_data} if the file cannot be read as a bigWig
[[nodiscard]] std::unique_ptr<RowStream>
open_bigwig(const std::string& path, std::span<const std::string> fields);

}  // namespace genostrat::annotate
