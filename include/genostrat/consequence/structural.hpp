// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/consequence/judge.hpp>
#include <genostrat/consequence/terms.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/genes/gene_model.hpp>

// Symbolic alleles and breakends, by the rules of Ensembl VEP for structural variants.
namespace genostrat::consequence {

enum class StructuralKind : std::uint8_t {
    deletion,
    duplication,
    tandem_repeat,  ///< <STR>, <CN#>-less repeats: length unknown
    insertion,
    inversion,
    copy_number,  ///< direction from CN, where it is told
    breakend
};

/// A structural allele.
struct StructuralAllele {
    StructuralKind kind{};
    Interval span{};          ///< bases affected; empty at the point of an insertion or breakend
    std::int32_t number{};    ///< ALLELE_NUM
    std::string_view name{};  ///< as printed in Allele: `deletion`, `duplication`, …
    std::optional<std::int32_t> copies{};  ///< copy number of a <CNV> or <CN#>

    /// Fewer copies than the reference's two.
    [[nodiscard]] bool is_loss() const noexcept;
    [[nodiscard]] bool is_gain() const noexcept;
};

/// Reads a symbolic ALT or a breakend.
///
/// @param pos0    0-based POS: for symbolic alleles the base before the event (VCF 4.4, 1.6.1.2)
/// @param ref_length  letters of REF
/// @param end     INFO/END, 1-based inclusive; nothing where the row has none
/// @param length  INFO/SVLEN of this ALT, sign ignored; nothing where the row has none
/// @param copies  INFO/CN
/// @return nothing for `*`, `<*>`, `<NON_REF>`
[[nodiscard]] std::optional<StructuralAllele> read_structural(
    std::int64_t pos0,
    std::size_t ref_length,
    std::string_view alt,
    std::int32_t number,
    std::optional<std::int64_t> end,
    std::optional<std::int64_t> length,
    std::optional<std::int32_t> copies);

/// What a structural allele does to one transcript.
struct StructuralEffect {
    genes::TranscriptId transcript{Effect::no_transcript};
    TermSet terms{};
    std::int64_t distance{-1};
    std::int64_t overlap_bases{};  ///< OverlapBP
    double overlap_percent{};      ///< OverlapPC: of the transcript's span
    Ranks exons{};
    Ranks introns{};
    std::int32_t n_exons{};
};

/// The terms of a structural allele on a transcript that it touches or lies near.
[[nodiscard]] StructuralEffect judge_structural(
    const genes::GeneModel& model, genes::TranscriptId transcript, const StructuralAllele& allele);

}  // namespace genostrat::consequence
