// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace genostrat::hgvs {

/// What a faulty expression probably means: slips that people and word processors make are mended
/// one after another until it can be read. Empty if that does not help.
/// @param text     the expression as given
/// @param is_good  whether an expression can be read
[[nodiscard]] std::string
likely_expression(std::string_view text, const std::function<bool(std::string_view)>& is_good);

}  // namespace genostrat::hgvs
