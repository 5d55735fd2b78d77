// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"

#include <algorithm>

#include <genostrat/annotate/field_request.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::annotate {

FieldRequest FieldRequest::parse(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    FieldRequest request{.source = std::string{text.substr(0, colon)}};
    request.name =
        colon == std::string_view::npos ? request.source : std::string{text.substr(colon + 1)};
    if (request.source.empty() || !is_info_key(request.name))
        throw Error{
            ErrorKind::usage,
            "'" + std::string{text} + "' is no field: SRC[:DST] is expected, DST an INFO key",
            {},
            "an INFO key has letters, digits, _ and . and does not begin with a digit"};
    return request;
}

bool is_info_key(std::string_view name) noexcept {
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::ranges::all_of(name, [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '_' || letter == '.';
           });
}

std::optional<ColumnType> parse_column_type(std::string_view name) noexcept {
    for (const ColumnType type :
         {ColumnType::integer,
          ColumnType::floating,
          ColumnType::flag,
          ColumnType::character,
          ColumnType::string})
        if (to_string(type) == name)
            return type;
    return std::nullopt;
}

}  // namespace genostrat::annotate
