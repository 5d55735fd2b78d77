// SPDX-License-Identifier: MIT
#pragma once

#include "annotate/source_reader.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat::annotate {

/// How the lines of a source are read: a VCF (a BCF's rows are printed as such), a BED or a table.
class LineFormat {
public:
    /// Reads the file's header. @throws as open_source
    LineFormat(
        const std::string& path, const TableLayout& layout, std::span<const std::string> fields);

    /// Contig and stretch of a line. @throws Error{bad_data} naming the line
    [[nodiscard]] Interval place(std::string_view line, std::string_view& contig) const;

    /// Everything of a line; views into it.
    void read(std::string_view line, SourceRow& row) const;

    [[nodiscard]] const std::vector<SourceColumn>& columns() const noexcept { return columns_; }

    [[nodiscard]] bool has_alleles() const noexcept { return is_vcf_ || places_.ref.has_value(); }

    /// True for a line that is no row: comments, a header, track lines of BED.
    [[nodiscard]] bool is_skipped(std::string_view line) const noexcept;

private:
    enum class From : std::uint8_t { info, flag, id, qual, filter, column, presence };

    struct Field {
        From from{From::column};
        std::string key{};  ///< of INFO
        std::size_t column{};
    };

    void read_vcf_header(std::span<const std::string> fields);
    void read_table_header(const TableLayout& layout, std::span<const std::string> fields);
    void set_bed(std::span<const std::string> fields);
    void split_line(std::string_view line, std::vector<std::string_view>& columns) const;
    void read_vcf(std::string_view line, SourceRow& row) const;
    [[noreturn]] void fail(std::string_view line, const std::string& what) const;

    std::string path_;
    bool is_vcf_{};
    bool is_bed_{};
    char separator_{'\t'};
    std::string header_line_{};  ///< of a table, to be passed over
    TablePlaces places_{};
    std::size_t n_columns_{};  ///< that a line must have
    std::vector<Field> fields_{};
    std::vector<SourceColumn> columns_{};
};

}  // namespace genostrat::annotate
