// SPDX-License-Identifier: MIT
#include <genostrat/core/clones.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat {

namespace {

/// Diploid int8: a select for each sample, no branch, so that the loop vectorises.
GENOSTRAT_CLONES
void diploid_dosages(
    const std::int8_t* calls,
    std::size_t n_samples,
    std::int8_t packed,
    std::int8_t* out) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        const std::int8_t first = calls[2 * sample];
        const std::int8_t second = calls[2 * sample + 1];
        const auto first_allele = static_cast<std::int8_t>(first >> 1);
        const auto second_allele = static_cast<std::int8_t>(second >> 1);
        const auto count =
            static_cast<std::int8_t>((first_allele == packed) + (second_allele == packed));
        // A haploid call has its filling second: -127 >> 1 is -64.
        const bool is_haploid = second_allele == -64;
        const bool is_missing = first_allele <= 0 || (second_allele <= 0 && !is_haploid);
        out[sample] = is_missing ? missing_dosage : count;
    }
}

}  // namespace

void allele_dosages(
    const Genotypes& genotypes, std::int32_t allele, std::span<std::int8_t> out) noexcept {
    if (genotypes.width == Genotypes::Width::int8 && genotypes.ploidy == 2 && allele < 63) {
        diploid_dosages(
            static_cast<const std::int8_t*>(genotypes.data),
            genotypes.n_samples,
            static_cast<std::int8_t>(allele + 1),
            out.data());
        return;
    }
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
        std::int8_t count = 0;
        std::size_t copy = 0;
        for (; copy < genotypes.ploidy; ++copy) {
            const std::int32_t call = genotypes.at(sample, copy);
            if (Genotypes::is_filling(call))
                break;
            const std::int32_t called = Genotypes::allele_of(call);
            if (called < 0) {
                copy = 0;
                break;
            }
            count = static_cast<std::int8_t>(count + (called == allele));
        }
        out[sample] = copy == 0 ? missing_dosage : count;
    }
}

}  // namespace genostrat
