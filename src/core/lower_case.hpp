// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace genostrat {

/// `text` with the letters A to Z made small; other bytes, UTF-8 too, stay. Independent of the
/// locale.
[[nodiscard]] inline std::string lower_case(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return out;
}

}  // namespace genostrat
