// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace genostrat {

/// Version of genostrat, `MAJOR.MINOR.PATCH`.
[[nodiscard]] std::string_view version() noexcept;

/// One line: genostrat's version and those of HTSlib and libdeflate it runs with.
[[nodiscard]] std::string version_line();

}  // namespace genostrat
