// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace genostrat::io {

/// What is wrong with the inflated bytes of a BAI, CSI or TBI index: cut off, counts that the bytes
/// cannot hold, a bin twice (SAM specification, section 5.2; CSI and tabix specifications).
/// @return empty if it is sound; where the offsets lead is not looked at
[[nodiscard]] std::string_view index_fault(std::string_view bytes);

/// To be called before HTSlib reads an index: version 1.16 frees what it never had where one is
/// damaged.
/// @param path  packed or not; nothing is done where there is no such file
/// @throws Error{bad_data} naming the index and the fault
void check_index(const std::string& path);

/// Likewise for the index that HTSlib takes for `path`: `given`, or else PATH.csi or PATH.tbi.
void check_index_of(const std::string& path, const std::string& given = {});

}  // namespace genostrat::io
