// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/inheritance/mendel.hpp>

namespace genostrat::inheritance {

namespace {

using Alleles = std::span<const std::int32_t>;

[[nodiscard]] bool is_called(Alleles alleles) noexcept {
    return !alleles.empty() && std::ranges::find(alleles, -1) == alleles.end();
}

/// A missing allele may be any.
[[nodiscard]] bool may_carry(Alleles parent, std::int32_t allele) noexcept {
    return !is_called(parent) || std::ranges::find(parent, allele) != parent.end();
}

/// All the child's alleles are of this parent: one copy, or the same one called twice.
[[nodiscard]] Consistency of_one_parent(Alleles child, Alleles parent) noexcept {
    if (!is_called(child) || !is_called(parent))
        return Consistency::not_assessed;
    const bool is_one =
        std::ranges::all_of(child, [&](std::int32_t allele) { return allele == child.front(); });
    return is_one && may_carry(parent, child.front()) ? Consistency::consistent
                                                      : Consistency::inconsistent;
}

}  // namespace

Consistency mendelian_consistency(
    std::span<const std::int32_t> child,
    std::span<const std::int32_t> mother,
    std::span<const std::int32_t> father,
    Region region,
    cohort::Pedigree::Gender child_gender) noexcept {
    using Gender = cohort::Pedigree::Gender;
    if (region == Region::mitochondrion)
        return of_one_parent(child, mother);
    if (region == Region::y)
        return child_gender == Gender::male ? of_one_parent(child, father)
                                            : Consistency::not_assessed;
    if (region == Region::x && child_gender != Gender::female)
        return child_gender == Gender::male ? of_one_parent(child, mother)
                                            : Consistency::not_assessed;
    if (!is_called(child) || child.size() != 2)
        return Consistency::not_assessed;
    const bool fits = (may_carry(mother, child[0]) && may_carry(father, child[1])) ||
                      (may_carry(mother, child[1]) && may_carry(father, child[0]));
    return fits ? Consistency::consistent : Consistency::inconsistent;
}

}  // namespace genostrat::inheritance
