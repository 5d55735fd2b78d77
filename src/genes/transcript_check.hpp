// SPDX-License-Identifier: MIT
#pragma once

#include "genes/annotation_reader.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace genostrat::genes {

/// What makes a transcript useless for the model, or nothing. CDS rows outside the exons are taken
/// off it. Everything found goes to `problems`.
/// @param contig_length  -1 if the genome does not have the contig
[[nodiscard]] std::optional<std::string_view> find_fault(
    RawTranscript& transcript,
    std::int64_t contig_length,
    ProblemList& problems,
    const Contigs& contigs);

}  // namespace genostrat::genes
