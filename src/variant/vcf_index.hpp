// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <genostrat/io/packed_reader.hpp>
#include <genostrat/variant/regions.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::detail {

/// The parts of an indexed file that may hold rows of the regions, in file order, merged.
/// @param index  the index file; empty: `.csi` or `.tbi` beside the file
/// @throws Error{missing_input} if there is no index, Error{bad_data} if it cannot be read
[[nodiscard]] std::vector<io::PackedReader::Chunk> find_chunks(
    const std::string& path,
    const std::string& index,
    const Regions& regions,
    const Schema& schema,
    bool is_bcf);

}  // namespace genostrat::detail
