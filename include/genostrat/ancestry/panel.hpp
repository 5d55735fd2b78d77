// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <genostrat/ancestry/pca.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::ancestry {

/// A variant of a panel: a biallelic SNV.
struct PanelVariant {
    std::string contig{};
    std::int64_t pos{};  ///< 0-based
    char ref{};
    char alt{};  ///< the allele that copies count
};

/// A reference panel: what `ancestry build` writes and `ancestry project` reads. Owns everything.
struct Panel {
    std::string name{};
    std::string build{};  ///< genome build; empty if not known
    std::vector<PanelVariant> variants{};
    std::vector<std::string> samples{};  ///< unrelated ones
    std::vector<std::string> labels{};   ///< group of each sample
    ProjectionBasis basis{};

    /// The groups in order of first appearance, and each sample's index among them.
    [[nodiscard]] std::vector<std::string> groups() const;
    [[nodiscard]] std::vector<std::size_t> group_of_samples() const;

    /// Writes a memory-mapped container (.gsp). @throws Error{system}
    void write(const std::string& path) const;

    /// @throws Error{missing_input}, Error{bad_data}, Error{unsupported}: as io::Container
    [[nodiscard]] static Panel load(const std::string& path);
};

/// Squared correlation of two variants' copies over the samples where both are called; 0 if one
/// does not vary. Both of shape [n_samples].
[[nodiscard]] double
squared_correlation(std::span<const std::int8_t> one, std::span<const std::int8_t> other) noexcept;

/// Keeps variants that are not too much alike, in input order.
class LdPruner {
public:
    /// @param limit        squared correlation above which a variant is dropped
    /// @param window_bp    how far back kept variants are looked at
    LdPruner(double limit, std::int64_t window_bp) : limit_{limit}, window_bp_{window_bp} {}

    /// True if the variant is kept: none of those kept before it within the window is too alike.
    /// @pre positions of a contig come in rising order
    [[nodiscard]] bool
    keep(const std::string& contig, std::int64_t pos, std::span<const std::int8_t> copies);

private:
    struct Kept {
        std::int64_t pos{};
        std::vector<std::int8_t> copies{};
    };

    double limit_;
    std::int64_t window_bp_;
    std::string contig_;
    std::vector<Kept> window_;
};

/// Samples to leave out so that no two left are as near kin as `limit` (KING-robust kinship: 0.25
/// siblings, 0.0884 between second and third degree): again and again the one with the most kin,
/// the later one of equals.
/// @return indices in rising order
[[nodiscard]] std::vector<std::size_t>
related_samples(const GenotypeMatrix& genotypes, double limit);

}  // namespace genostrat::ancestry
