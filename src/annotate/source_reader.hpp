// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/operation.hpp>
#include <genostrat/annotate/structural.hpp>
#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/core/interval.hpp>

// Sources of annotations that rows are joined with by place: files as they are, read through their
// index or into memory, and archives of intervals.
namespace genostrat::annotate {

/// A row of a source, as a join sees it.
struct SourceRow {
    std::string_view contig{};  ///< as the source spells it
    Interval where{};
    std::string_view ref{};  ///< empty: an interval without alleles
    std::vector<std::string_view> alts{};
    StructuralVariant structure{};           ///< of the first ALT
    std::vector<std::string_view> values{};  ///< one a field; without data: absent
};

/// A field that a source gives.
struct SourceColumn {
    ColumnShape shape{};
    std::string description{};
};

/// Reads a source; one for each thread.
class SourceReader {
public:
    SourceReader() = default;
    SourceReader(const SourceReader&) = delete;
    SourceReader& operator=(const SourceReader&) = delete;
    virtual ~SourceReader() = default;

    /// Says that rows of this stretch will be asked for.
    virtual void prepare(std::string_view contig, Interval span);

    /// Rows that share a base with `where`, in the order of their begin; valid until the next call.
    /// @param contig  as the annotated file spells it
    [[nodiscard]] virtual std::span<const SourceRow>
    find(std::string_view contig, Interval where) = 0;
};

/// A file of annotations; shared between threads.
class AnnotationSource {
public:
    AnnotationSource() = default;
    AnnotationSource(const AnnotationSource&) = delete;
    AnnotationSource& operator=(const AnnotationSource&) = delete;
    virtual ~AnnotationSource() = default;

    [[nodiscard]] virtual const std::vector<SourceColumn>& columns() const noexcept = 0;

    /// True if rows have REF and ALT.
    [[nodiscard]] virtual bool has_alleles() const noexcept = 0;

    [[nodiscard]] virtual std::unique_ptr<SourceReader> open() const = 0;

    /// Rows nearer to each other than this are read together, in bases; 0: each look-up by itself.
    [[nodiscard]] virtual std::int64_t reach() const noexcept { return 0; }
};

/// Opens a VCF, BCF, BED, table or bigWig, or an archive of intervals. Files without an index are
/// read into memory, which is said in the log.
///
/// @param fields  INFO keys, ID, QUAL, FILTER; columns by name or number from 1; FLAG
/// @throws Error{missing_input} for a field that is not there; as io::LineReader
[[nodiscard]] std::shared_ptr<const AnnotationSource> open_source(
    const std::string& path, const TableLayout& layout, std::span<const std::string> fields);

// What open_source chooses from.
[[nodiscard]] std::shared_ptr<const AnnotationSource>
open_archive_source(const std::string& path, std::span<const std::string> fields);
[[nodiscard]] std::shared_ptr<const AnnotationSource>
open_bigwig_source(const std::string& path, std::span<const std::string> fields);
[[nodiscard]] std::shared_ptr<const AnnotationSource> open_text_source(
    const std::string& path, const TableLayout& layout, std::span<const std::string> fields);

}  // namespace genostrat::annotate
