// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/plan.hpp"
#include "simulate/sites.hpp"
#include "simulate/vcf_text.hpp"

#include <span>
#include <string>
#include <vector>

namespace genostrat::simulate {

/// Makes up what is known of a contig's variants: allele counts near the founders' frequencies;
/// for variants of coding exons a clinical significance that goes with the frequency.
class KnownFactsMaker {
public:
    /// @param genes, events  must outlive the object
    KnownFactsMaker(
        std::span<const Gene> genes, std::span<const PlantedEvent> events, Random random);

    /// @pre sites come in ascending order. Views are valid until the next call
    [[nodiscard]] KnownFacts facts_of(const Site& site);

private:
    [[nodiscard]] const Gene* gene_at(std::int64_t pos);

    std::span<const Gene> genes_;
    std::span<const PlantedEvent> events_;
    Random random_;
    std::size_t gene_{0};
    std::string condition_;
};

}  // namespace genostrat::simulate
