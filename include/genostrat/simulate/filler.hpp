// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace genostrat::simulate {

/// Writes a FASTA (and its `.fai`, where the output is a plain file) for the contigs of a gene
/// model whose genome is not at hand: random bases in which every intron begins with GT and ends
/// with AG, and every coding transcript that has its codons to itself reads from ATG to a stop
/// codon without a stop between. Where transcripts claim the same bases, the first in the file has
/// its way. A contig is as long as its `##sequence-region` says, else as its last feature, rounded
/// up to a full thousand.
///
/// Written as a stream: a whole human genome needs the memory of its gene model only. The bytes
/// depend on the gene model and the seed alone.
/// @param gff3    GFF3, plain, gzip or BGZF
/// @param output  path; BGZF where it ends in `.gz`
/// @throws Error{missing_input}, Error{bad_data} for a GFF3 without features or with bad lines,
///         Error{system}
void write_filler_fasta(const std::string& gff3, const std::string& output, std::uint64_t seed);

}  // namespace genostrat::simulate
