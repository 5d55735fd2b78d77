// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <utility>
#include <vector>

#include <genostrat/pgx/gene_model.hpp>
#include <genostrat/pgx/genotype.hpp>

namespace genostrat::pgx {

/// A pair of named alleles that explains a sample's genotypes.
struct AllelePair {
    AlleleIndex first{};
    AlleleIndex second{};  ///< no_named_allele in a haploid sample
    int score{};

    friend bool operator==(const AllelePair&, const AllelePair&) = default;
};

/// Every pair of named alleles that can lie on the two strands of a sample.
///
/// A pair fits if each phase block can be turned so that the one allele has all bases of its one
/// side and the other allele those of its other side; blocks are independent of each other, so
/// no permutation is ever written down. The score of an allele is the number of loci present in
/// the sample that it defines, less its IUPAC cells at which all its strands have REF; a pair
/// takes the best turn of each block.
///
/// @param calls     shape [n_loci]; none partial
/// @param excluded  alleles that take no part
/// @return best score first, then in order of names (PharmCAT 3.1.1, named allele matcher)
[[nodiscard]] std::vector<AllelePair> match_pairs(
    const GeneModel& model,
    std::span<const LocusCall> calls,
    const PhasedSample& sample,
    const AlleleSet& excluded = {});

/// A strand explained by named alleles together with variants that none of them has.
struct StrandHaplotype {
    std::vector<AlleleIndex> alleles{};  ///< in order of names; none: the reference
    std::vector<std::pair<LocusIndex, AlleleCode>> partials{};
    int score{};
};

/// What may be combined on one strand.
struct CombinationRules {
    AlleleSet excluded{};                    ///< alleles that take no part
    std::vector<LocusIndex> ignored_loci{};  ///< sorted; as if they were missing
    bool with_partials{true};  ///< also report strands with variants that no allele explains
};

/// The named alleles, or combinations of them, that one strand shows.
///
/// @param strand  shape [n_loci]: code at each locus, missing_code where unknown
/// @pre    every allele is judged by the loci it defines, undefined cells are not filled
[[nodiscard]] std::vector<StrandHaplotype> combine_strand(
    const GeneModel& model, std::span<const AlleleCode> strand, const CombinationRules& rules);

/// One turn of the blocks: the codes of both strands, shape [n_loci] each.
struct StrandPair {
    std::vector<AlleleCode> first{};
    std::vector<AlleleCode> second{};
};

/// Number of ways to turn the blocks that differ by more than which strand is called first.
/// Saturates at 2^62.
[[nodiscard]] std::uint64_t n_strand_pairs(const PhasedSample& sample) noexcept;

/// @pre turn < n_strand_pairs(sample)
[[nodiscard]] StrandPair
strand_pair(std::span<const LocusCall> calls, const PhasedSample& sample, std::uint64_t turn);

}  // namespace genostrat::pgx
