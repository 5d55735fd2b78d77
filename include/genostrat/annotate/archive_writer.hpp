// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/annotate/archive.hpp>

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
/// only what can still be joined by later rows.
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

    /// Writes the rest, syncs and renames. @return what the archive now says about itself
    ArchiveInfo commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate
