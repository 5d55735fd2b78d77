// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/variant/schema.hpp>

namespace genostrat::detail {

/// A structured meta line `##kind=<key=value,…>`. Values are without quotes and backslashes.
struct MetaLine {
    std::string_view kind{};  ///< view into the line
    std::vector<std::pair<std::string, std::string>> fields{};

    /// The value of a key; empty if there is none.
    [[nodiscard]] std::string_view field(std::string_view key) const noexcept;
};

/// Nothing for a line of another form (`##key=value`, or a structured one that is not closed).
/// @param line  without line end
[[nodiscard]] std::optional<MetaLine> parse_meta_line(std::string_view line);

[[nodiscard]] ColumnType parse_column_type(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(ColumnType type) noexcept;

/// `##INFO=<ID=…,Number=…,Type=…,Description="…">`. @param kind  INFO or FORMAT
[[nodiscard]] std::string column_line(std::string_view kind, const Column& column);

}  // namespace genostrat::detail
