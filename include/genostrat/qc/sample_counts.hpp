// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <genostrat/qc/site.hpp>

namespace genostrat::qc {

/// Genotypes of one sample at a set of sites. A genotype with a missing allele is missing; one of
/// more than two alleles counts as a diploid one, as in bcftools.
struct SampleCounts {
    std::int64_t reference{};            ///< diploid, both REF
    std::int64_t haploid_reference{};    ///<
    std::int64_t haploid_alternate{};    ///<
    std::int64_t missing{};              ///< at sites with GT
    std::int64_t singletons{};           ///< nobody else's diploid genotype has an ALT here
    std::int64_t transitions{};          ///< by the first ALT allele of a genotype
    std::int64_t transversions{};        ///< likewise
    std::int64_t heterozygous{};         ///< of any kind, two different ALTs included
    std::int64_t homozygous{};           ///< for one ALT, of any kind
    std::int64_t snv_heterozygous{};     ///< with an SNV allele (or none that differs from REF)
    std::int64_t snv_homozygous{};       ///< likewise
    std::int64_t indels{};               ///< genotypes with an indel allele
    std::int64_t insertion_het{};        ///< one with both an insertion and a deletion
    std::int64_t deletion_het{};         ///<   counts in both
    std::int64_t insertion_hom{};        ///<
    std::int64_t deletion_hom{};         ///<
    std::int64_t missing_polymorphic{};  ///< without a genotype at sites where alleles vary
    double missing_expected_hom{};       ///< sum of the expected homozygosity of these sites

    void add(const SampleCounts& other) noexcept;

    [[nodiscard]] std::int64_t diploid() const noexcept {
        return reference + heterozygous + homozygous;
    }

    [[nodiscard]] std::int64_t haploid() const noexcept {
        return haploid_reference + haploid_alternate;
    }

    [[nodiscard]] std::int64_t called() const noexcept { return diploid() + haploid(); }
};

/// Genotypes of one sample that have ALT alleles of one kind only, before they are sorted into
/// SampleCounts.
struct KindCounts {
    std::array<std::int64_t, n_allele_kinds> heterozygous{};  ///< of REF and one ALT
    std::array<std::int64_t, n_allele_kinds> homozygous{};
};

/// Adds genotypes by kind to the counts that bcftools makes of them.
void add_kinds(const KindCounts& kinds, SampleCounts& counts) noexcept;

}  // namespace genostrat::qc
