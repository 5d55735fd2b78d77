// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/definition.hpp>

namespace genostrat::pgx {

/// Index of a named allele in its gene.
using AlleleIndex = std::uint16_t;
inline constexpr AlleleIndex no_named_allele = std::numeric_limits<AlleleIndex>::max();

/// Index of a locus in its gene.
using LocusIndex = std::uint16_t;

/// A set of named alleles of one gene, one bit each.
class AlleleSet {
public:
    static constexpr std::size_t capacity = 1024;

    [[nodiscard]] static AlleleSet first(std::size_t n) noexcept {
        AlleleSet set;
        for (std::size_t allele = 0; allele < n; ++allele)
            set.insert(static_cast<AlleleIndex>(allele));
        return set;
    }

    void insert(AlleleIndex allele) noexcept {
        words_[allele / 64U] |= std::uint64_t{1} << (allele % 64U);
    }

    void erase(AlleleIndex allele) noexcept {
        words_[allele / 64U] &= ~(std::uint64_t{1} << (allele % 64U));
    }

    [[nodiscard]] bool contains(AlleleIndex allele) const noexcept {
        return (words_[allele / 64U] >> (allele % 64U) & 1U) != 0;
    }

    [[nodiscard]] bool empty() const noexcept { return *this == AlleleSet{}; }

    AlleleSet& operator&=(const AlleleSet& other) noexcept {
        for (std::size_t word = 0; word < words_.size(); ++word)
            words_[word] &= other.words_[word];
        return *this;
    }

    AlleleSet& operator|=(const AlleleSet& other) noexcept {
        for (std::size_t word = 0; word < words_.size(); ++word)
            words_[word] |= other.words_[word];
        return *this;
    }

    friend AlleleSet operator&(AlleleSet one, const AlleleSet& other) noexcept {
        return one &= other;
    }

    friend AlleleSet operator|(AlleleSet one, const AlleleSet& other) noexcept {
        return one |= other;
    }

    /// Calls `visit(allele)` for every member, in order.
    template <typename Visit>
    void each(Visit visit) const {
        for (std::size_t word = 0; word < words_.size(); ++word)
            for (std::uint64_t left = words_[word]; left != 0; left &= left - 1)
                visit(static_cast<AlleleIndex>(
                    word * 64U + static_cast<std::size_t>(std::countr_zero(left))));
    }

    friend bool operator==(const AlleleSet&, const AlleleSet&) = default;

private:
    std::array<std::uint64_t, capacity / 64> words_{};
};

/// Index of a base or sequence at one locus: 0 is REF, 1.. the documented ALTs, then what only an
/// IUPAC code of a cell allows, then what a sample had and no allele knows.
using AlleleCode = std::int8_t;
inline constexpr AlleleCode reference_code = 0;
inline constexpr AlleleCode absent_code = -1;   ///< no second allele: haploid
inline constexpr AlleleCode partial_code = -2;  ///< `.` beside a called allele
inline constexpr AlleleCode missing_code = -3;  ///< nothing known at this locus
inline constexpr std::size_t max_codes = 120;

/// What the named alleles say about one locus, as bit masks.
struct CompiledLocus {
    std::vector<std::string> codes{};  ///< text of each code; 0 is REF
    std::size_t n_documented{};        ///< REF and ALTs: codes below this are documented
    std::vector<AlleleSet> filled{};  ///< [code] alleles that have it, undefined cells as reference
    std::vector<AlleleSet> open{};    ///< [code] alleles that have it or do not define the locus
    AlleleSet defined{};              ///< alleles that define the locus
    AlleleSet wobbles_to_ref{};       ///< alleles whose cell is an IUPAC code that allows REF
};

/// A gene definition with everything that matching needs, compiled once.
struct GeneModel {
    GeneDefinition definition{};
    std::vector<CompiledLocus> loci{};
    std::vector<AlleleIndex> by_name{};      ///< alleles in order of names
    std::vector<std::uint16_t> name_rank{};  ///< [allele] its place in by_name
    AlleleIndex reference{};
    AlleleSet all{};

    [[nodiscard]] const NamedAllele& allele(AlleleIndex index) const {
        return definition.alleles[index];
    }

    /// The code of a sequence at a locus, or missing_code if no allele knows it.
    [[nodiscard]] AlleleCode code_of(LocusIndex locus, std::string_view sequence) const noexcept;
};

/// Compiles a definition.
/// @throws Error{unsupported} if the gene has more alleles or codes than can be held,
///         Error{bad_data} if a cell is neither a documented allele nor an IUPAC code
[[nodiscard]] GeneModel compile(GeneDefinition definition);

/// Bases that an IUPAC code stands for; empty if it is none (A, C, G and T are none).
[[nodiscard]] std::string_view iupac_bases(std::string_view cell) noexcept;

}  // namespace genostrat::pgx
