// SPDX-License-Identifier: MIT
#include "simulate/individuals.hpp"

#include <algorithm>
#include <utility>

namespace genostrat::simulate {

namespace {

constexpr std::int64_t mean_segment_bases = 60'000;

/// Appends the part of a haplotype within begin..end.
void append_part(
    Haplotype& out,
    const Haplotype& from,
    std::int64_t begin,
    std::int64_t end,
    std::span<const std::int64_t> planted_pos) {
    for (std::size_t at = 0; at < from.segments.size(); ++at) {
        const std::int64_t segment_end =
            at + 1 < from.segments.size() ? from.segments[at + 1].begin : end;
        if (segment_end > begin && from.segments[at].begin < end)
            out.segments.push_back(
                {std::max(begin, from.segments[at].begin), from.segments[at].founder});
    }
    for (const std::int32_t variant : from.planted) {
        const std::int64_t pos = planted_pos[static_cast<std::size_t>(variant)];
        if (begin <= pos && pos < end)
            out.planted.push_back(variant);
    }
}

}  // namespace

bool Haplotype::has_planted(std::int32_t variant) const noexcept {
    return std::find(planted.begin(), planted.end(), variant) != planted.end();
}

Haplotype draw_haplotype(std::int64_t contig_length, Random& random) {
    Haplotype haplotype;
    for (std::int64_t begin = 0; begin < contig_length;
         begin += 1 + random.between(0, 2 * mean_segment_bases))
        haplotype.segments.push_back({begin, random.below(n_founders)});
    return haplotype;
}

Transmission draw_transmission(std::int64_t contig_length, Random& random) {
    Transmission transmission{.first = random.below(2), .crossing = contig_length};
    if (random.chance(0.5))
        transmission.crossing = random.between(1, contig_length - 1);
    return transmission;
}

Haplotype transmit(
    const Individual& parent,
    const Transmission& transmission,
    std::int64_t contig_length,
    std::span<const std::int64_t> planted_pos) {
    const Haplotype& first = parent.haplotypes[transmission.first];
    const Haplotype& second = parent.haplotypes[1 - transmission.first];
    Haplotype child;
    append_part(child, first, 0, transmission.crossing, planted_pos);
    append_part(child, second, transmission.crossing, contig_length, planted_pos);
    return child;
}

Individual draw_individual(std::string name, Sex sex, const GenomeContig& contig, Random random) {
    Individual person{.name = std::move(name), .sex = sex};
    person.haplotypes[0] = draw_haplotype(contig.length(), random);
    if (sex == Sex::female || !contig.is_x())
        person.haplotypes[1] = draw_haplotype(contig.length(), random);
    return person;
}

Genotyper::Genotyper(const std::vector<Individual>& individuals, std::int64_t first_haplotype)
    : individuals_{individuals}, first_haplotype_{first_haplotype}, segments_(individuals.size()) {
}

void Genotyper::call(const Site& site, std::vector<Call>& calls) {
    calls.resize(individuals_.size());
    for (std::size_t person = 0; person < individuals_.size(); ++person) {
        const Individual& individual = individuals_[person];
        for (std::size_t copy = 0; copy < 2; ++copy) {
            const Haplotype& haplotype = individual.haplotypes[copy];
            if (haplotype.segments.empty()) {
                calls[person][copy] = no_allele;
                continue;
            }
            std::size_t& segment = segments_[person][copy];
            while (segment + 1 < haplotype.segments.size() &&
                   haplotype.segments[segment + 1].begin <= site.pos)
                ++segment;
            int allele = site.allele_of(haplotype.segments[segment].founder);
            if (site.private_haplotype ==
                first_haplotype_ + static_cast<std::int64_t>(2 * person + copy))
                allele = 1;
            if (site.planted >= 0)
                allele = haplotype.has_planted(site.planted) ? 1 : 0;
            calls[person][copy] = static_cast<std::int8_t>(allele);
        }
    }
}

}  // namespace genostrat::simulate
