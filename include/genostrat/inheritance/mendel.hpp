// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include <genostrat/cohort/pedigree.hpp>
#include <genostrat/inheritance/rules.hpp>

namespace genostrat::inheritance {

enum class Consistency : std::uint8_t { consistent, inconsistent, not_assessed };

/// Can the child's alleles come from its parents?
///
/// Autosomes, and X of daughters: one allele of each parent. X of sons: of the mother. Y of sons:
/// of the father; daughters are not assessed. Mitochondrion: of the mother. A child with a missing
/// allele is not assessed; a missing allele of a parent may be any (both as bcftools +mendelian).
///
/// @param child, mother, father  allele numbers, one a copy; -1 is missing; empty: no genotype
[[nodiscard]] Consistency mendelian_consistency(
    std::span<const std::int32_t> child,
    std::span<const std::int32_t> mother,
    std::span<const std::int32_t> father,
    Region region,
    cohort::Pedigree::Gender child_gender) noexcept;

}  // namespace genostrat::inheritance
