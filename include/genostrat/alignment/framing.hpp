// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace genostrat::alignment {

/// Where the records of inflated BAM bytes begin.
struct Framing {
    std::size_t end{};         ///< of the last whole record
    std::string_view fault{};  ///< of the record at `end`; empty if there is none or it goes on
};

/// Finds the records in `bytes` from `from` on, which must be a record's begin.
///
/// @param starts  the offset of each whole record in `bytes` is appended
Framing frame_records(
    std::string_view bytes,
    std::size_t from,
    std::int64_t n_contigs,
    std::vector<std::uint32_t>& starts);

}  // namespace genostrat::alignment
