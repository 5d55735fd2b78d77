// SPDX-License-Identifier: MIT
#include "simulate/known_facts.hpp"

#include <algorithm>
#include <bit>

namespace genostrat::simulate {

namespace {

bool is_coding_at(const Gene& gene, std::int64_t pos) {
    const Transcript& transcript = gene.transcripts.front();
    return transcript.cds.contains(pos) &&
           std::any_of(
               transcript.exons.begin(), transcript.exons.end(), [pos](const Interval& exon) {
                   return exon.contains(pos);
               });
}

}  // namespace

KnownFactsMaker::KnownFactsMaker(
    std::span<const Gene> genes, std::span<const PlantedEvent> events, Random random)
    : genes_{genes}, events_{events}, random_{random} {
}

const Gene* KnownFactsMaker::gene_at(std::int64_t pos) {
    while (gene_ < genes_.size() && genes_[gene_].where().end <= pos)
        ++gene_;
    return gene_ < genes_.size() && genes_[gene_].where().contains(pos) ? &genes_[gene_] : nullptr;
}

KnownFacts KnownFactsMaker::facts_of(const Site& site) {
    KnownFacts facts;
    const Gene* const gene = gene_at(site.pos);
    if (gene != nullptr)
        facts.gene = gene->name;
    if (site.planted >= 0) {
        const PlantedEvent& event = events_[static_cast<std::size_t>(site.planted)];
        facts.allele_counts = {event.known_count};
        facts.significance = {event.significance};
        condition_ = "Simulated_condition_of_" + event.variant.gene;
        facts.condition = condition_;
        return facts;
    }
    const bool is_coding = gene != nullptr && gene->is_coding() && is_coding_at(*gene, site.pos);
    for (std::size_t alt = 0; alt < site.alts.size(); ++alt) {
        const int n_carriers = std::popcount(site.carriers[alt]);
        const std::int64_t expected = facts.allele_number * n_carriers / n_founders;
        // A little below the founders' frequency; a private variant is rare.
        const std::int64_t count =
            n_carriers == 0 ? random_.between(1, 30) : expected * random_.between(900, 1000) / 1000;
        facts.allele_counts.push_back(std::min(count, facts.allele_number - 1));
        const std::int64_t per_mille = 1000 * facts.allele_counts.back() / facts.allele_number;
        std::string_view significance = ".";
        if (is_coding && per_mille >= 50)
            significance = "Benign";
        else if (is_coding && per_mille >= 10)
            significance = "Likely_benign";
        else if (is_coding && random_.chance(0.4))
            significance = "Uncertain_significance";
        facts.significance.push_back(significance);
    }
    return facts;
}

}  // namespace genostrat::simulate
