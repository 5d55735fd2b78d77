// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/judge.hpp>
#include <genostrat/genes/gene_model.hpp>

// Effects as text, in the layout of Ensembl VEP's INFO/CSQ.
namespace genostrat::consequence {

/// A sub-field of CSQ.
enum class CsqField : std::uint8_t {
    allele,
    consequence,
    impact,
    symbol,
    gene,
    feature_type,
    feature,
    biotype,
    exon,
    intron,
    hgvsc,
    hgvsp,
    cdna_position,
    cds_position,
    protein_position,
    amino_acids,
    codons,
    existing_variation,
    allele_number,
    distance,
    strand,
    flags,
    pick,
    symbol_source,
    hgnc_id,
    mane_select,
    mane_plus_clinical,
    canonical,
    tsl,
    appris,
    ccds,
    ensp,
    source,
    hgvs_offset,
    hgvsg,
    nmd,
    cds_percent,
    last_exon,
    overlap_bp,
    overlap_pc,
    haplotype,
    haplotype_copies,
    gene_version
};

/// VEP's default with --hgvs --hgvsg --numbers --symbol --biotype --protein --total_length
/// --allele_number.
[[nodiscard]] std::vector<CsqField> default_csq_fields();

/// Fields of a comma-separated list of names.
/// @throws Error{usage} with the nearest name for an unknown one
[[nodiscard]] std::vector<CsqField> parse_csq_fields(std::string_view names);

[[nodiscard]] std::string_view to_string(CsqField field) noexcept;

/// `Consequence annotations from genostrat. Format: Allele|Consequence|…`
[[nodiscard]] std::string csq_description(const std::vector<CsqField>& fields);

/// What the fields need to be worked out.
[[nodiscard]] JudgeOptions needed_by(const std::vector<CsqField>& fields) noexcept;

/// Writes effects as CSQ. Keeps the text of the transcripts last written: one a thread.
class CsqWriter {
public:
    CsqWriter(const genes::GeneModel& model, const Rules& rules, std::vector<CsqField> fields);

    /// Appends one effect; no comma before or after.
    /// @param allele        as printed, `-` where empty
    /// @param genomic_name  HGVSg of the allele
    void append(
        const Effect& effect,
        std::string_view allele,
        std::string_view genomic_name,
        bool picked,
        std::string& out);

private:
    // Neighbouring fields that depend on the transcript only are kept as text.
    struct Segment {
        bool is_constant{};
        std::size_t first{};
        std::size_t end{};
    };

    struct Cached {
        genes::TranscriptId transcript{Effect::no_transcript};
        std::vector<std::string> texts{};
    };

    [[nodiscard]] const Cached& cached(genes::TranscriptId transcript);
    void append_constant(CsqField field, const genes::TranscriptRow& row, std::string& out) const;
    void
    append_regulatory(CsqField field, const RegulatoryFeature& feature, std::string& out) const;
    void append_field(
        CsqField field,
        const Effect& effect,
        std::string_view allele,
        std::string_view genomic_name,
        bool picked,
        std::string& out) const;

    const genes::GeneModel* model_;
    Rules rules_;
    std::vector<CsqField> fields_;
    std::vector<Segment> segments_;
    std::array<Cached, 256> cache_{};
};

}  // namespace genostrat::consequence
