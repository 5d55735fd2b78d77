// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Variants of a BGEN file of layout 2. All offsets are checked against what is there.
namespace genostrat::detail {

enum class BgenCompression : std::uint8_t { none, zlib, zstd };

/// The part of a variant before its probabilities; views into the bytes it was read from.
struct BgenSite {
    std::string_view id{};  ///< rsid, else the variant's own id; may be empty
    std::string_view contig{};
    std::int64_t pos{};  ///< 0-based
    std::vector<std::string_view> alleles{};
    std::size_t n_head_bytes{};  ///< of all this
    std::size_t n_data_bytes{};  ///< of the probabilities' block, its length included
};

/// Reads the head of a variant. False where `bytes` ends too early.
/// @throws Error{bad_data} for a variant with fewer than two alleles
[[nodiscard]] bool read_bgen_site(std::string_view bytes, BgenSite& out);

/// Genotypes of one variant. Recycled.
struct BgenGenotypes {
    std::uint32_t ploidy{};             ///< the widest
    std::vector<std::int16_t> calls{};  ///< [n_samples][ploidy], as BCF packs GT
    std::vector<float> dosages{};       ///< [n_samples][n_alleles - 1], NaN where missing
};

/// Decodes the probabilities of a variant.
/// @param data  its block as stored, the length in front included
/// @throws Error{bad_data} saying what is damaged; Error{unsupported} for zstd where genostrat was
///         built without it
void decode_bgen_genotypes(
    std::string_view data,
    BgenCompression compression,
    std::size_t n_samples,
    std::size_t n_alleles,
    BgenGenotypes& out);

}  // namespace genostrat::detail
