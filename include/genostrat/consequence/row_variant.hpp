// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/rules.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::consequence {

/// What a whole row is, from its trimmed alleles; only insertions and deletions are shifted.
enum class RowClass : std::uint8_t { snp, insertion, deletion, substitution, indel, other };

enum class AlleleKind : std::uint8_t {
    sequence,    ///< letters, or empty for a deletion
    overlapped,  ///< `*`: deleted by a row further up
    symbolic,    ///< `<DEL>` and its like
    breakend,
    missing  ///< `.`, `<*>` or `<NON_REF>`: no change stated
};

/// One ALT of a row.
struct RowAllele {
    std::string_view text{};  ///< upper case, trimmed; empty where nothing is left
    std::int32_t number{};    ///< ALLELE_NUM: index of the ALT, from 1
    AlleleKind kind{AlleleKind::sequence};
};

/// Alleles that share a span, ready to be judged. Views into the splitter that made it.
struct RowVariant {
    ContigId contig{unknown_contig};
    Interval span{};  ///< empty at the insertion point for a pure insertion
    std::string_view ref{};
    RowClass row_class{};
    bool single{true};  ///< the row has one ALT
    std::span<const RowAllele> alleles{};

    [[nodiscard]] bool is_insertion() const noexcept { return span.empty(); }
};

/// Cuts VCF rows into variants; keeps the memory of its results, so one a thread.
class RowSplitter {
public:
    /// Takes a row as VCF writes it.
    ///
    /// @param pos0  0-based POS
    /// @param alts  in the row's order
    /// @param rules  Rules::shared_span: all alleles share one span, from which only a first base
    ///               that all have is taken off. Otherwise each ALT is trimmed by itself, with
    ///               Rules::untrimmed_block only where its length is not that of REF.
    /// @return the variants; valid until the next call. Alleles that are not sequence are not among
    ///         them, see others()
    [[nodiscard]] std::span<const RowVariant> split(
        ContigId contig,
        std::int64_t pos0,
        std::string_view ref,
        std::span<const std::string_view> alts,
        const Rules& rules);

    /// ALTs of the last row that are no sequence, with their text as written.
    [[nodiscard]] std::span<const RowAllele> others() const noexcept { return others_; }

private:
    std::string_view upper(std::string_view text);
    void split_shared(RowVariant row);
    void split_alone(const RowVariant& row, const Rules& rules);

    std::vector<RowVariant> variants_;
    std::vector<RowAllele> alleles_;
    std::vector<RowAllele> others_;
    std::string upper_;  // never grows past its capacity while views are out
};

/// What kind of ALT a text is.
[[nodiscard]] AlleleKind allele_kind(std::string_view alt) noexcept;

}  // namespace genostrat::consequence
