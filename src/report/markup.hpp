// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

/// Text made safe between tags and in quoted attributes; control characters are dropped, bytes
/// that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

/// `escaped`, with a capital first letter.
[[nodiscard]] std::string capitalised(std::string text);

/// The cells of a table's head, one a column: `<th scope="col">Gene</th>…`.
/// @param names  markup, separated by `|`
[[nodiscard]] std::string head_cells(std::string_view names);

/// A tier as a small coloured label with its sign: `<span class="pill high">▲▲ high</span>`.
[[nodiscard]] std::string pill(Level level, std::string_view words);

}  // namespace genostrat::report
