// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <genostrat/annotate/archive.hpp>

namespace genostrat::annotate {

/// Joins archives into one: all their entries, all their columns. Columns of one name must be of
/// one type. Where several archives have a value for an allele or a gene, the first counts;
/// intervals all stay, as entries of their own.
///
/// @param archives  at least one, of one kind of keys; contigs keep the order of their first
///                  mention, and the spelling (`chr1`, `1`) they have there
/// @throws Error{usage} if keys differ, or a column differs between archives in type or number
ArchiveInfo merge_archives(std::span<const Archive> archives, const std::string& path);

}  // namespace genostrat::annotate
