// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/individuals.hpp"
#include "simulate/planted.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::simulate {

enum class Inheritance : std::uint8_t {
    de_novo,
    autosomal_recessive,
    compound_heterozygous,
    x_linked_recessive,
    autosomal_dominant
};

[[nodiscard]] std::string_view to_string(Inheritance mode) noexcept;

/// The mode of a family: each in turn. X-linked becomes recessive where there is no chrX.
[[nodiscard]] Inheritance mode_of_family(int family, bool has_x) noexcept;

/// Father, mother, affected proband and a sibling on one contig; in this order.
struct Family {
    int number{};
    Inheritance mode{};
    std::vector<Individual> members{};
};

inline constexpr std::size_t members_of_family = 4;

/// Names of a family's members: `F1_father` …
[[nodiscard]] std::vector<std::string> member_names(int family);

/// A family without events: children get their parents' recombined haplotypes.
/// @param events       indices of the variants that this family carries on this contig; two for
///                     compound_heterozygous, else one; none on the other contigs
/// @param planted_pos  places of all planted variants of the contig
[[nodiscard]] Family make_family(
    int number,
    Inheritance mode,
    const GenomeContig& contig,
    std::span<const std::int32_t> events,
    std::span<const std::int64_t> planted_pos,
    Random random);

/// Whether a member has the disease, from what it carries. @pre the family has its events here
[[nodiscard]] bool
is_affected(const Family& family, std::size_t member, std::span<const std::int32_t> events);

/// A member's genotype at a planted variant: `0/0`, `0/1`, `1/1`, `0`, `1`.
[[nodiscard]] std::string planted_genotype(const Individual& member, std::int32_t variant);

/// Rows of a pedigree file for one family. @param affected  by member
[[nodiscard]] std::string
pedigree_rows(int family, Inheritance mode, std::span<const bool> affected);

/// The sex of a member: the proband of an X-linked family is male.
[[nodiscard]] Sex sex_of(int family, Inheritance mode, std::size_t member) noexcept;

}  // namespace genostrat::simulate
