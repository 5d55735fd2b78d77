// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/score/matching.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat::score {

/// What a haploid genotype (X in males; a hemizygous call elsewhere) counts; Y and the
/// mitochondrion always count once.
enum class HaploidX : std::uint8_t {
    single,  ///< 0 or 1 copy
    doubled  ///< 0 or 2 copies, as if diploid
};

/// How one contig's genotypes are to be read.
enum class ContigKind : std::uint8_t { autosome, x, y, mitochondrion };

[[nodiscard]] ContigKind contig_kind(std::string_view name) noexcept;

/// True within the pseudo-autosomal regions of X (GRCh37 or GRCh38), where males are diploid.
/// @param build  `GRCh37`, `GRCh38`, or empty: false then
[[nodiscard]] bool is_pseudo_autosomal(std::string_view build, std::int64_t pos) noexcept;

/// What is known about the samples' ploidy.
struct PloidyRules {
    HaploidX haploid_x{HaploidX::single};
    /// Sex of each sample, or none: then a genotype's own ploidy counts.
    std::vector<cohort::Sex> sexes{};
    bool has_sexes{};
};

/// True if the genotypes of such a contig have to be looked at one by one for their ploidy, even if
/// all are written as diploid.
[[nodiscard]] bool needs_ploidy(ContigKind contig, const PloidyRules& rules) noexcept;

/// Appends the genotypes of one allele to a batch.
///
/// A haploid genotype counts 0 or 1 (or doubled). A male on X outside the pseudo-autosomal regions,
/// and anybody on Y and the mitochondrion, who is written as diploid counts half. A missing
/// genotype written `.` has the ploidy that sex and contig tell, else 2 on autosomes.
///
/// @param genotypes  of one row; not empty
/// @return the column, which points into `batch`
GenotypeColumn read_genotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    ContigKind contig,
    const PloidyRules& rules,
    MatchedBatch& batch);

/// Appends the alleles of one haplotype after the other: two entries a sample, 0 or 1 copy each.
///
/// The first haplotype is the allele left of the `|`. Where alleles differ and are not phased both
/// are missing. A haploid genotype is the first haplotype, and there is no second (ploidy 0); the
/// same holds for a male on X outside the pseudo-autosomal regions, and for anybody on Y and the
/// mitochondrion, who is written as diploid.
/// @param genotypes  of one row; not empty
/// @return a column of 2 n_samples entries
GenotypeColumn read_haplotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    ContigKind contig,
    const PloidyRules& rules,
    MatchedBatch& batch);

/// One sample's genotype: copies of an allele, NaN where missing, of `ploidy` alleles (0: not
/// told).
struct AlleleCall {
    float copies{};
    std::uint8_t ploidy{2};
};

/// Appends calls that are already counted; the rules of ploidy are applied to them.
/// @param calls  one entry a sample
GenotypeColumn read_calls(
    std::vector<AlleleCall> calls,
    bool effect_is_ref,
    ContigKind contig,
    const PloidyRules& rules,
    MatchedBatch& batch);

/// Makes genotypes missing: those with low[sample] != 0.
void mask_genotypes(
    GenotypeColumn& column, std::span<const std::uint8_t> low, MatchedBatch& batch) noexcept;

}  // namespace genostrat::score
