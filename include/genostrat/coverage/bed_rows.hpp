// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/buffer.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/csi_builder.hpp>

namespace genostrat::coverage {

/// Neighbouring rows of one contig that the index can take together.
struct RowMark {
    std::int32_t contig{};
    std::int32_t begin{};  ///< of the first row
    std::int32_t end{};    ///< of the last one
    std::size_t from{};    ///< first byte of the first row
    std::size_t to{};      ///< behind the last row
};

/// Rows of a BED as text, with what an index needs to know of them.
struct BedRows {
    Buffer text{};
    std::vector<RowMark> marks{};

    void clear() noexcept {
        text.clear();
        marks.clear();
    }

    [[nodiscard]] bool empty() const noexcept { return text.empty(); }

    /// Marks the row that was just appended to the text.
    /// @param from  where it begins in the text
    void mark(std::int32_t contig, std::int32_t begin, std::int32_t end, std::size_t from);

    /// Appends all rows of `other`.
    void append(const BedRows& other);
};

/// Appends a decimal number.
void append_decimal(Buffer& out, std::int64_t value);

/// Text on its way into a bgzipped BED: rows that belong together, then the blocks made of them.
struct PackedRows {
    std::vector<BedRows> parts{};
    BedRows rows{};                          ///< all parts in one, made by deflate_rows
    Buffer packed{};                         ///< its blocks
    std::vector<std::size_t> block_sizes{};  ///< packed
};

/// Deflates the parts into blocks of bgzf_block_bytes; the last one may be smaller.
void deflate_rows(PackedRows& rows, const io::Deflater& deflater);

/// A bgzipped BED with its CSI index, both absent or whole. Rows are held back until they fill a
/// block, so that few rows at a time do not make small blocks.
class BedWriter {
public:
    /// @param header  the first line, with its line end; not indexed
    BedWriter(
        const std::string& path,
        std::vector<std::string> contig_names,
        std::int64_t longest_contig,
        io::CsiBuilder::Preset preset,
        std::string_view header = {});

    /// Takes rows in their order; hands out, when enough have come, those to be deflated.
    void cut(BedRows rows, bool last, PackedRows& out);

    /// Writes what deflate_rows made.
    void write(const PackedRows& rows);

    void close();
    void commit();

private:
    std::vector<std::string> names_;
    std::unique_ptr<io::AtomicFile> file_;
    std::unique_ptr<io::AtomicFile> index_file_;
    io::CsiBuilder index_;
    std::vector<BedRows> pending_;
    std::size_t pending_bytes_{};
    std::uint64_t offset_{};  ///< bytes written
};

}  // namespace genostrat::coverage
