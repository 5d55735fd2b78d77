// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/annotate/archive.hpp>

namespace genostrat::annotate {

/// Writes an archive as VCF text without samples, header first, in pieces.
void dump_archive(const Archive& archive, const std::function<void(std::string_view)>& write);

/// Joins archives into one: all their alleles, all their columns. Columns of one name must be of
/// one type; where several archives have a value for an allele, the first counts.
///
/// @param archives  at least one; contigs keep the order of their first mention
/// @throws Error{usage} if a column differs between archives in type or number
ArchiveInfo merge_archives(std::span<const Archive> archives, const std::string& path);

}  // namespace genostrat::annotate
