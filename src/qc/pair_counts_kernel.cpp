// SPDX-License-Identifier: MIT
#include "pair_counts.hpp"

#include <algorithm>
#include <cstring>

#include <genostrat/core/clones.hpp>

// The functions below that take or return vectors are always inlined: no call depends on how wide
// ones are passed.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace genostrat::qc::detail {

namespace {

/// Sums of one block in 16 bits, which this many samples cannot fill.
constexpr std::size_t block = 32768;

/// Sixteen counts. GCC 12 does not vectorise the plain loop: it has too many sums.
using Counts = std::uint16_t __attribute__((vector_size(32)));
constexpr std::size_t n_lanes = sizeof(Counts) / sizeof(std::uint16_t);

__attribute__((always_inline)) inline Counts load(const void* from) noexcept {
    Counts value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// Adds 1 to the counts of the lanes that are set, and to their sums.
/// @param set  all bits of a lane, or none
template <typename Mask>
__attribute__((always_inline)) inline void
add(const Mask& set, std::uint16_t* counts, Counts& sums) noexcept {
    const auto minus_one = reinterpret_cast<const Counts&>(set);
    const Counts more = load(counts) - minus_one;
    std::memcpy(counts, &more, sizeof more);
    sums -= minus_one;
}

struct BlockSums {
    Counts reference{};
    Counts haploid_reference{};
    Counts haploid_alternate{};
    Counts heterozygous{};
    Counts homozygous{};
};

/// @param n  a multiple of n_lanes
GENOSTRAT_CLONES
void count_block(
    const std::uint8_t* pairs, std::size_t n, const PairPlanes* planes, BlockSums* out) noexcept {
    BlockSums sums;
    for (std::size_t at = 0; at < n; at += n_lanes) {
        const Counts pair = load(pairs + 2 * at);
        const Counts alleles = pair & 0xfefe;  // without phase
        const Counts first = pair & 0xfffe;
        add(alleles == 0x0202, planes->reference + at, sums.reference);
        add(first == 0x8102, planes->haploid_reference + at, sums.haploid_reference);
        add(first == 0x8104, planes->haploid_alternate + at, sums.haploid_alternate);
        add((alleles == 0x0204) | (alleles == 0x0402),
            planes->heterozygous + at,
            sums.heterozygous);
        add(alleles == 0x0404, planes->homozygous + at, sums.homozygous);
    }
    *out = sums;
}

std::int64_t total(const Counts& lanes) noexcept {
    std::int64_t sum = 0;
    for (std::size_t lane = 0; lane < n_lanes; ++lane)
        sum += lanes[lane];
    return sum;
}

void count_one(
    const std::uint8_t* pair,
    std::size_t sample,
    const PairPlanes& planes,
    PairSums& sums) noexcept {
    const unsigned alleles = (pair[0] & 0xfeU) | (pair[1] & 0xfeU) << 8U;
    const auto count = [&](std::uint16_t* plane, std::int64_t& sum) {
        ++plane[sample];
        ++sum;
    };
    if (alleles == 0x0202)
        count(planes.reference, sums.reference);
    else if (alleles == 0x0204 || alleles == 0x0402)
        count(planes.heterozygous, sums.heterozygous);
    else if (alleles == 0x0404)
        count(planes.homozygous, sums.homozygous);
    else if (pair[1] == 0x81 && (alleles & 0xff) == 2)
        count(planes.haploid_reference, sums.haploid_reference);
    else if (pair[1] == 0x81 && (alleles & 0xff) == 4)
        count(planes.haploid_alternate, sums.haploid_alternate);
}

}  // namespace

PairSums count_pairs(const std::uint8_t* pairs, std::size_t n_samples, const PairPlanes& planes) {
    PairSums sums;
    const std::size_t n_whole = n_samples / n_lanes * n_lanes;
    for (std::size_t begin = 0; begin < n_whole; begin += block) {
        const PairPlanes from{
            planes.reference + begin,
            planes.haploid_reference + begin,
            planes.haploid_alternate + begin,
            planes.heterozygous + begin,
            planes.homozygous + begin};
        BlockSums of_block;
        count_block(pairs + 2 * begin, std::min(block, n_whole - begin), &from, &of_block);
        sums.reference += total(of_block.reference);
        sums.haploid_reference += total(of_block.haploid_reference);
        sums.haploid_alternate += total(of_block.haploid_alternate);
        sums.heterozygous += total(of_block.heterozygous);
        sums.homozygous += total(of_block.homozygous);
    }
    for (std::size_t sample = n_whole; sample < n_samples; ++sample)
        count_one(pairs + 2 * sample, sample, planes, sums);
    return sums;
}

}  // namespace genostrat::qc::detail
