// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::annotate {

/// Which of several rows with the same key an archive keeps.
enum class OnDuplicate : std::uint8_t { first, last, fail };

struct ArchiveWriterOptions {
    OnDuplicate on_duplicate{OnDuplicate::first};
    int level{8};  ///< of deflate, 1 .. 12
    /// How far before the place of the last row a later one may lie, in bases (left-aligned keys).
    std::int64_t sort_window{0};
};

/// Writes an archive from rows that come in ascending order of place, contig by contig. Holds back
/// only what can still be joined by later rows. Which of the three `add` is called depends on
/// `ArchiveInfo::keys`.
class ArchiveWriter {
public:
    /// @param about  columns and what is known of the source; contigs are added as they come
    ArchiveWriter(std::string path, ArchiveInfo about, ArchiveWriterOptions options = {});
    ~ArchiveWriter();
    ArchiveWriter(ArchiveWriter&&) noexcept;
    ArchiveWriter& operator=(ArchiveWriter&&) noexcept;

    /// Adds one allele. Copies all texts.
    ///
    /// @param key_pos  0-based place of the key (trimmed, perhaps left-aligned alleles, upper case)
    /// @param row_pos  0-based place of the row; decides the order that is demanded
    /// @param values   one a column; a view without data where the row has no such key, `.` where
    ///                 the value is missing
    /// @throws Error{bad_data} if the row comes before an earlier one, on a contig that was left,
    /// or
    ///         twice with OnDuplicate::fail
    void
    add(std::string_view contig,
        std::int64_t row_pos,
        std::int64_t key_pos,
        std::string_view ref,
        std::string_view alt,
        std::span<const std::string_view> values);

    /// Adds an interval; equal ones all stay. @throws Error{bad_data} if it is empty, or as `add`
    /// @param row_pos  decides the order that is demanded: mostly where.begin
    void add_interval(
        std::string_view contig,
        std::int64_t row_pos,
        Interval where,
        std::span<const std::string_view> values);

    /// Adds a gene. @pre no gene comes twice
    void add_gene(std::string_view gene, std::span<const std::string_view> values);

    /// Type and Number of a column, where they are known only after the last value.
    void set_shape(std::size_t column, ColumnType type, std::string number);

    /// Rows that the caller left out because their key had come before.
    void count_duplicates(std::uint64_t n);

    /// Writes the rest, syncs and renames. @return what the archive now says about itself
    ArchiveInfo commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate
