// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <genostrat/cohort/genome_part.hpp>
#include <genostrat/cohort/pedigree.hpp>

namespace genostrat::inheritance {

/// Thresholds of slivar's functions (Pedersen et al. 2021, npj Genomic Medicine 6:60).
struct Thresholds {
    double min_gq{20};        ///< genotype quality
    double min_depth{6};      ///< reads of REF and ALT together; negative: reads are not judged
    double min_balance{0.2};  ///< of a heterozygote: ALT reads / all reads, at least this
                              ///< and at most 1 - this
    double max_ref_balance{0.02};          ///< of a homozygous reference: below this
    double min_alt_balance{0.98};          ///< of a homozygous alternate: above this
    double max_parent_alt_reads{1};        ///< of a de novo: ALT reads of both parents together
    double min_x_de_novo_balance{0.3};     ///< of a son's de novo on X: above this
    double min_x_recessive_balance{0.75};  ///< of a son's recessive on X: above this
};

/// One sample's call of one ALT.
struct Call {
    enum class State : std::uint8_t { unknown, hom_ref, het, hom_alt };

    State state{State::unknown};
    int alts{-1};          ///< copies of the ALT; -1 unknown
    double gq{-1};         ///< -1 if missing
    double ref_reads{-1};  ///< reads of all other alleles; -1 if missing
    double alt_reads{-1};
    /// Phase of a phased heterozygote: which copy carries the ALT (0 or 1), -1 if not phased.
    int haplotype{-1};
    std::int64_t phase_set{-1};

    [[nodiscard]] bool is(State wanted) const noexcept { return state == wanted; }

    /// ALT reads / all reads; -1 where reads are missing or none.
    [[nodiscard]] double balance() const noexcept;
};

/// Which columns a file has: a check whose column is absent is left out (and said so by the stage).
struct Evidence {
    bool has_gq{true};
    bool has_reads{true};
};

/// slivar's hq1: the genotype is called, good enough, and its reads fit it.
[[nodiscard]] bool
is_good(const Call& call, const Thresholds& thresholds, const Evidence& evidence = {}) noexcept;

/// How a variant can explain the child's state.
enum class Mode : std::uint8_t {
    de_novo,
    autosomal_recessive,
    autosomal_dominant,
    x_de_novo,
    x_recessive,
    x_dominant,
    compound_het_side  ///< one half of a compound heterozygote
};

inline constexpr std::size_t n_modes = 7;

/// INFO key: `DE_NOVO`, `AUTOSOMAL_RECESSIVE`, …
[[nodiscard]] std::string_view to_string(Mode mode) noexcept;

/// Where the row stands, as inheritance sees it.
enum class Region : std::uint8_t { autosome, x, y, mitochondrion };

/// The pseudo-autosomal regions, and contigs that are no chromosome, count as autosome.
[[nodiscard]] Region region_of(cohort::GenomePart part) noexcept;

struct Trio {
    Call child{};
    Call mother{};
    Call father{};
    cohort::Pedigree::Gender child_gender{};
};

/// Modes that a trio's calls fit: de novo and recessive ones, and compound_het_side. A set of bits
/// `1 << Mode`.
[[nodiscard]] std::uint32_t modes_of(
    const Trio& trio,
    Region region,
    const Thresholds& thresholds,
    const Evidence& evidence = {}) noexcept;

/// A member of a family for `segregates_dominantly`; parents are indices in the family or -1.
struct Member {
    Call call{};
    cohort::Pedigree::Gender gender{};
    cohort::Pedigree::Phenotype phenotype{};
    int father{-1};
    int mother{-1};
};

/// True if all affected members carry one copy and no unaffected one does, every call is good, and
/// an affected child has an affected parent. On X a son has it of his mother, and an affected
/// father's daughters are affected.
[[nodiscard]] bool segregates_dominantly(
    std::span<const Member> family,
    Region region,
    const Thresholds& thresholds,
    const Evidence& evidence = {}) noexcept;

/// One half of a possible compound heterozygote.
struct Side {
    Call child{};
    Call mother{};  ///< unknown if not in the file
    Call father{};
};

/// True if two heterozygous calls of a child lie on different copies of the gene: by phase where
/// both are phased in one set; else by slivar's rule, that each parent carries one of them, or one
/// parent one and the other is de novo.
[[nodiscard]] bool are_compound_het(const Side& left, const Side& right) noexcept;

}  // namespace genostrat::inheritance
