// SPDX-License-Identifier: MIT
#pragma once

#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace genostrat {

/// Appends what fmt::format would return.
template <typename... Values>
void append_format(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

}  // namespace genostrat
