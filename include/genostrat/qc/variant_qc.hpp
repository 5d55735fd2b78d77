// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/cohort/genome_part.hpp>
#include <genostrat/qc/read_depths.hpp>
#include <genostrat/qc/sample_counts.hpp>
#include <genostrat/qc/site_stats.hpp>

namespace genostrat::qc {

/// Genotypes of all samples in one part of the genome.
struct PartCounts {
    std::vector<SampleCounts> samples{};  ///< shape [n_samples]; empty if the part has no row
    std::int64_t n_rows{};
    std::int64_t n_polymorphic{};    ///< rows where at least two alleles are called
    double expected_homozygosity{};  ///< sum over these

    void add(const PartCounts& other);

    /// Share of heterozygotes missed against random mating, 1 - observed / expected: F of plink2's
    /// `--het`. NaN where nothing is expected.
    [[nodiscard]] double inbreeding(std::size_t sample) const noexcept;

    /// Called genotypes at polymorphic rows.
    [[nodiscard]] std::int64_t observed(std::size_t sample) const noexcept {
        return n_polymorphic - samples[sample].missing_polymorphic;
    }

    /// Homozygotes that random mating makes among `observed`.
    [[nodiscard]] double expected_homozygous(std::size_t sample) const noexcept {
        return expected_homozygosity - samples[sample].missing_expected_hom;
    }
};

/// All counts that one pass over variants gives.
struct VariantQc {
    std::string path{};
    std::vector<std::string> samples{};
    SiteStats sites{};
    std::array<PartCounts, cohort::n_genome_parts> parts{};  ///< by GenomePart
    std::vector<SampleDepths> depths{};                      ///< shape [n_samples]

    [[nodiscard]] const PartCounts& part(cohort::GenomePart which) const noexcept {
        return parts[static_cast<std::size_t>(which)];
    }

    /// Sums over all parts, shape [n_samples].
    [[nodiscard]] std::vector<SampleCounts> totals() const;
};

}  // namespace genostrat::qc
