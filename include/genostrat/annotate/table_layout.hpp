// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/io/tsv.hpp>

// Text tables of annotations: which of their columns say where a row belongs, and which values it
// has. CADD, REVEL, AlphaMissense, dbNSFP, BED, bedGraph and tables of genes differ only in this.
namespace genostrat::annotate {

/// What the user says of a table; what is empty is found by the usual names.
struct TableLayout {
    std::string contig{};  ///< name of a column, or its number from 1
    std::string begin{};   ///< also the position of an allele
    std::string end{};
    std::string ref{};
    std::string alt{};
    std::string gene{};
    bool is_zero_based{};  ///< begins count from 0 (as in BED)
    char separator{'\0'};  ///< `\0`: tab, or comma where the first line has no tab
};

/// Indices of a table's columns.
struct TablePlaces {
    std::optional<std::size_t> contig{};
    std::optional<std::size_t> begin{};
    std::optional<std::size_t> end{};
    std::optional<std::size_t> ref{};
    std::optional<std::size_t> alt{};
    std::optional<std::size_t> gene{};
    bool is_zero_based{};
};

/// The index of a column given by name or by number from 1.
/// @throws Error{missing_input} that names the nearest column
[[nodiscard]] std::size_t find_table_column(
    std::span<const std::string> columns, std::string_view wanted, const std::string& file);

/// Finds the columns that say where a row belongs.
///
/// @param columns  names in file order
/// @param keys     what rows are found by: alleles need contig, begin, ref and alt; intervals need
///                 contig and begin; genes need gene
/// @throws Error{missing_input} that says which column was not found and how to name it
[[nodiscard]] TablePlaces find_table_places(
    std::span<const std::string> columns,
    const TableLayout& layout,
    ArchiveKeys keys,
    const std::string& file);

/// How the lines of a table are read: its separator and where its header is.
/// @param path  read to its first row; `-` is not read: a tab, a header of either kind
[[nodiscard]] io::TsvOptions
table_options(const std::string& path, const TableLayout& layout, ArchiveKeys keys);

/// True for names that end in .bed, .bedgraph or .bg, packed or not.
[[nodiscard]] bool is_bed_name(std::string_view path) noexcept;

/// A table's value as an INFO value: empty, `NA`, `NaN` and `null` become `.`; `;`, `=`, blanks
/// and, where `is_list` is false, `,` are written as VCF 4.3, section 1.2, encodes them (`%3B`).
void append_info_value(std::string_view text, bool is_list, std::string& out);

}  // namespace genostrat::annotate
