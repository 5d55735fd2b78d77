// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <genostrat/variant/genotypes.hpp>

namespace genostrat::qc {

/// Genotypes of some sites as bits, site after site. A genotype is heterozygous (REF and ALT),
/// alternate (no REF), reference (called, none of these) or missing; haploid ones are as if
/// homozygous, and all ALTs of a row are one.
class GenotypeRows {
public:
    explicit GenotypeRows(std::size_t n_samples = 0);

    /// Appends a site. @param genotypes  not empty
    void add(const Genotypes& genotypes);

    /// Appends the sites of others from one on.
    void add(const GenotypeRows& others, std::size_t begin = 0);

    void clear() noexcept;

    [[nodiscard]] std::size_t n_samples() const noexcept { return n_samples_; }

    [[nodiscard]] std::size_t n_sites() const noexcept { return missing_.size(); }

    /// Words of a site: bit `sample % 64` of word `sample / 64`; bits behind the last sample are 0.
    [[nodiscard]] std::size_t n_words() const noexcept { return n_words_; }

    [[nodiscard]] std::span<const std::uint64_t> heterozygous(std::size_t site) const noexcept {
        return {&heterozygous_[site * n_words_], n_words_};
    }

    [[nodiscard]] std::span<const std::uint64_t> alternate(std::size_t site) const noexcept {
        return {&alternate_[site * n_words_], n_words_};
    }

    [[nodiscard]] std::span<const std::uint64_t> called(std::size_t site) const noexcept {
        return {&called_[site * n_words_], n_words_};
    }

    /// True if a sample has no genotype at the site.
    [[nodiscard]] bool has_missing(std::size_t site) const noexcept { return missing_[site] != 0; }

    /// Removes the last site.
    void drop_last();

private:
    std::size_t n_samples_;
    std::size_t n_words_;
    std::vector<std::uint64_t> heterozygous_;
    std::vector<std::uint64_t> alternate_;
    std::vector<std::uint64_t> called_;
    std::vector<std::uint8_t> missing_;
};

/// Genotypes of some sites as bits, sample after sample. Bits behind the last site are 0 in all
/// three planes.
struct GenotypeBits {
    std::size_t n_sites{};
    std::size_t n_words{};                       ///< of each sample; a multiple of `word_step`
    std::vector<std::uint64_t> heterozygous{};   ///< shape [n_samples x n_words]
    std::vector<std::uint64_t> alternate{};      ///< likewise
    std::vector<std::uint64_t> called{};         ///< likewise; empty if nothing is missing
    std::vector<std::int64_t> n_heterozygous{};  ///< shape [n_samples]

    static constexpr std::size_t word_step = 32;
};

/// Turns bits of sites into bits of samples.
/// @param begin, end  sites
[[nodiscard]] GenotypeBits transpose(const GenotypeRows& rows, std::size_t begin, std::size_t end);

}  // namespace genostrat::qc
