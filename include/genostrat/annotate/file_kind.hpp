// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace genostrat::annotate {

/// What a file of annotations is.
enum class SourceKind : std::uint8_t { archive, variants, bed, bigwig, table };

/// Looks at the first bytes (an archive, VCF, BCF, bigWig) and at the name (.bed, .bedgraph);
/// anything else is a table. Standard input (`-`) counts as variants.
/// @throws as io::LineReader
[[nodiscard]] SourceKind source_kind(const std::string& path);

}  // namespace genostrat::annotate
