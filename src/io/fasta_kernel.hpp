// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace genostrat::io {

/// Copies bases, a-z as A-Z. @pre the two stretches are the same or do not overlap
void copy_upper_case(const char* from, std::size_t n_bases, char* to) noexcept;

}  // namespace genostrat::io
