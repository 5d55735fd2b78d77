// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {

/// Reads what stands behind `p.`; `offset` is its place in the whole expression.
[[nodiscard]] ParsedExpression
read_protein(std::string_view text, std::size_t offset, std::string reference);

}  // namespace genostrat::hgvs
