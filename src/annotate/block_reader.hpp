// SPDX-License-Identifier: MIT
#pragma once

#include "annotate/archive_file.hpp"
#include "annotate/block_codec.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::annotate {

/// One block of an archive, decoded: its keys at once, a column when it is first asked for.
class BlockReader {
public:
    static constexpr std::size_t no_block = ~std::size_t{0};

    /// @param archive  must outlive the reader
    explicit BlockReader(const Archive::Impl& archive)
        : archive_{&archive}, columns_(archive.info.columns.size()), is_decoded_(columns_.size()) {}

    /// @throws Error{bad_data} naming the block if it is damaged; no block is loaded then
    void load(std::size_t block);

    [[nodiscard]] std::size_t block() const noexcept { return block_; }

    [[nodiscard]] const BlockEntry& entry() const noexcept { return archive_->blocks[block_]; }

    [[nodiscard]] const BlockKeys& keys() const noexcept { return keys_; }

    void alleles(std::size_t site, std::string& ref, std::string& alt) const;

    /// Appends the text of a column at a site.
    ArchiveCursor::Value append_value(std::size_t column, std::size_t site, std::string& out);

private:
    [[nodiscard]] std::string_view inflate(std::size_t chunk);
    const BlockColumn& column(std::size_t index);
    ArchiveCursor::Value
    append_quotient_value(const BlockColumn& values, std::size_t site, std::string& out);

    const Archive::Impl* archive_;
    std::size_t block_{no_block};
    std::string_view bytes_{};
    std::vector<ChunkEntry> chunks_{};
    std::vector<std::size_t> begins_{};
    BlockKeys keys_{};
    std::vector<BlockColumn> columns_;
    std::vector<char> is_decoded_;
    ChunkCodec codec_{};
};

}  // namespace genostrat::annotate
