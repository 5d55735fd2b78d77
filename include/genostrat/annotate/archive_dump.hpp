// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include <genostrat/annotate/archive.hpp>

namespace genostrat::annotate {

/// Writes an archive as text, header first, in pieces: alleles as VCF without samples, intervals as
/// a table `#contig begin end …` (0-based, as BED), genes as a table `#gene …`. What a source does
/// not have is empty in tables, what is missing is `.`.
void dump_archive(const Archive& archive, const std::function<void(std::string_view)>& write);

}  // namespace genostrat::annotate
