// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/match.hpp>

namespace genostrat::pgx {

/// The HGVS name of what a strand has at a locus: `g.94781859G>A`, `g.40991369?` if unknown.
[[nodiscard]] std::string partial_name(
    const GeneModel& model,
    const UndocumentedAlleles& undocumented,
    LocusIndex locus,
    AlleleCode code);

/// The name of a combination of alleles; the reference has no component beside others.
[[nodiscard]] HaplotypeName name_of(
    const GeneModel& model,
    const UndocumentedAlleles& undocumented,
    const StrandHaplotype& haplotype);

[[nodiscard]] HaplotypeName name_of(const GeneModel& model, AlleleIndex allele);

/// Both haplotypes in order of names, as one diplotype.
[[nodiscard]] Diplotype make_diplotype(HaplotypeName one, HaplotypeName other, int score);

/// Best score first, then in order of names.
void sort_diplotypes(std::vector<Diplotype>& diplotypes);

/// A named strand with its share of the score.
struct NamedStrand {
    HaplotypeName name{};
    int score{};
    bool is_plain{};  ///< one named allele and nothing else
};

/// Diplotypes of every pair of what two strands can be called; pairs of plain names only once.
/// With one strand (no heterozygous locus) `second` is the same list as `first`.
void add_pairs(
    const std::vector<NamedStrand>& first,
    const std::vector<NamedStrand>& second,
    bool is_one_sequence,
    std::vector<Diplotype>& diplotypes);

/// DPYD and RYR1.
void call_lowest_function(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const PhasedSample& sample,
    const UndocumentedAlleles& undocumented,
    GeneCall& call);

/// Beyond this many ways to turn phase blocks, combinations are not listed.
inline constexpr std::uint64_t max_strand_pairs = std::uint64_t{1} << 14U;

}  // namespace genostrat::pgx
