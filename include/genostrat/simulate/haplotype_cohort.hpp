// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace genostrat::simulate {

/// A gene as rows of alleles: what pharmacogenomic definitions are made of.
struct HaplotypeGene {
    struct Site {
        std::int64_t pos0{};  ///< 0-based POS
        std::string id{"."};
        std::string ref{};
        std::vector<std::string> alts{};  ///< at least one
    };

    std::string contig{};
    std::vector<Site> sites{};
    /// One entry a haplotype and site: 0 is REF, 1.. the ALTs. The first haplotype is the
    /// reference.
    std::vector<std::vector<std::uint8_t>> haplotypes{};
};

struct HaplotypeCohortOptions {
    std::uint64_t seed{1};
    int n_samples{200};
    bool is_phased{};
    double reference_share{0.5};  ///< of strands that carry a gene's first haplotype, 0..1
    double missing_share{0.002};  ///< of genotypes that are `./.`, 0..1
    /// With a number above 0: so many sites of each gene are heterozygous (all, if it has fewer),
    /// the others REF, whatever the haplotypes are.
    int n_heterozygous{};
};

/// Writes a VCF of people who carry two haplotypes of each gene; every other person has one of
/// those on chrX. Sites in order of contig and position; the content depends on the input alone.
/// @param path  BGZF where it ends in `.gz`
/// @throws Error{usage} for numbers out of range, Error{system}
void write_haplotype_cohort(
    std::span<const HaplotypeGene> genes,
    const HaplotypeCohortOptions& options,
    const std::string& path);

}  // namespace genostrat::simulate
