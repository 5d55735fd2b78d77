// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/sites.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {

enum class Sex : std::uint8_t { male = 1, female = 2 };

/// From `begin` on the haplotype is a copy of this founder.
struct Segment {
    std::int64_t begin{};
    unsigned founder{};
};

/// One copy of a contig: segments in ascending order, the first at 0, and planted variants that
/// stand on it whatever the founder carries.
struct Haplotype {
    std::vector<Segment> segments{};
    std::vector<std::int32_t> planted{};

    [[nodiscard]] bool has_planted(std::int32_t variant) const noexcept;
};

/// Segments of about 60,000 bases from random founders.
[[nodiscard]] Haplotype draw_haplotype(std::int64_t contig_length, Random& random);

/// A person's copies of one contig; a male has one chrX (its second haplotype is empty).
struct Individual {
    std::string name{};
    Sex sex{Sex::female};
    std::array<Haplotype, 2> haplotypes{};

    [[nodiscard]] bool is_haploid() const noexcept { return haplotypes[1].segments.empty(); }
};

/// Which of a parent's two haplotypes a child gets: one up to a crossing, then the other.
struct Transmission {
    std::size_t first{};
    std::int64_t crossing{};  ///< the contig's length where there is none

    [[nodiscard]] std::size_t source_at(std::int64_t pos) const noexcept {
        return pos < crossing ? first : 1 - first;
    }
};

[[nodiscard]] Transmission draw_transmission(std::int64_t contig_length, Random& random);

/// What a parent with two haplotypes hands on; planted variants come along with their place.
/// @param planted_pos  places of the planted variants, by index
[[nodiscard]] Haplotype transmit(
    const Individual& parent,
    const Transmission& transmission,
    std::int64_t contig_length,
    std::span<const std::int64_t> planted_pos);

/// A person whose ancestors are the founders.
[[nodiscard]] Individual
draw_individual(std::string name, Sex sex, const GenomeContig& contig, Random random);

inline constexpr std::int8_t no_call = -1;    ///< a missing allele
inline constexpr std::int8_t no_allele = -2;  ///< the second allele of a haploid call

using Call = std::array<std::int8_t, 2>;

/// Reads the calls of many people at ascending sites.
class Genotyper {
public:
    /// @param individuals      must outlive the object
    /// @param first_haplotype  number of their first haplotype among all, for private variants
    explicit Genotyper(
        const std::vector<Individual>& individuals, std::int64_t first_haplotype = 0);

    /// Calls at a site, one a person. @pre sites come in ascending order
    void call(const Site& site, std::vector<Call>& calls);

private:
    const std::vector<Individual>& individuals_;
    std::int64_t first_haplotype_;
    std::vector<std::array<std::size_t, 2>> segments_;  // where each haplotype stands
};

}  // namespace genostrat::simulate
