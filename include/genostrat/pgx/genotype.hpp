// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <genostrat/pgx/gene_model.hpp>

namespace genostrat::pgx {

inline constexpr std::int32_t no_phase_set = -1;

/// Where the genotype of a locus comes from.
enum class Evidence : std::uint8_t {
    called,      ///< a record of the input
    inferred,    ///< a reference block of a gVCF
    assumed,     ///< reference on the user's word
    unspecified  ///< nothing: there is a record, but its genotype is `./.`
};

/// What one sample has at one locus.
struct LocusCall {
    AlleleCode first{missing_code};
    AlleleCode second{missing_code};  ///< absent_code where the sample has one allele
    bool is_phased : 1 {};            ///< no `/` in GT
    bool had_undocumented : 1 {};     ///< an allele that no definition knows was taken as REF
    bool was_dropped : 1 {};          ///< missing: a record has a genotype that cannot be used
    bool is_contradictory : 1 {};     ///< missing: records of one position claim the same strand
    Evidence evidence{};
    std::int32_t phase_set{no_phase_set};

    [[nodiscard]] bool is_missing() const noexcept { return first == missing_code; }

    [[nodiscard]] bool is_haploid() const noexcept { return second == absent_code; }

    [[nodiscard]] bool is_heterozygous() const noexcept {
        return first != second && second != absent_code;
    }

    [[nodiscard]] bool is_partial() const noexcept {
        return first == partial_code || second == partial_code;
    }

    friend bool operator==(const LocusCall&, const LocusCall&) = default;
};

/// A heterozygous locus of a phase block; `first` belongs to the block's one strand.
struct HetSite {
    LocusIndex locus{};
    AlleleCode first{};
    AlleleCode second{};
};

/// A sample's genotypes of one gene, sorted by what is known of their phase.
struct PhasedSample {
    std::vector<LocusIndex> homozygous{};  ///< loci with one allele (or one strand)
    /// Heterozygous loci whose phase to each other is known: those phased without a phase set
    /// together, each phase set, and each unphased locus by itself. A locus with one allele in a
    /// sample that has two at others counts as phased, with absent_code on the other strand.
    std::vector<std::vector<HetSite>> blocks{};
    std::size_t n_present{};
    bool is_phased{true};  ///< no present genotype has `/`
    bool is_haploid{};     ///< every present genotype has one allele
    bool has_partial{};    ///< a present genotype has a `.` beside an allele
    bool uses_phase_sets{};

    /// True if there are at most two sequences that the sample's strands can have.
    [[nodiscard]] bool is_effectively_phased() const noexcept { return blocks.size() <= 1; }
};

/// @param calls  shape [n_loci of the gene]
[[nodiscard]] PhasedSample phase(std::span<const LocusCall> calls);

}  // namespace genostrat::pgx
