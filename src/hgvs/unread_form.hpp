// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {

/// Forms that the nomenclature (version 21) has and this reader has not: several changes in one
/// expression, uncertain breakpoints, mosaics, alternatives, insertions of bases that are not
/// told, ends of chromosomes, RNA, circular genomes.
/// @param change  what stands behind the reference, the type included (`c.76A>C`)
/// @param offset  its place in the whole expression
[[nodiscard]] std::optional<ExpressionFault>
find_unread_form(std::string_view change, std::size_t offset);

}  // namespace genostrat::hgvs
