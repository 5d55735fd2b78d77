// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/gene_model.hpp>
#include <genostrat/pgx/genotype.hpp>

namespace genostrat::pgx {

/// An allele that makes the genotype unusable: symbolic, `*`, `N`.
inline constexpr AlleleCode unusable_code = -4;

/// How well a record tells the alleles of a locus.
enum class RecordFit : std::uint8_t {
    none,        ///< says nothing about the locus, or contradicts its REF
    re_written,  ///< written with another REF, but the same change as a documented ALT
    exact        ///< has the REF of the locus
};

/// What the alleles of one record mean at one locus.
struct RecordMapping {
    RecordFit fit{};
    std::vector<AlleleCode> codes{};      ///< [allele of the record, 0 is REF]
    std::vector<bool> is_undocumented{};  ///< [allele] unknown to the definition, taken as REF
    bool contradicts_ref{};               ///< REF is another sequence than the definition's
};

/// Maps REF and ALTs of a record with POS of the locus.
///
/// The REF of the record must be that of the locus. Where it is longer or shorter and agrees as
/// far as both go, the record counts only if one of its ALTs is a documented one, written anew: a
/// SNV at the anchor base of a deletion says nothing of the deletion.
/// @param undocumented  shape [n_loci], gains alleles that are kept though no definition knows them
[[nodiscard]] RecordMapping map_record(
    const GeneModel& model,
    LocusIndex locus,
    std::string_view ref,
    std::span<const std::string_view> alts,
    bool undocumented_as_reference,
    UndocumentedAlleles& undocumented);

/// How many copies of a contig a person has.
enum class ContigKind : std::uint8_t { autosome, x, y_or_mitochondrial };

[[nodiscard]] ContigKind contig_kind(std::string_view contig) noexcept;

/// One sample's genotype fields of a record.
struct GenotypeFields {
    std::span<const std::int32_t> alleles{};  ///< index, -1 for `.`; empty if GT is missing
    bool is_phased{};                         ///< no `/` in GT
    std::int32_t phase_set{no_phase_set};
    int n_alleles_with_reads{-1};  ///< entries above 0 in AD; -1 if AD is not given
};

/// The sample's call at a locus; missing where the fields allow none.
///
/// On autosomes one called allele beside `.` is kept as partly called, unless it is REF: then
/// nothing is known. On X one allele is a haploid call. A heterozygous genotype with reads of one
/// allele only is dropped.
[[nodiscard]] LocusCall
read_genotype(const RecordMapping& mapping, const GenotypeFields& fields, ContigKind kind);

/// Joins what a second record of the same position says: a site split into one record an ALT.
///
/// The order of the two does not matter but for the order of alleles of an unphased call.
/// @return the joined call; `call` itself where `other` adds nothing; a missing, contradictory call
///         where both claim the same strand or disagree on the number of strands
[[nodiscard]] LocusCall join_split_records(const LocusCall& call, const LocusCall& other);

}  // namespace genostrat::pgx
