// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

// Variant records of PLINK 2's .pgen (PLINK 2 File Format Specification, section 2.3), and those of
// PLINK 1's .bed. All offsets are checked against the record's end.
namespace genostrat::detail {

/// Kind of a record, from its type byte.
struct PgenType {
    std::uint8_t bits{};

    [[nodiscard]] unsigned compression() const noexcept { return bits & 7U; }

    [[nodiscard]] bool is_ld_compressed() const noexcept { return (bits & 6U) == 2; }

    [[nodiscard]] bool has_more_alts() const noexcept { return (bits & 8U) != 0; }

    [[nodiscard]] bool has_phase() const noexcept { return (bits & 16U) != 0; }

    [[nodiscard]] bool has_dosages() const noexcept { return (bits & 0x60U) != 0; }
};

/// Genotype categories, four samples a byte from the low bits up: 0 REF/REF, 1 REF/ALT, 2 ALT/ALT,
/// 3 missing.
using PackedCategories = std::vector<std::uint8_t>;

[[nodiscard]] inline unsigned
category_of(std::span<const std::uint8_t> packed, std::size_t sample) noexcept {
    return (packed[sample / 4] >> (2 * (sample % 4))) & 3U;
}

/// A decoded record. Recycled.
struct PgenGenotypes {
    PackedCategories categories{};

    /// (first, second) allele of each sample with an ALT after the first, by sample.
    struct Patch {
        std::uint32_t sample{};
        std::int32_t first{};
        std::int32_t second{};
    };

    std::vector<Patch> patches{};
    bool is_phased{};                       ///< phase is known but for `unphased`
    std::vector<std::uint32_t> unphased{};  ///< heterozygous samples, ascending
    std::vector<std::uint32_t> swapped{};   ///< samples whose greater allele is first, ascending
    std::vector<float> dosages{};  ///< of ALT, NaN where missing; empty where there are none
};

/// Decodes a record of a .pgen.
///
/// @param bytes  the whole record
/// @param base   categories of the last record that is not LD-compressed; read only if this one is
/// @param n_alts of the variant, 1 or more
/// @throws Error{bad_data} saying what is damaged; Error{unsupported} for dosages of several ALTs,
///         which the specification leaves open
void decode_pgen_record(
    std::string_view bytes,
    PgenType type,
    std::size_t n_samples,
    std::size_t n_alts,
    std::span<const std::uint8_t> base,
    PgenGenotypes& out);

/// Only the categories of a record.
/// @param base  as for decode_pgen_record
void decode_pgen_categories(
    std::string_view bytes,
    PgenType type,
    std::size_t n_samples,
    std::span<const std::uint8_t> base,
    PackedCategories& out);

/// Only the categories of a record of a .bed.
void decode_bed_categories(std::string_view bytes, std::size_t n_samples, PackedCategories& out);

/// Decodes a record of a .bed: n_samples / 4 bytes, rounded up.
void decode_bed_record(std::string_view bytes, std::size_t n_samples, PgenGenotypes& out);

/// GT as BCF packs it, int8 and diploid: shape [n_samples][2].
/// @pre no allele index above 62
void fill_genotypes(
    const PgenGenotypes& genotypes, std::size_t n_samples, std::span<std::int8_t> out) noexcept;

}  // namespace genostrat::detail
