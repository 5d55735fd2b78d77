// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

namespace genostrat::normalize {

/// Letters compared without regard to case.
[[nodiscard]] inline bool equals_ignoring_case(std::string_view one, std::string_view other) {
    const auto upper = [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    };
    return std::ranges::equal(one, other, {}, upper, upper);
}

}  // namespace genostrat::normalize
