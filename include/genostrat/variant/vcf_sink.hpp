// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <genostrat/core/buffer.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// `-O`: what a variant file is written as.
enum class VcfFormat : std::uint8_t {
    vcf,              ///< v: text
    vcf_gz,           ///< z: text in BGZF
    bcf,              ///< b: BCF in BGZF
    bcf_uncompressed  ///< u: BCF as it is
};

/// By the ending of a name: `.vcf.gz`, `.vcf.bgz`, `.bcf`; `vcf` for others.
[[nodiscard]] VcfFormat format_of(std::string_view path) noexcept;

enum class IndexFormat : std::uint8_t { none, csi, tbi };

/// Which parts of the file are written.
enum class VcfParts : std::uint8_t { all, only_header, only_rows };

struct VcfSinkOptions {
    VcfFormat format{VcfFormat::vcf};
    int level{6};  ///< of compression, 0..9
    IndexFormat index{IndexFormat::none};
    VcfParts parts{VcfParts::all};
    std::string provenance{};  ///< a header line `##…`; empty: none
};

/// Writes VCF or BCF, indexed while it is written; `-` is standard output. Rows that no stage
/// changed are written byte for byte as they came in. A sink of pipelines; see concepts.hpp.
class VcfSink {
public:
    /// Where a row ends in the chunk, for the index.
    struct Mark {
        ContigId contig{};
        std::string contig_name{};
        std::int32_t tid{};  ///< contig number in BCF; -1 in VCF
        std::int64_t begin{};
        std::int64_t end{};
        std::size_t bytes_end{};  ///< in the chunk's bytes
    };

    struct Chunk {
        Buffer bytes{};
        std::size_t begin{};  ///< of the rows in `bytes`: free bytes stand before them
        std::vector<Mark> marks{};
        Buffer packed{};
        std::vector<std::uint32_t> block_sizes{};
        bool begins_with_line_feed{};
        bool lacks_line_end{};  ///< the last row is the input's last line, without line end
    };

    /// @throws Error{usage} if an index is asked for a format or target that can have none
    explicit VcfSink(std::string path, VcfSinkOptions options = {});
    ~VcfSink();
    VcfSink(VcfSink&&) noexcept;
    VcfSink& operator=(VcfSink&&) noexcept;

    void bind(Schema& schema);

    /// Opens the output and writes the header.
    void start(const Schema& schema);

    /// @throws Error{bad_data} in BCF output for a contig or tag that the header does not declare
    void encode(const RecordBatch& batch, Chunk& chunk) const;
    void cut(Chunk& chunk, bool last);
    void deflate(Chunk& chunk) const;
    void write(Chunk& chunk);
    void close();
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat
