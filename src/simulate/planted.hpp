// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/gene_models.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genostrat::simulate {

/// What a planted variant does to a gene's canonical transcript.
enum class Effect : std::uint8_t { stop_gained, frameshift, splice_donor, missense, start_lost };

/// The Sequence Ontology term, e.g. `splice_donor_variant`.
[[nodiscard]] std::string_view to_string(Effect effect) noexcept;

struct PlantedVariant {
    std::int64_t pos{};  ///< 0-based
    std::string ref{};
    std::string alt{};
    Effect effect{};
    std::string gene{};
    std::string transcript{};
};

/// A variant with this effect, trimmed and left-aligned; nothing where the gene cannot have one.
/// @pre the gene is coding
[[nodiscard]] std::optional<PlantedVariant>
plant(const GenomeContig& contig, const Gene& gene, Effect effect, Random random);

}  // namespace genostrat::simulate
