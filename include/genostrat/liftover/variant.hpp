// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/io/fasta.hpp>
#include <genostrat/liftover/chain.hpp>

namespace genostrat::liftover {

/// Why a row has no counterpart in the target assembly.
enum class RejectReason : std::uint8_t {
    unknown_contig,      ///< the chain file has no such source contig
    unmapped,            ///< no chain holds the first base
    crosses_gap,         ///< REF reaches over a gap of the chain, or beyond it
    reference_differs,   ///< the target has other bases than REF and every ALT
    no_target_sequence,  ///< the target's FASTA has no such contig or place
    needs_reference,   ///< a block changes strand: the base it begins with is known by a FASTA only
    end_unmapped,      ///< INFO/END has no place in the chain of POS
    strand_of_symbol,  ///< a symbolic allele or breakend changes strand
    mate_unmapped,     ///< the other end of a breakend has no place
    invalid_alleles,   ///< REF is no sequence of bases
};

/// As written in INFO/LIFT_REJECT: `unmapped`, `reference_differs`, …
[[nodiscard]] std::string_view to_string(RejectReason reason) noexcept;

/// One row's place and alleles; views.
struct SourceVariant {
    std::string_view contig{};
    std::int64_t pos{};  ///< 0-based
    std::string_view ref{};
    std::span<const std::string_view> alts{};
    std::optional<std::int64_t> end{};  ///< INFO/END, 1-based and so the end of the half-open span
};

/// The row in the target assembly, or why there is none.
struct LiftedVariant {
    std::optional<RejectReason> reject{};
    ContigId contig{unknown_contig};     ///< of the map's targets()
    std::int64_t pos{};                  ///< 0-based
    std::vector<std::string> alleles{};  ///< REF, then the ALTs in their order
    std::size_t swapped_with{};          ///< the ALT (1-based) that was REF's; 0: none
    bool reverse{};                      ///< alleles are of the other strand
    std::optional<std::int64_t> end{};   ///< where the source has one
};

/// Lifts variants. Shared by threads.
class VariantLifter {
public:
    /// @param target  FASTA of the target assembly; without it REF is not compared, no allele is
    ///                swapped, and an indel that changes strand has its shared base at its end
    VariantLifter(std::shared_ptr<const ChainMap> chains, std::shared_ptr<const io::Fasta> target);

    /// Alleles that the target has in the place of REF decide: REF itself, or an ALT, which then
    /// changes places with it. An indel that changes strand is left-aligned, since its first base
    /// became its last.
    [[nodiscard]] LiftedVariant lift(const SourceVariant& variant) const;

    [[nodiscard]] const ChainMap& chains() const noexcept { return *chains_; }

private:
    struct Row;

    [[nodiscard]] LiftedVariant lift_symbol(const Row& row) const;
    [[nodiscard]] LiftedVariant lift_sequences(const Row& row) const;
    [[nodiscard]] std::optional<LiftedVariant>
    match(const Row& row, const Lifted& place, std::optional<RejectReason>& reason) const;
    [[nodiscard]] bool fetch(ContigId contig, Interval where, std::string& bases) const;
    void shift_left(LiftedVariant& lifted) const;
    void lift_end(const Row& row, LiftedVariant& lifted) const;
    [[nodiscard]] std::optional<std::string> lift_mate(std::string_view alt) const;

    std::shared_ptr<const ChainMap> chains_;
    std::shared_ptr<const io::Fasta> target_;
    std::vector<ContigId> fasta_contigs_;  ///< of each target contig
};

}  // namespace genostrat::liftover
