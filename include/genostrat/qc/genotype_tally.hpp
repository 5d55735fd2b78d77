// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <genostrat/qc/sample_counts.hpp>
#include <genostrat/qc/site.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat::qc {

/// How often one allele stands in the genotypes of a site.
struct AlleleGenotypes {
    std::int64_t homozygous{};    ///< diploid, this allele only
    std::int64_t heterozygous{};  ///< diploid, with another allele
    std::int64_t haploid{};
    std::int64_t copies{};  ///< in all genotypes, half-missing ones included (bcf_calc_ac)
};

/// Genotypes of all samples at one site.
struct SiteGenotypes {
    bool has_genotypes{};        ///< the row has GT
    std::int64_t diploid{};      ///< called, both alleles
    std::int64_t haploid{};      ///< called
    std::int64_t missing{};      ///< with a missing allele, or none at all
    std::int64_t ref_and_alt{};  ///< REF and an ALT
    std::int64_t carriers{};     ///< diploid genotypes with an ALT
    std::vector<AlleleGenotypes> alleles{};

    [[nodiscard]] std::int64_t reference() const noexcept { return alleles.front().homozygous; }

    [[nodiscard]] std::int64_t heterozygous() const noexcept;

    [[nodiscard]] std::int64_t called() const noexcept { return diploid + haploid; }

    /// Frequency of an allele among called genotypes, haploid ones counted as `haploid_weight`
    /// copies; NaN when nothing is called.
    [[nodiscard]] double frequency(std::size_t allele, int haploid_weight) const noexcept;

    /// Sum of the squared allele frequencies: the share of homozygotes that random mating makes.
    /// @see frequency
    [[nodiscard]] double expected_homozygosity(int haploid_weight) const noexcept;
};

/// Counts genotypes by site and by sample. Biallelic rows with packed diploid genotypes go through
/// a vectorised loop that keeps 16-bit counts a sample; other rows are read one genotype at a time.
class GenotypeTally {
public:
    explicit GenotypeTally(std::size_t n_samples);

    /// Counts a row. @return its genotypes; valid until the next call
    const SiteGenotypes& add(const Genotypes& genotypes, const Site& site);

    /// Adds what was counted since the last call to the samples' counts. @param counts [n_samples]
    void take(std::span<SampleCounts> counts);

    /// True if nothing was counted since the last take.
    [[nodiscard]] bool empty() const noexcept { return n_rows_ == 0 && !has_single_; }

private:
    void add_pairs(const Genotypes& genotypes, AlleleKind alt);
    void add_each(const Genotypes& genotypes, const Site& site);
    void add_half_missing(const Genotypes& genotypes);
    void flush_pairs();

    std::size_t n_samples_;
    std::size_t n_rows_{};               // in planes_
    std::vector<std::uint16_t> planes_;  // shape [n_planes x n_samples]
    std::vector<SampleCounts> single_;
    bool has_single_{};
    SiteGenotypes site_;
};

/// The samples without a called genotype, in rising order.
void missing_samples(const Genotypes& genotypes, std::vector<std::uint32_t>& out);

}  // namespace genostrat::qc
