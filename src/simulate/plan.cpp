// SPDX-License-Identifier: MIT
#include "simulate/plan.hpp"

#include <algorithm>
#include <array>

namespace genostrat::simulate {

namespace {

struct Wish {
    Effect effect;
    int copies;
    std::int64_t known_count;
    std::string_view significance;
};

/// The patient's findings: one of each kind that a report has to tell apart.
constexpr std::array<Wish, 6> patient_wishes{{
    {Effect::stop_gained, 1, 3, "Pathogenic"},
    {Effect::frameshift, 1, 41, "Pathogenic"},
    {Effect::splice_donor, 1, 7, "Likely_pathogenic"},
    {Effect::missense, 2, 52, "Pathogenic"},
    {Effect::stop_gained, 1, 0, "."},
    {Effect::missense, 1, 18, "Uncertain_significance"},
}};

std::vector<Effect> effects_of(Inheritance mode) {
    switch (mode) {
    case Inheritance::compound_heterozygous:
        return {Effect::stop_gained, Effect::frameshift};
    case Inheritance::autosomal_recessive:
        return {Effect::frameshift};
    case Inheritance::x_linked_recessive:
        return {Effect::splice_donor};
    case Inheritance::autosomal_dominant:
        return {Effect::missense};
    case Inheritance::de_novo:
        break;
    }
    return {Effect::stop_gained};
}

/// Finds genes for events; none is used twice.
class Planner {
public:
    Planner(const GenomeContig& contig, std::span<const Gene> genes, Random random)
        : contig_{contig}, random_{random} {
        for (const Gene& gene : genes) {
            if (gene.is_coding())
                free_.push_back(&gene);
        }
    }

    /// Variants of these effects in one gene; none where no gene can have them.
    std::vector<PlantedVariant> plant_in_one_gene(std::span<const Effect> effects) {
        const std::size_t n_free = free_.size();
        const std::size_t first =
            n_free == 0 ? 0 : random_.below(static_cast<std::uint32_t>(n_free));
        for (std::size_t step = 0; step < n_free; ++step) {
            const std::size_t at = (first + step) % n_free;
            std::vector<PlantedVariant> variants = try_gene(*free_[at], effects);
            if (variants.empty())
                continue;
            free_.erase(free_.begin() + static_cast<std::ptrdiff_t>(at));
            return variants;
        }
        return {};
    }

private:
    std::vector<PlantedVariant> try_gene(const Gene& gene, std::span<const Effect> effects) {
        std::vector<PlantedVariant> variants;
        for (const Effect effect : effects) {
            const auto variant =
                plant(contig_, gene, effect, random_.stream(gene.id, variants.size()));
            // Two in one gene stand so far apart that no caller would join them.
            const bool is_near =
                variant &&
                std::any_of(
                    variants.begin(), variants.end(), [&variant](const PlantedVariant& other) {
                        return std::abs(other.pos - variant->pos) < 30;
                    });
            if (!variant || is_near)
                return {};
            variants.push_back(*variant);
        }
        return variants;
    }

    const GenomeContig& contig_;
    Random random_;
    std::vector<const Gene*> free_{};
};

}  // namespace

std::vector<PlantedEvent> plan_events(
    const GenomeContig& contig,
    int contig_index,
    int n_autosomes,
    bool has_x,
    int n_families,
    std::span<const Gene> genes,
    Random random) {
    Planner planner{contig, genes, random};
    std::vector<PlantedEvent> events;
    const auto is_here = [&](int number) {
        return !contig.is_x() && number % n_autosomes == contig_index;
    };
    for (std::size_t wish = 0; wish < patient_wishes.size(); ++wish) {
        const Wish& wished = patient_wishes[wish];
        if (!is_here(static_cast<int>(wish)))
            continue;
        for (PlantedVariant& variant : planner.plant_in_one_gene(std::array{wished.effect}))
            events.push_back(
                {.variant = std::move(variant),
                 .patient_copies = wished.copies,
                 .known_count = wished.known_count,
                 .significance = wished.significance});
    }
    for (int family = 0; family < n_families; ++family) {
        const Inheritance mode = mode_of_family(family, has_x);
        const bool is_on_x = mode == Inheritance::x_linked_recessive;
        if (is_on_x ? !contig.is_x() : !is_here(family))
            continue;
        for (PlantedVariant& variant : planner.plant_in_one_gene(effects_of(mode)))
            events.push_back(
                {.variant = std::move(variant),
                 .family = family,
                 .known_count = mode == Inheritance::de_novo ? 0 : 2 + family,
                 .significance = mode == Inheritance::de_novo ? "." : "Pathogenic"});
    }
    std::sort(events.begin(), events.end(), [](const PlantedEvent& one, const PlantedEvent& other) {
        return one.variant.pos < other.variant.pos;
    });
    return events;
}

}  // namespace genostrat::simulate
