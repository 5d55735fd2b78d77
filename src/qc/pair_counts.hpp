// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace genostrat::qc::detail {

/// Where genotypes of one row are counted, by sample; each shape [n_samples].
struct PairPlanes {
    std::uint16_t* reference;
    std::uint16_t* haploid_reference;
    std::uint16_t* haploid_alternate;
    std::uint16_t* heterozygous;
    std::uint16_t* homozygous;
};

/// The same over all samples.
struct PairSums {
    std::int64_t reference{};
    std::int64_t haploid_reference{};
    std::int64_t haploid_alternate{};
    std::int64_t heterozygous{};
    std::int64_t homozygous{};
};

/// Counts packed genotypes of two bytes (BCF GT, int8, ploidy 2; alleles 0 and 1; a haploid one is
/// filled with 0x81). Every other pair counts nowhere: it is missing.
PairSums count_pairs(const std::uint8_t* pairs, std::size_t n_samples, const PairPlanes& planes);

}  // namespace genostrat::qc::detail
