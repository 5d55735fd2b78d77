// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genostrat::ancestry {

inline constexpr std::int8_t missing_copies = -1;

/// Genotypes of variants by samples: copies of one allele 0, 1, 2, or missing_copies. Row-major,
/// shape [n_variants x n_samples]. A view.
struct GenotypeMatrix {
    std::span<const std::int8_t> copies{};
    std::size_t n_samples{};

    [[nodiscard]] std::size_t n_variants() const noexcept {
        return n_samples == 0 ? 0 : copies.size() / n_samples;
    }

    [[nodiscard]] std::span<const std::int8_t> row(std::size_t variant) const noexcept {
        return copies.subspan(variant * n_samples, n_samples);
    }
};

/// Mean and spread of one variant among the called samples.
struct VariantScale {
    double mean{};
    double sd{1};  ///< n in the denominator; 1 where the variant does not vary

    /// The standardised value; 0 where missing.
    [[nodiscard]] double value(std::int8_t copies) const noexcept {
        return copies < 0 ? 0 : (copies - mean) / sd;
    }
};

[[nodiscard]] VariantScale scale_of(std::span<const std::int8_t> copies) noexcept;

/// Singular value decomposition of the standardised genotypes, greatest values first. Owns its
/// arrays.
struct Decomposition {
    std::size_t n_components{};
    std::vector<VariantScale> scales{};
    std::vector<double> singular{};  ///< shape [n_components]
    std::vector<double> loadings{};  ///< left vectors, shape [n_variants x n_components]
    std::vector<double> samples{};   ///< right vectors, shape [n_samples x n_components]
};

enum class Solver : std::uint8_t {
    automatic,  ///< exact up to 512 samples
    exact,      ///< eigenvalues of the samples' products
    randomised  ///< subspace iteration from a fixed seed (Halko, Martinsson and Tropp 2011,
                ///< doi:10.1137/090771806)
};

/// @param n_components  at most; fewer if there are fewer samples or variants
/// @return the same on every machine but for rounding; signs make each component's greatest loading
///         positive
[[nodiscard]] Decomposition decompose(
    const GenotypeMatrix& genotypes, std::size_t n_components, Solver solver = Solver::automatic);

/// A reference panel, ready to have samples put beside it.
struct ProjectionBasis {
    std::size_t n_reference{};  ///< components that are reported
    std::size_t n_study{};      ///< that the augmented reference is aligned by
    std::size_t n_online{};     ///< that the decomposition keeps
    Decomposition panel{};      ///< at least n_online components

    /// Components of the panel's samples, shape [n_samples x n_reference].
    [[nodiscard]] std::vector<double> reference_pcs() const;
};

/// Dimensions as FRAPOSA chooses them: twice as many for the study, four times as many online;
/// fewer where the panel has fewer.
[[nodiscard]] ProjectionBasis basis_of(Decomposition panel, std::size_t n_reference);

/// Places one sample among the panel by online augmentation (OADP): the sample is added to the
/// decomposition, whose samples are then laid over the panel's by Procrustes analysis. A plain
/// projection shrinks towards 0 (Zhang, Dey and Lee 2020, doi:10.1093/bioinformatics/btaa152).
/// @param copies  of the panel's alleles, shape [n_variants]
/// @param out     shape [n_reference]
void project(
    const ProjectionBasis& basis, std::span<const std::int8_t> copies, std::span<double> out);

/// The plain projection. @param out  shape [n_reference]
void project_naively(
    const ProjectionBasis& basis, std::span<const std::int8_t> copies, std::span<double> out);

}  // namespace genostrat::ancestry
