// SPDX-License-Identifier: MIT
// Compiled data, so that 25 MB of JSON are parsed once.
#pragma once

#include <filesystem>
#include <string>

#include <genostrat/pgx/bundle.hpp>

namespace genostrat::pgx {

/// Fills the bundle from compiled files of this digest, leaving out one gene if named.
/// @return false if they are not there or cannot be used
[[nodiscard]] bool read_compiled(
    const std::filesystem::path& folder,
    const std::string& digest,
    std::string_view left_out,
    Bundle& bundle);

/// Writes compiled files; guidelines of each source in a file of their own, as their licences
/// differ. A folder that cannot be written is no error: the next run parses again.
void write_compiled(const std::filesystem::path& folder, const Bundle& bundle);

}  // namespace genostrat::pgx
