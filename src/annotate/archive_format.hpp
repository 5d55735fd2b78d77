// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/annotate/archive.hpp>

// Layout of a .gsa file within io::Container:
//   about      JSON: columns, contigs, sources
//   index      one BlockEntry a block, ascending by (contig, first_pos)
//   reach      intervals only: the largest end in each block, 32 bits
//   blocks.N   stretches of whole blocks; each block is n_columns + 1 ChunkEntry (keys first), then
//              the deflated chunks
// Keys are a position and a code. Alleles: the code is an AlleleCode. Intervals: position is the
// begin, the code the length. Genes: one contig without meaning, position counts the genes, the
// code leads to the text of the gene.
namespace genostrat::annotate {

inline constexpr std::string_view archive_kind = "archive";
inline constexpr std::uint32_t archive_version = 2;
inline constexpr std::size_t sites_per_block = 4096;

struct BlockEntry {
    std::uint32_t contig{};
    std::uint32_t n_sites{};
    std::uint32_t first_pos{};
    std::uint32_t last_pos{};
    std::uint32_t section{};  ///< N of blocks.N
    std::uint32_t offset{};   ///< within the section
    std::uint32_t n_bytes{};
    std::uint32_t checksum{};  ///< CRC-32 of the block's bytes
};

static_assert(sizeof(BlockEntry) == 32);

struct ChunkEntry {
    std::uint32_t packed_bytes{};
    std::uint32_t raw_bytes{};
};

static_assert(sizeof(ChunkEntry) == 8);

/// `Integer`, `Float`, `Flag`, `Character`, `String`, as in a VCF header.
[[nodiscard]] std::string_view to_string(ColumnType type) noexcept;

[[nodiscard]] std::string about_text(const ArchiveInfo& info);
/// @throws Error{bad_data}
[[nodiscard]] ArchiveInfo parse_about(std::string_view text);

}  // namespace genostrat::annotate
