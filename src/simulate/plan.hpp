// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/families.hpp"
#include "simulate/gene_models.hpp"
#include "simulate/planted.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace genostrat::simulate {

/// A planted variant and who has it.
struct PlantedEvent {
    PlantedVariant variant{};
    int patient_copies{0};        ///< 0, 1 or 2
    int family{-1};               ///< the family that has it; -1 for none
    std::int64_t known_count{0};  ///< alleles in the file of known variants; 0: not in there
    std::string_view significance{"."};
};

/// What the patient and the families get on one contig.
/// @param contig_index  0-based; events are dealt out to the autosomes in turn
[[nodiscard]] std::vector<PlantedEvent> plan_events(
    const GenomeContig& contig,
    int contig_index,
    int n_autosomes,
    bool has_x,
    int n_families,
    std::span<const Gene> genes,
    Random random);

}  // namespace genostrat::simulate
