// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::annotate {

/// Finds the intervals of an archive that overlap a stretch, in the order of their begin, then
/// end. Keeps the last few blocks decoded. One thread at a time.
/// @code
///   for (bool more = cursor.find(contig, {10, 20}); more; more = cursor.next())
///       cursor.append_value(0, text);
/// @endcode
class IntervalCursor {
public:
    /// @param archive  of intervals; must outlive the cursor
    explicit IntervalCursor(const Archive& archive);
    ~IntervalCursor();
    IntervalCursor(IntervalCursor&&) noexcept;
    IntervalCursor& operator=(IntervalCursor&&) noexcept;

    /// Goes to the first interval that shares a base with `where`; false if there is none.
    /// @param contig  of the archive
    /// @throws Error{bad_data} naming the block if one is damaged
    bool find(ContigId contig, Interval where);

    /// Goes to the next one of the stretch asked for last.
    bool next();

    /// The interval found last.
    [[nodiscard]] Interval where() const noexcept;

    /// Appends the text of a column at the interval found last, as in the source.
    ArchiveCursor::Value append_value(std::size_t column, std::string& out);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::annotate
