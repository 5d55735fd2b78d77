// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace genostrat {

/// Genotypes of one row: BCF's packed GT vectors (specification, section 6.3.3), shape
/// [n_samples x ploidy]. A value is (allele + 1) << 1 | phased; 0 or 1 is a missing allele; shorter
/// genotypes are filled with the type's end-of-vector value. A view into the batch.
struct Genotypes {
    enum class Width : std::uint8_t { none, int8, int16, int32 };

    const void* data{};
    std::size_t n_samples{};
    std::size_t ploidy{};  ///< of the widest sample
    Width width{Width::none};

    [[nodiscard]] bool empty() const noexcept { return width == Width::none; }

    /// One allele call of a sample: see `is_filling`, `allele_of`, `is_phased`. Widened to int32.
    [[nodiscard]] std::int32_t at(std::size_t sample, std::size_t copy) const noexcept {
        const std::size_t index = sample * ploidy + copy;
        switch (width) {
        case Width::int8: {
            const std::int8_t value = static_cast<const std::int8_t*>(data)[index];
            return value == -127 ? filling : value == -128 ? 0 : value;
        }
        case Width::int16: {
            const std::int16_t value = static_cast<const std::int16_t*>(data)[index];
            return value == -32767 ? filling : value == -32768 ? 0 : value;
        }
        case Width::int32: {
            const std::int32_t value = static_cast<const std::int32_t*>(data)[index];
            return value == -2147483647 ? filling : value == -2147483647 - 1 ? 0 : value;
        }
        case Width::none:
            break;
        }
        return filling;
    }

    static constexpr std::int32_t filling = -1;

    /// True past the last allele of a sample with lower ploidy.
    [[nodiscard]] static constexpr bool is_filling(std::int32_t call) noexcept { return call < 0; }

    /// Allele index, 0 is REF; -1 if missing (`.`) or filling.
    [[nodiscard]] static constexpr std::int32_t allele_of(std::int32_t call) noexcept {
        return (call >> 1) - 1 < -1 ? -1 : (call >> 1) - 1;
    }

    [[nodiscard]] static constexpr bool is_phased(std::int32_t call) noexcept {
        return call >= 0 && (call & 1) != 0;
    }

    /// Number of alleles of a sample (1 haploid, 2 diploid, 0 if GT is empty).
    [[nodiscard]] std::size_t ploidy_of(std::size_t sample) const noexcept {
        std::size_t n = 0;
        while (n < ploidy && !is_filling(at(sample, n)))
            ++n;
        return n;
    }
};

inline constexpr std::int8_t missing_dosage = -1;

/// Copies of one allele in each sample's genotype.
///
/// @param genotypes  of one row
/// @param allele     index of the counted allele; 0 is REF
/// @param out        one entry a sample, shape [n_samples]: 0 .. ploidy, or missing_dosage where an
///                   allele is missing (half-missing calls count as missing) or the genotype is
///                   empty
/// @note no allocation; vectorised for diploid int8 genotypes
void allele_dosages(
    const Genotypes& genotypes, std::int32_t allele, std::span<std::int8_t> out) noexcept;

}  // namespace genostrat
