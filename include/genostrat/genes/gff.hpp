// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <genostrat/core/interval.hpp>

namespace genostrat::genes {

/// How column 9 is written: GFF3 `key=value;`, GTF `key "value";`.
enum class GffDialect : std::uint8_t { gff3, gtf };

/// One feature line of GFF3 or GTF. Views into the line.
struct GffRecord {
    std::string_view contig{};
    std::string_view source{};
    std::string_view type{};
    Interval span{};        ///< 0-based, half-open; begins below 0 where the line starts before 1
    char strand{'.'};       ///< `+`, `-`, `.` or `?`
    std::int8_t phase{-1};  ///< 0, 1, 2; -1 where the column is `.`
    std::string_view attributes{};
};

/// Reads one feature line (no comment, no directive).
///
/// @throws Error{bad_data} if there are not nine columns, a coordinate is no whole number, the
///         end lies before the start, or strand or phase is not one of the letters allowed; the
///         caller adds the place
[[nodiscard]] GffRecord parse_gff_line(std::string_view line);

/// The dialect that an attribute column is written in: GTF if the first key is followed by a blank
/// and a quoted or bare value, else GFF3.
[[nodiscard]] GffDialect guess_gff_dialect(std::string_view attributes) noexcept;

/// Calls `visit(key, value)` for each attribute, in order; GTF quotes are taken off, GFF3 percent
/// signs are not decoded (see decode_percent). Views into `attributes`.
template <typename Visit>
void for_each_gff_attribute(std::string_view attributes, GffDialect dialect, Visit visit);

/// The first value of a key; empty if it is not there. A view into `attributes`.
[[nodiscard]] std::string_view
gff_attribute(std::string_view attributes, GffDialect dialect, std::string_view key);

/// `text` with `%41`-like escapes decoded (GFF3 specification 1.26).
[[nodiscard]] std::string decode_percent(std::string_view text);

namespace detail {
/// Takes the next attribute off the front of `rest`; false at the end.
[[nodiscard]] bool next_gff_attribute(
    std::string_view& rest, GffDialect dialect, std::string_view& key, std::string_view& value);
}  // namespace detail

template <typename Visit>
void for_each_gff_attribute(std::string_view attributes, GffDialect dialect, Visit visit) {
    std::string_view key;
    std::string_view value;
    while (detail::next_gff_attribute(attributes, dialect, key, value))
        visit(key, value);
}

}  // namespace genostrat::genes
