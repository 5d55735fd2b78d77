// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

namespace genostrat::qc {

/// Reads of one person at one common SNV.
struct SiteReads {
    double frequency{};  ///< of ALT in the population, within 0..1
    std::int32_t ref{};  ///< reads that show REF
    std::int32_t alt{};
    std::int32_t other{};  ///< another base: an error
};

struct Contamination {
    double share{};  ///< of reads from somebody else, 0..0.5; NaN without sites
    double low{};    ///< where the log likelihood is 1.92 below its best: a 95 % interval
    double high{};
    std::int64_t n_sites{};  ///< with reads
};

/// The most likely share of reads from another, unrelated person of the same population
/// (the model of verifyBamID: Jun et al. 2012, doi:10.1016/j.ajhg.2012.09.004): the genotypes of
/// both follow Hardy-Weinberg proportions, reads are drawn from the mixture, and show a wrong base
/// as often as `other` bases say.
[[nodiscard]] Contamination estimate_contamination(std::span<const SiteReads> sites);

}  // namespace genostrat::qc
