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
    std::uint32_t n_telling{};  ///< see telling_bases; 0: not known yet
};

/// No allele of the site: the read shows something else.
inline constexpr std::int32_t other_allele = -1;

/// The read ends too early to tell the site's alleles apart.
inline constexpr std::int32_t untold_allele = -2;

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
    std::int32_t first{-1};                   ///< alleles of the best genotype; -1: none is called
    std::int32_t second{-1};                  ///< -1 where haploid
    std::int32_t genotype_quality{};  ///< of the second-best genotype (the unnamed allele's, too),
                                      ///< at most 99; 0 where none is called
};

/// Counts alleles and finds the most likely genotype.
///
/// A read with error probability e shows allele a with probability 1 - e if the genotype's copy is
/// a, and e / 3 otherwise; copies are drawn with equal chance (the diploid model of Li, 2011,
/// doi:10.1093/bioinformatics/btr509, equation 2, with independent errors). Reads of other_allele
/// stand for one more allele, which the site does not name: where a genotype with it is more likely
/// than all others, though one site in a thousand has such a genotype, nothing is called. Reads of
/// untold_allele count in the depth only.
///
/// @param n_alleles  of the site, the reference's included
/// @param ploidy     1 or 2
[[nodiscard]] SiteEvidence
weigh(std::span<const Observation> observations, std::int32_t n_alleles, int ploidy);

/// What a read says from a site's position on.
struct ReadAtSite {
    std::string_view bases{};  ///< its letters in place of REF's, inserted ones included
    bool changed{};            ///< an insertion or deletion is within REF or the telling bases
    bool fits{true};           ///< none of them reaches beyond REF
    bool complete{true};       ///< the read goes on to the last telling base; changed: to REF's end
};

/// How many bases of the reference, from the site's position on, a read must show without a change
/// before it speaks for an allele as long as REF: up to the first one in which an insertion or
/// deletion would show. Within a repeat that is the base behind the repeat.
///
/// @param following  bases of the reference behind REF: the more, the longer the repeats that are
///                   seen through. Where they end too early, one base more than there are
[[nodiscard]] std::uint32_t
telling_bases(std::span<const std::string> alleles, std::string_view following);

/// The allele that a read shows. Among insertions and deletions, a read without either speaks for
/// REF, and one with a deletion for the only ALT of its length, whatever base was misread; all
/// other alleles are compared letter by letter.
/// @return index in alleles, other_allele or untold_allele
[[nodiscard]] std::int32_t
match_allele(const ReadAtSite& read, std::span<const std::string> alleles) noexcept;

}  // namespace genostrat::pileup
