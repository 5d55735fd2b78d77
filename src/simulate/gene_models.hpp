// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/genome.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/core/interval.hpp>
#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {

struct Transcript {
    std::string id{};
    std::string name{};
    std::string biotype{};
    bool is_canonical{false};
    std::vector<Interval> exons{};  ///< in ascending order of position
    Interval cds{};  ///< from start to stop codon, both included; empty if non-coding
    std::string protein_id{};

    [[nodiscard]] bool is_coding() const noexcept { return !cds.empty(); }

    [[nodiscard]] Interval where() const noexcept {
        return {exons.front().begin, exons.back().end};
    }
};

struct Gene {
    std::string id{};
    std::string name{};
    std::string biotype{};
    char strand{'+'};
    std::vector<Transcript> transcripts{};  ///< the canonical one first

    [[nodiscard]] Interval where() const noexcept;

    [[nodiscard]] bool is_coding() const noexcept { return transcripts.front().is_coding(); }
};

/// Lays genes along a contig and writes what they need into its bases: start codon, sense codons
/// and stop codon of every coding transcript, GT and AG at the ends of introns.
/// @param first_number  of the genes' running numbers
/// @pre the contig has at least bases_for_a_gene a gene, and telomeres
[[nodiscard]] std::vector<Gene>
make_genes(GenomeContig& contig, int n_genes, int first_number, Random random);

/// Room that a gene needs, in bases.
inline constexpr std::int64_t bases_for_a_gene = 12'000;

/// Positions of a transcript's coding bases, from the start codon to the stop codon, in the order
/// of translation. @pre the transcript is coding
[[nodiscard]] std::vector<std::int64_t> coding_positions(const Gene& gene, const Transcript& of);

/// The base at a position as the gene's strand reads it.
[[nodiscard]] char base_on_strand(const GenomeContig& contig, const Gene& gene, std::int64_t pos);

/// One-letter amino acid of a codon by the standard code; `*` for stop, `X` if a base is unknown.
[[nodiscard]] char translate(std::string_view codon) noexcept;

}  // namespace genostrat::simulate
