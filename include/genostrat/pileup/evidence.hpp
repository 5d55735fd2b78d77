// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::pileup {

/// A position to look at; alleles[0] is the reference's.
struct Site {
    std::string contig{};
    std::int64_t pos{};  ///< 0-based
    std::vector<std::string> alleles{};
};

/// No allele of the site: the read shows something else.
inline constexpr std::int32_t other_allele = -1;

/// What one read shows at a site.
struct Observation {
    std::int32_t allele{other_allele};
    std::uint8_t quality{};  ///< Phred probability that it is wrong
    bool reverse{};
};

/// What all reads of a sample show at a site.
struct SiteEvidence {
    std::int32_t depth{};                     ///< reads that count, other alleles included
    std::vector<std::int32_t> forward{};      ///< a count for each allele
    std::vector<std::int32_t> reverse{};      ///< likewise
    std::vector<std::int32_t> likelihoods{};  ///< PL: Phred, the best genotype 0, VCF's order
    std::int32_t first{-1};           ///< alleles of the best genotype; -1: nothing was seen
    std::int32_t second{-1};          ///< -1 where haploid
    std::int32_t genotype_quality{};  ///< of the second-best genotype, at most 99
};

/// Counts alleles and finds the most likely genotype.
///
/// A read with error probability e shows allele a with probability 1 - e if the genotype's copy is
/// a, and e / 3 otherwise; copies are drawn with equal chance (the diploid model of Li, 2011,
/// doi:10.1093/bioinformatics/btr509, equation 2, with independent errors).
///
/// @param n_alleles  of the site, the reference's included
/// @param ploidy     1 or 2
[[nodiscard]] SiteEvidence
weigh(std::span<const Observation> observations, std::int32_t n_alleles, int ploidy);

/// What a read's bases from a site's position on say.
struct ReadAtSite {
    std::string_view bases{};     ///< as letters, from the site's position on, without an indel
    std::string_view inserted{};  ///< bases inserted behind the first one
    std::int32_t deleted{};       ///< reference bases deleted behind the first one
};

/// The allele that a read shows: for SNVs its base, for longer alleles of one length all of them,
/// for insertions and deletions what stands behind the first base.
/// @return index in alleles, or other_allele
[[nodiscard]] std::int32_t
match_allele(const ReadAtSite& read, std::span<const std::string> alleles) noexcept;

}  // namespace genostrat::pileup
