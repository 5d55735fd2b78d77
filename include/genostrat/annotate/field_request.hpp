// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <genostrat/variant/schema.hpp>

namespace genostrat::annotate {

/// A field that an archive is to hold: `SRC[:DST]`.
struct FieldRequest {
    std::string source{};                 ///< INFO key, `ID`, `QUAL`, `FILTER`; or a table's column
    std::string name{};                   ///< INFO key of annotated rows
    std::optional<ColumnType> type{};     ///< nothing: as the source says or shows
    std::optional<std::string> number{};  ///< nothing: as the source says or shows
    std::optional<std::string> description{};
    std::optional<std::string> absent{};
    std::optional<std::string> missing{};
    int significant_digits{};

    /// @throws Error{usage} for an empty name or one that is no INFO key
    [[nodiscard]] static FieldRequest parse(std::string_view text);
};

/// True if rows can have an INFO key of this name (VCF 4.3, section 1.6.1).
[[nodiscard]] bool is_info_key(std::string_view name) noexcept;

/// `Integer`, `Float`, `Flag`, `Character`, `String`; nothing for other words.
[[nodiscard]] std::optional<ColumnType> parse_column_type(std::string_view name) noexcept;

}  // namespace genostrat::annotate
