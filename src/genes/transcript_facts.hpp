// SPDX-License-Identifier: MIT
#pragma once

#include "genes/annotation_reader.hpp"

#include <string_view>
#include <vector>

#include <genostrat/genes/gff.hpp>

namespace genostrat::genes {

/// What is written about a transcript: its own line's and its gene's attributes.
struct FactSource {
    std::string_view type{};
    std::string_view source{};  // column 2
    std::string_view attributes{};
    std::string_view gene_attributes{};  // empty where there is no gene line
    GffDialect dialect{};
    bool implied{};  // the transcript is the gene line itself
};

/// Fills ids, biotype, tags and the gene, by the rules of VEP's GFF reader.
/// @return false if the transcript has no biotype
[[nodiscard]] bool
read_transcript_facts(const FactSource& source, RawTranscript& transcript, RawGene& gene);

/// The id that `Dbxref` (GFF3, a list) or `db_xref` (GTF, repeated) gives for a database:
/// `HGNC:14825` for HGNC of `GeneID:79501,HGNC:HGNC:14825`. A view into `attributes`; empty if
/// there is none.
[[nodiscard]] std::string_view
cross_reference(std::string_view attributes, GffDialect dialect, std::string_view database);

/// Appends the genomic spans of `aa:Sec` in a transl_except value
/// (`(pos:complement(10..12),aa:Sec)`; several are joined by commas; `%2C` counts as a comma).
void append_selenocysteines(std::string_view transl_except, std::vector<Interval>& spans);

}  // namespace genostrat::genes
