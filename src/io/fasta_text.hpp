// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace genostrat::io {

/// The text of a FASTA file, in any order, plain or BGZF. Safe to share between threads.
class FastaText {
public:
    virtual ~FastaText() = default;

    /// Bytes of the inflated text.
    [[nodiscard]] virtual std::int64_t size() const noexcept = 0;

    /// Copies a stretch. @pre 0 <= offset and offset + n_bytes <= size()
    /// @throws Error{bad_data} on a damaged block
    virtual void copy(std::int64_t offset, std::int64_t n_bytes, char* out) const = 0;

    /// The whole text, or null where it is not in memory.
    [[nodiscard]] virtual const char* data() const noexcept { return nullptr; }

    /// Gives back the pages of the file that were touched.
    virtual void release() const noexcept = 0;

    /// Last change of the file, nanoseconds since 1970.
    [[nodiscard]] virtual std::int64_t modified() const noexcept = 0;
};

/// @throws as MappedFile; Error{unsupported} for gzip that is not BGZF and other compressions;
///         Error{bad_data} if the blocks of a BGZF file do not join
[[nodiscard]] std::unique_ptr<FastaText> open_fasta_text(const std::string& path);

}  // namespace genostrat::io
