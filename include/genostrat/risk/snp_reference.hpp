// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <genostrat/risk/random_stream.hpp>

namespace genostrat::risk {

/// One SNP of an iCARE model.
struct Snp {
    std::string name{};
    double log_odds{};   ///< for each copy of the counted allele
    double frequency{};  ///< of the counted allele, 0..1
};

/// Reads columns snp_name, snp_odds_ratio and snp_freq.
/// @throws Error{missing_input}; Error{bad_data} with file and line: an absent column, a name given
///         twice, an odds ratio that is not positive, a frequency outside 0..1
[[nodiscard]] std::vector<Snp> read_snps(const std::string& path);

/// Variance of the sum of log odds over people in Hardy-Weinberg proportions:
/// sum of beta^2 2 f (1 - f).
[[nodiscard]] double score_variance(std::span<const Snp> snps) noexcept;

/// Draws genotypes of reference people, SNP after SNP, in Hardy-Weinberg proportions; of those with
/// a family history in the proportions that a first-degree relative's disease makes likely:
/// P(k) exp(beta k / 2), renormalised (iCARE).
/// @param family_history  1 where there is one; empty: none has; shape [n_people]
/// @param out             copies 0, 1, 2; shape [n_snps x n_people]
void draw_genotypes(
    std::span<const Snp> snps,
    std::span<const double> family_history,
    std::size_t n_people,
    RandomStream& stream,
    std::span<std::int8_t> out);

}  // namespace genostrat::risk
