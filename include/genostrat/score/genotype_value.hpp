// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include <genostrat/score/scoring_file.hpp>

namespace genostrat::score {

/// What a missing genotype counts.
enum class MissingPolicy : std::uint8_t {
    mean,  ///< the mean over the population: 2p; where p is not known, as `skip`
    skip,  ///< nothing; its alleles are left out of the denominator
    ref    ///< homozygous for REF
};

/// What is done to values before they are weighed.
enum class Scaling : std::uint8_t {
    none,
    center,               ///< minus the mean
    variance_standardize  ///< minus the mean, divided by sqrt(2p(1-p)); several ALTs: sqrt(sum
                          ///< p(1-p))
};

[[nodiscard]] std::string_view to_string(MissingPolicy policy) noexcept;
[[nodiscard]] std::string_view to_string(Scaling scaling) noexcept;

inline constexpr double unknown_frequency = std::numeric_limits<double>::quiet_NaN();

/// How the copies of an effect allele become the value that a weight multiplies.
struct GenotypeModel {
    EffectType type{EffectType::additive};
    std::array<double, 3> dosage_weights{};  ///< for by_dosage
    double frequency{unknown_frequency};     ///< of the effect allele, 0..1; NaN if not known
    double frequency_low{};                  ///< what the double `frequency` leaves of the true one
    /// Sum over all alleles of p(1-p), which is 2p(1-p) for two; NaN: of two alleles.
    double variance{unknown_frequency};
    MissingPolicy missing{MissingPolicy::mean};
    Scaling scaling{Scaling::none};
    bool effect_is_ref{};

    /// Value of a called genotype.
    /// @param copies  of the effect allele, 0 .. ploidy; may be a fraction (imputed)
    [[nodiscard]] double called(double copies, int ploidy = 2) const noexcept;

    /// Value of a missing genotype; 0 where it counts nothing.
    [[nodiscard]] double missing_value(int ploidy = 2) const noexcept;

    /// What `missing_value` leaves of the true value, where that is a multiple of the frequency.
    [[nodiscard]] double missing_low(int ploidy = 2) const noexcept;

    /// True if the alleles of a missing genotype are part of the denominator.
    [[nodiscard]] bool counts_missing() const noexcept;

    /// Values of the codes 0, 1, 2 and missing of diploid samples.
    [[nodiscard]] std::array<double, 4> code_values() const noexcept;

private:
    [[nodiscard]] double raw(double copies) const noexcept;
    [[nodiscard]] double mean(int ploidy) const noexcept;
    [[nodiscard]] double slope() const noexcept;
};

}  // namespace genostrat::score
