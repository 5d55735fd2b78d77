// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace genostrat::consequence {

/// Consequence terms of the Sequence Ontology that Ensembl VEP 115 uses, in its order of severity.
enum class Term : std::uint8_t {
    transcript_ablation,
    splice_acceptor,
    splice_donor,
    stop_gained,
    frameshift,
    stop_lost,
    start_lost,
    transcript_amplification,
    feature_elongation,
    feature_truncation,
    inframe_insertion,
    inframe_deletion,
    missense,
    protein_altering,
    splice_donor_5th_base,
    splice_region,
    splice_donor_region,
    splice_polypyrimidine_tract,
    incomplete_terminal_codon,
    start_retained,
    stop_retained,
    synonymous,
    coding_sequence,
    mature_mirna,
    five_prime_utr,
    three_prime_utr,
    non_coding_transcript_exon,
    intron,
    nmd_transcript,
    non_coding_transcript,
    coding_transcript,
    upstream_gene,
    downstream_gene,
    regulatory_region_ablation,
    regulatory_region_amplification,
    regulatory_region,
    intergenic
};

inline constexpr int n_terms = static_cast<int>(Term::intergenic) + 1;

enum class Impact : std::uint8_t { high, moderate, low, modifier };

/// A set of terms; the order of its members is that of severity.
class TermSet {
public:
    constexpr TermSet() = default;

    constexpr void add(Term term) noexcept { bits_ |= bit(term); }

    [[nodiscard]] constexpr bool has(Term term) const noexcept { return (bits_ & bit(term)) != 0; }

    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }

    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    /// @pre not empty
    [[nodiscard]] constexpr Term most_severe() const noexcept {
        return static_cast<Term>(std::countr_zero(bits_));
    }

    /// Calls `visit(term)` for each member, most severe first.
    template <typename Visit>
    constexpr void for_each(Visit visit) const {
        for (std::uint64_t rest = bits_; rest != 0; rest &= rest - 1)
            visit(static_cast<Term>(std::countr_zero(rest)));
    }

    friend constexpr bool operator==(const TermSet&, const TermSet&) = default;

private:
    static constexpr std::uint64_t bit(Term term) noexcept {
        return std::uint64_t{1} << static_cast<unsigned>(term);
    }

    std::uint64_t bits_{};
};

/// The term as VEP prints it, e.g. `missense_variant`.
[[nodiscard]] std::string_view to_string(Term term) noexcept;

/// VEP's rating of a term.
[[nodiscard]] Impact impact_of(Term term) noexcept;

/// `HIGH`, `MODERATE`, `LOW` or `MODIFIER`.
[[nodiscard]] std::string_view to_string(Impact impact) noexcept;

/// The term of a printed name, or nothing.
[[nodiscard]] std::optional<Term> parse_term(std::string_view name) noexcept;

}  // namespace genostrat::consequence
