// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/cohort/genome_part.hpp>
#include <genostrat/qc/genotype_tally.hpp>
#include <genostrat/qc/variant_qc.hpp>

namespace genostrat::qc {

/// Tables in the formats of plink2 2.00a3.5, as it makes them of a VCF without sexes: haploid
/// genotypes count as homozygous ones, half-missing genotypes as missing. Numbers have plink2's six
/// digits.

/// Rows of one batch of variants.
struct PlinkRows {
    std::string missing{};    ///< .vmiss, `--missing`
    std::string frequency{};  ///< .afreq, `--freq`
    std::string hardy{};      ///< .hardy, `--hardy`: autosomes, and contigs that are no chromosomes

    /// @param contig  as the header names it; written as plink2 does, without `chr`
    void
    add(std::string_view contig,
        cohort::GenomePart part,
        std::string_view id,
        std::string_view ref,
        std::span<const std::string_view> alts,
        const SiteGenotypes& genotypes);
};

inline constexpr std::string_view missing_header = "#CHROM\tID\tMISSING_CT\tOBS_CT\tF_MISS\n";
inline constexpr std::string_view frequency_header = "#CHROM\tID\tREF\tALT\tALT_FREQS\tOBS_CT\n";
inline constexpr std::string_view hardy_header =
    "#CHROM\tID\tA1\tAX\tHOM_A1_CT\tHET_A1_CT\tTWO_AX_CT\tO(HET_A1)\tE(HET_A1)\tP\n";

/// `.smiss` of `--missing`. Genotypes of Y do not count: plink2 expects them in males only.
[[nodiscard]] std::string sample_missing_table(const VariantQc& qc);

/// `.het` of `--het`, from autosomes.
[[nodiscard]] std::string heterozygosity_table(const VariantQc& qc);

}  // namespace genostrat::qc
