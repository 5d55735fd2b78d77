// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/qc/variant_qc.hpp>

namespace genostrat::qc {

/// What the genotypes of X and Y outside the pseudo-autosomal regions say about a sample's sex.
struct SexEstimate {
    cohort::Sex sex{cohort::Sex::unknown};
    std::int64_t x_diploid{};       ///< called genotypes of X written with two alleles
    std::int64_t x_haploid{};       ///< with one
    std::int64_t x_heterozygous{};  ///< of the diploid ones
    double x_inbreeding{};          ///< F of X; NaN where the cohort is too small to tell
    double x_het_share{};           ///< heterozygous among X genotypes with an ALT; NaN if none has
    std::int64_t y_called{};        ///< genotypes of Y
    std::string reason{};           ///< what decided, in words
};

/// Estimates the sex of a sample. The first rule that applies decides:
/// 1. most X genotypes are haploid: male; 10 or more are diploid and none is haploid, though other
///    samples of the file have haploid ones: female;
/// 2. F of X, from the frequencies of 20 samples or more at 10 polymorphic sites or more: above 0.8
///    male, below 0.2 female (the limits of PLINK's --check-sex);
/// 3. the share of heterozygotes among 20 or more X genotypes with an ALT allele: below 0.15 male,
///    above 0.35 female;
/// 4. otherwise it is unknown.
[[nodiscard]] SexEstimate estimate_sex(const VariantQc& qc, std::size_t sample);

/// What depths say about a sample's sex: copies of X and Y, where an autosome has two.
struct DepthSex {
    cohort::Sex sex{cohort::Sex::unknown};
    double x_copies{};  ///< NaN if the contig is not there or nothing covers the autosomes
    double y_copies{};
    std::string reason{};
};

/// @param bases  aligned bases of each contig. Male: fewer than 1.5 copies of X and more than 0.4
///               of Y; female: 1.5 or more of X and fewer than 0.4 of Y. Unknown where X has fewer
///               than 0.5 copies (reads of a part of the genome only), and with other numbers.
[[nodiscard]] DepthSex estimate_sex(const Contigs& contigs, std::span<const std::int64_t> bases);

}  // namespace genostrat::qc
