// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/row_text.hpp>

namespace genostrat::normalize {

/// @throws Error{bad_data} at the row's place
[[noreturn]] inline void fail(const RowText& row, const std::string& what) {
    throw Error{
        ErrorKind::bad_data,
        what,
        {.contig = std::string{row.contig},
         .pos = parse_number<std::int64_t>(row.pos).value_or(0) - 1}};
}

}  // namespace genostrat::normalize
