// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>
#include <limits>

#include <genostrat/core/clones.hpp>
#include <genostrat/qc/king.hpp>

namespace genostrat::qc {

namespace {

struct Planes {
    const std::uint64_t* heterozygous;
    const std::uint64_t* alternate;
    const std::uint64_t* called;
};

Planes planes_of(const GenotypeBits& block, std::size_t sample) noexcept {
    const std::size_t at = sample * block.n_words;
    return {&block.heterozygous[at], &block.alternate[at], &block.called[at]};
}

std::int64_t bits(std::uint64_t word) noexcept {
    return std::popcount(word);
}

GENOSTRAT_CLONES
void add_words(
    const std::uint64_t* het_a,
    const std::uint64_t* alt_a,
    const std::uint64_t* called_a,
    const std::uint64_t* het_b,
    const std::uint64_t* alt_b,
    const std::uint64_t* called_b,
    std::size_t n_words,
    std::int64_t* sums) noexcept {
    std::int64_t sites = 0;
    std::int64_t both = 0;
    std::int64_t opposite = 0;
    std::int64_t first = 0;
    std::int64_t second = 0;
    for (std::size_t word = 0; word < n_words; ++word) {
        const std::uint64_t called = called_a[word] & called_b[word];
        const std::uint64_t homozygous = called & ~het_a[word] & ~het_b[word];
        sites += bits(called);
        both += bits(het_a[word] & het_b[word]);
        opposite += bits(homozygous & (alt_a[word] ^ alt_b[word]));
        first += bits(het_a[word] & called);
        second += bits(het_b[word] & called);
    }
    sums[0] += sites;
    sums[1] += both;
    sums[2] += opposite;
    sums[3] += first;
    sums[4] += second;
}

}  // namespace

GenotypeBits::GenotypeBits(std::size_t n_samples, std::size_t n_sites)
    : n_words{(n_sites + 63) / 64}, heterozygous(n_samples * n_words),
      alternate(n_samples * n_words), called(n_samples * n_words) {
}

void GenotypeBits::set_site(std::size_t site, std::span<const std::int8_t> dosages) noexcept {
    const std::size_t word = site / 64;
    const std::size_t shift = site % 64;
    for (std::size_t sample = 0; sample < dosages.size(); ++sample) {
        const std::size_t at = sample * n_words + word;
        const std::int8_t dosage = dosages[sample];
        heterozygous[at] |= std::uint64_t{dosage == 1} << shift;
        alternate[at] |= std::uint64_t{dosage == 2} << shift;
        called[at] |= std::uint64_t{dosage >= 0} << shift;
    }
}

double KingCounts::kinship() const noexcept {
    const std::int64_t fewest = std::min(first_heterozygous, second_heterozygous);
    if (fewest == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const std::int64_t one_heterozygous =
        first_heterozygous + second_heterozygous - 2 * both_heterozygous;
    return 0.5 -
           static_cast<double>(4 * opposite + one_heterozygous) / static_cast<double>(4 * fewest);
}

void count_pair(
    const GenotypeBits& block, std::size_t first, std::size_t second, KingCounts& counts) noexcept {
    const Planes one = planes_of(block, first);
    const Planes other = planes_of(block, second);
    std::int64_t sums[5]{};
    add_words(
        one.heterozygous,
        one.alternate,
        one.called,
        other.heterozygous,
        other.alternate,
        other.called,
        block.n_words,
        sums);
    counts.sites += sums[0];
    counts.both_heterozygous += sums[1];
    counts.opposite += sums[2];
    counts.first_heterozygous += sums[3];
    counts.second_heterozygous += sums[4];
}

}  // namespace genostrat::qc
