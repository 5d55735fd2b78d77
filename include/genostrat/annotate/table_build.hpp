// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/archive_writer.hpp>
#include <genostrat/annotate/field_request.hpp>
#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::annotate {

struct TableBuildOptions {
    std::vector<FieldRequest> fields{};
    ArchiveKeys keys{ArchiveKeys::alleles};
    TableLayout layout{};
    std::string source_version{};
    std::string build{};                           ///< genome build; empty: unknown
    std::shared_ptr<const io::Fasta> reference{};  ///< keys are left-aligned against it
    ArchiveWriterOptions writer{};
};

/// What building from tables found.
struct TableBuildResult {
    ArchiveInfo info{};
    std::int64_t n_without_place{};  ///< rows passed over because they have no position
};

/// Writes an archive of text tables, BED, bedGraph or bigWig files, one after the other.
///
/// Types that a request does not tell are what all values agree on: whole numbers, numbers, or
/// texts. A value that does not fit a told type is an error. Rows of genes that come twice follow
/// `writer.on_duplicate`; intervals all stay.
///
/// @param paths  at least one; contigs follow each other as in the files
/// @throws Error{bad_data} with file and line: rows not sorted, alleles that are none, values that
///         do not fit; Error{missing_input} for columns that are not there
[[nodiscard]] TableBuildResult build_from_tables(
    std::span<const std::string> paths, const std::string& output, TableBuildOptions options);

}  // namespace genostrat::annotate
