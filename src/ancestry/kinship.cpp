// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>

#include <genostrat/ancestry/panel.hpp>

namespace genostrat::ancestry {

namespace {

/// Genotypes of each sample as bits, one a variant.
class SampleBits {
public:
    explicit SampleBits(const GenotypeMatrix& genotypes)
        : n_words_{(genotypes.n_variants() + 63) / 64}, called_(genotypes.n_samples * n_words_),
          mixed_(called_.size()), alternate_(called_.size()) {
        for (std::size_t variant = 0; variant < genotypes.n_variants(); ++variant) {
            const std::span<const std::int8_t> row = genotypes.row(variant);
            for (std::size_t sample = 0; sample < row.size(); ++sample) {
                const std::size_t word = sample * n_words_ + variant / 64;
                const std::size_t shift = variant % 64;
                called_[word] |= std::uint64_t{row[sample] >= 0} << shift;
                mixed_[word] |= std::uint64_t{row[sample] == 1} << shift;
                alternate_[word] |= std::uint64_t{row[sample] == 2} << shift;
            }
        }
    }

    /// KING-robust kinship between families (Manichaikul et al. 2010,
    /// doi:10.1093/bioinformatics/btq559, equation 11): (mixed in both - 2 opposite) / (2 of the
    /// one with fewer mixed sites) + 1/2 - (mixed sites of both) / (4 of the one with fewer).
    [[nodiscard]] double kinship(std::size_t one, std::size_t other) const noexcept {
        double both = 0;
        double opposite = 0;
        double mixed_one = 0;
        double mixed_other = 0;
        for (std::size_t at = 0; at < n_words_; ++at) {
            const std::size_t a = one * n_words_ + at;
            const std::size_t b = other * n_words_ + at;
            const std::uint64_t called = called_[a] & called_[b];
            const std::uint64_t pure = called & ~mixed_[a] & ~mixed_[b];
            both += std::popcount(mixed_[a] & mixed_[b]);
            opposite += std::popcount(pure & (alternate_[a] ^ alternate_[b]));
            mixed_one += std::popcount(mixed_[a] & called);
            mixed_other += std::popcount(mixed_[b] & called);
        }
        const double fewer = std::min(mixed_one, mixed_other);
        return fewer == 0 ? 0
                          : (both - 2 * opposite) / (2 * fewer) + 0.5 -
                                (mixed_one + mixed_other) / (4 * fewer);
    }

private:
    std::size_t n_words_;
    std::vector<std::uint64_t> called_;
    std::vector<std::uint64_t> mixed_;
    std::vector<std::uint64_t> alternate_;
};

}  // namespace

std::vector<std::size_t> related_samples(const GenotypeMatrix& genotypes, double limit) {
    const SampleBits bits{genotypes};
    std::vector<std::vector<std::size_t>> kin(genotypes.n_samples);
    for (std::size_t one = 0; one < genotypes.n_samples; ++one)
        for (std::size_t other = one + 1; other < genotypes.n_samples; ++other)
            if (bits.kinship(one, other) > limit) {
                kin[one].push_back(other);
                kin[other].push_back(one);
            }
    std::vector<std::size_t> left_out;
    while (!kin.empty()) {
        std::size_t worst = 0;
        for (std::size_t sample = 0; sample < kin.size(); ++sample)
            if (kin[sample].size() >= kin[worst].size())
                worst = sample;
        if (kin[worst].empty())
            break;
        for (const std::size_t other : kin[worst])
            std::erase(kin[other], worst);
        kin[worst].clear();
        left_out.push_back(worst);
    }
    std::ranges::sort(left_out);
    return left_out;
}

}  // namespace genostrat::ancestry
