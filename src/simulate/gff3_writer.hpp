// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/gene_models.hpp"

#include <span>
#include <string>

namespace genostrat::simulate {

/// The first lines of a GFF3 file in Ensembl's style.
[[nodiscard]] std::string gff3_header(std::span<const ContigLine> contigs);

/// Appends one contig's genes as Ensembl's GFF3 releases write them: gene, transcripts, UTR, exon
/// and CDS lines with ID, Parent, biotype and tags, `###` after each gene.
void append_gff3(std::string& out, const GenomeContig& contig, std::span<const Gene> genes);

}  // namespace genostrat::simulate
