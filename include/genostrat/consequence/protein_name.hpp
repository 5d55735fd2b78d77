// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <genostrat/consequence/coding.hpp>
#include <genostrat/consequence/rules.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

/// How predicted protein names are written: `p.Gly12Asp`, or `p.(Gly12Asp)` as the nomenclature
/// wants it where no protein was looked at.
struct ProteinStyle {
    bool brackets{false};
    bool escape_equals{true};  ///< `%3D` for `=`, as VEP writes it into VCF
};

/// Everything the name of an allele's effect on the protein depends on.
struct ProteinChange {
    const CodingTranscript& transcript;
    std::span<const genes::ExonRow> exons;
    Interval span{};  ///< genomic, not shifted
    const CodingAllele& allele;
    const CodingFacts& facts;
    std::int64_t shift{};  ///< bases towards the transcript's 3' end
};

/// Scratch of append_protein_name; keeps its memory.
struct ProteinScratch {
    CodonChange shifted{};
    std::string alt{};
    std::string edited_cds{};
    std::string edited_protein{};
    std::string reference{};
    std::string ref{};
    std::string changed{};
    std::string text{};
};

/// Appends the part of an HGVS protein name behind `p.`, or nothing where there is no name.
///
/// @param change  codons at the unshifted place. With Rules::leaked_state and a shift it is left
///                at the shifted place, as VEP leaves it to the next allele of the row.
/// @return true if something was appended
bool append_protein_name(
    const ProteinChange& input,
    CodonChange& change,
    const ProteinStyle& style,
    ProteinScratch& scratch,
    std::string& out);

/// Appends what stands in front of the name: `ENSP00000369497.3:p.`. The id is the transcript's
/// where the protein has none; a version that the annotation does not tell is 1, as VEP has it.
void append_protein_prefix(
    const genes::GeneModel& model,
    const genes::TranscriptRow& row,
    const Rules& rules,
    std::string& out);

}  // namespace genostrat::consequence
