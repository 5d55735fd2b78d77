// SPDX-License-Identifier: MIT
#pragma once

#include "genes/annotation_reader.hpp"

#include <genostrat/genes/build.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::genes {

/// Checks the transcripts against themselves and the genome, and writes the model of the sound
/// ones to the output of `options`. Counts go to `report`.
void write_gene_model(
    Annotation annotation,
    const io::Fasta& genome,
    const BuildOptions& options,
    ProblemList& problems,
    BuildReport& report);

}  // namespace genostrat::genes
