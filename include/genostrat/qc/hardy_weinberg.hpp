// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace genostrat::qc {

/// Exact test of Hardy-Weinberg proportions: the chance, given the allele counts, of numbers of
/// heterozygotes that are as likely as the observed one or less (Wigginton, Cutler and Abecasis
/// 2005, doi:10.1086/429864; not the mid-p variant). 1 where nothing is called.
///
/// @param heterozygous  genotypes with both alleles
/// @param homozygous    of one allele, of the other
/// @return 0..1; below 2.2e-308, the smallest normal double, 0
[[nodiscard]] double hardy_weinberg_p(
    std::int64_t heterozygous, std::int64_t homozygous, std::int64_t other_homozygous) noexcept;

}  // namespace genostrat::qc
