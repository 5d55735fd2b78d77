// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/risk/design.hpp>

namespace genostrat::risk {

/// The terms of a formula: each a set of variables whose product it is, in order of appearance.
struct Formula {
    std::vector<DesignVariable> variables{};
    std::vector<std::set<std::size_t>> terms{};
};

/// @throws Error{bad_data}
[[nodiscard]] Formula parse_formula(std::string_view text, const std::string& file);

/// Takes a quoted or bare level from the front of `text`, and blanks around it.
/// @return false if a quotation mark is not closed
[[nodiscard]] bool take_level(std::string_view& text, std::string& level);

}  // namespace genostrat::risk
