// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/archive_writer.hpp>
#include <genostrat/annotate/field_request.hpp>
#include <genostrat/annotate/join_rule.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::annotate {

struct ArchiveBuildOptions {
    std::vector<FieldRequest> fields{};
    std::string source_version{};
    std::string source_name{};               ///< what `info` shows as source
    ArchiveKeys keys{ArchiveKeys::alleles};  ///< intervals: one a row, for structural variants
    std::shared_ptr<const io::Fasta> reference{};  ///< keys are left-aligned against it
    ArchiveWriterOptions writer{};
};

/// Writes an archive of the rows that pass; all ALTs of a row, each by itself. An accumulator of
/// one file; several files go into one archive through builders made by `another`, one after the
/// other.
/// @code
///   ArchiveBuilder archive{path, options};
///   for (const std::string& file : files)
///       (Pipeline{VcfSource{file}} | archive.another()).run({});
///   archive.commit();
/// @endcode
class ArchiveBuilder {
public:
    struct Partial;

    ArchiveBuilder(std::string path, ArchiveBuildOptions options);
    ~ArchiveBuilder();
    ArchiveBuilder(ArchiveBuilder&&) noexcept;
    ArchiveBuilder& operator=(ArchiveBuilder&&) noexcept;

    /// A builder that goes on with the same archive.
    [[nodiscard]] ArchiveBuilder another() const;

    [[nodiscard]] std::string_view name() const noexcept { return "archive_build"; }

    /// @throws Error{usage} with the nearest name if the input does not declare a field, or
    /// declares
    ///         it otherwise than the file before
    void bind(Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);
    void finish(Results& results);

    /// Writes the rest of the archive. @pre a file was bound
    ArchiveInfo commit();

private:
    struct Impl;

    explicit ArchiveBuilder(std::shared_ptr<Impl> impl) : impl_{std::move(impl)} {}

    std::shared_ptr<Impl> impl_;
};

/// The alleles of one batch on their way to the writer.
struct ArchiveBuilder::Partial {
    struct Site {
        std::string_view contig{};  // of the schema
        std::int64_t row_pos{};
        std::int64_t key_pos{};
        std::int64_t end{};  // of an interval
        std::uint32_t ref_length{};
        std::uint32_t alt_length{};
    };

    std::vector<Site> sites{};
    std::vector<std::uint32_t> value_lengths{};  // ~0: absent
    std::string texts{};                         // REF, ALT, values, site after site
};

/// Adds the columns of archives to rows, by exact allele, for every ALT of a row. A stage.
///
/// Columns of Number=1 and A become Number=A (each ALT may hit a site of its own); of R, R; flags
/// stay flags; others become `.`, and in rows of several ALTs a comma within a value is written
/// `|`. A key that the row had before is replaced, or removed where the archive has no value.
class AnnotateArchive {
public:
    /// @param reference  rows' alleles are left-aligned against it before the look-up; may be null
    /// @param fields  columns of the archive and the names they get; empty: all
    explicit AnnotateArchive(
        std::shared_ptr<const Archive> archive,
        std::shared_ptr<const io::Fasta> reference = {},
        std::vector<JoinField> fields = {});
    ~AnnotateArchive();
    AnnotateArchive(AnnotateArchive&&) noexcept;
    AnnotateArchive& operator=(AnnotateArchive&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "annotate"; }

    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

    /// ALTs looked up and found so far, over all threads.
    [[nodiscard]] std::int64_t n_alleles() const noexcept;
    [[nodiscard]] std::int64_t n_hits() const noexcept;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate
