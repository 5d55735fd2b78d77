// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/variant/genotypes.hpp>

namespace genostrat::qc {

/// What an ALT allele is to its REF, as `bcftools stats` sees it.
enum class AlleleClass : std::uint8_t { other, transition, transversion, indel };

/// Symbolic and overlapping-deletion alleles (`<DEL>`, `*`) are `other`; alleles of one length and
/// more than one base count by their only different base, else as `other`.
[[nodiscard]] AlleleClass classify_allele(std::string_view ref, std::string_view alt) noexcept;

/// Genotypes of one sample; the columns of section PSC of `bcftools stats -s -`.
struct SampleCounts {
    std::int64_t reference_homozygous{};  ///< at sites of any kind
    std::int64_t alternate_homozygous{};  ///< at sites with an SNV
    std::int64_t heterozygous{};          ///< likewise
    std::int64_t transitions{};
    std::int64_t transversions{};
    std::int64_t indels{};
    std::int64_t singletons{};  ///< no other sample has an ALT allele here
    std::int64_t haploid_reference{};
    std::int64_t haploid_alternate{};
    std::int64_t missing{};
    std::int64_t depth_sum{};
    std::int64_t depth_sites{};  ///< with a depth

    void add(const SampleCounts& other) noexcept;

    /// NaN where no genotype has a depth.
    [[nodiscard]] double mean_depth() const noexcept;
};

/// Counts the genotypes of one site.
/// @param classes  of the ALT alleles, in order
/// @param depths   FORMAT/DP, one a sample, negative where missing; or empty
/// @param counts   shape [n_samples]
void count_site(
    const Genotypes& genotypes,
    std::span<const AlleleClass> classes,
    std::span<const std::int32_t> depths,
    std::span<SampleCounts> counts) noexcept;

}  // namespace genostrat::qc
