// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace genostrat::genes {

/// What a feature type (column 3) is to the gene model.
enum class FeatureClass : std::uint8_t {
    ignored,
    gene,
    transcript,
    transcript_not_in_vep,  // sound, but VEP's reader does not know the type
    exon,
    cds,
    stop_codon,  // GTF keeps it outside the CDS
    selenocysteine,
    utr  // part of the transcript where it has no exon rows
};

[[nodiscard]] FeatureClass classify_feature(std::string_view type) noexcept;

/// True for a type that, at top level, VEP takes for a gene.
[[nodiscard]] bool is_gene_record(std::string_view type) noexcept;

}  // namespace genostrat::genes
