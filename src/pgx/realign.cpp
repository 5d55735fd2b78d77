// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include <genostrat/core/contigs.hpp>
#include <genostrat/pgx/realign.hpp>

namespace genostrat::pgx {
namespace {

using Alleles = genostrat::AlleleSet;  // place and texts; pgx::AlleleSet is a set of named alleles

/// The one change of an ALT, as short and as far left as can be told.
std::optional<Alleles>
shortest(std::int64_t pos0, std::string_view ref, std::string_view alt, const FetchBases* fetch) {
    if (!is_plain_sequence(ref) || !is_plain_sequence(alt) || ref == alt)
        return std::nullopt;
    Alleles set;
    set.assign(pos0, ref, std::span{&alt, 1});
    if (fetch != nullptr)
        left_align(set, *fetch);
    else
        trim(set);
    return set;
}

}  // namespace

ChangeIndex::ChangeIndex(const Bundle& bundle) : bundle_(&bundle) {
    for (std::size_t gene = 0; gene < bundle.genes.size(); ++gene) {
        const auto& loci = bundle.genes[gene].model.definition.loci;
        for (std::size_t locus = 0; locus < loci.size(); ++locus)
            for (std::size_t alt = 0; alt < loci[locus].alts.size(); ++alt) {
                auto set =
                    shortest(loci[locus].pos0, loci[locus].ref, loci[locus].alts[alt], nullptr);
                if (!set)
                    continue;
                changes_[std::string{canonical_contig(loci[locus].contig)}].push_back(
                    {.pos0 = set->pos,
                     .ref = std::move(set->alleles[0]),
                     .alt = std::move(set->alleles[1]),
                     .place = {static_cast<std::uint16_t>(gene), static_cast<LocusIndex>(locus)},
                     .alt_index = static_cast<std::uint16_t>(alt)});
            }
    }
    for (auto& [contig, changes] : changes_)
        std::ranges::sort(changes, {}, &Change::pos0);
}

const ChangeIndex::Change* ChangeIndex::find_change(
    std::span<const Change> changes, std::int64_t pos0, const genostrat::AlleleSet& set) const {
    auto change = std::ranges::lower_bound(changes, set.pos, {}, &Change::pos0);
    for (; change != changes.end() && change->pos0 == set.pos; ++change) {
        const auto& gene = bundle_->genes[change->place.gene].model.definition;
        if (gene.loci[change->place.locus].pos0 != pos0 && change->ref == set.alleles[0] &&
            change->alt == set.alleles[1])
            return &*change;
    }
    return nullptr;
}

std::vector<Projection> ChangeIndex::find(
    std::string_view contig,
    std::int64_t pos0,
    std::string_view ref,
    std::span<const std::string_view> alts,
    const FetchBases* fetch) const {
    const auto of_contig = changes_.find(contig);
    if (of_contig == changes_.end())
        return {};
    const std::span<const Change> changes{of_contig->second};
    const auto near =
        std::ranges::lower_bound(changes, pos0 - (fetch ? reach_bp : 0), {}, &Change::pos0);
    const std::int64_t end = pos0 + static_cast<std::int64_t>(ref.size());
    if (near == changes.end() || near->pos0 > end)
        return {};
    std::vector<std::optional<Alleles>> sets;
    std::vector<const Change*> found;
    for (const std::string_view alt : alts) {
        const bool could_move = alt.size() != ref.size() || may_be_unnormalised(ref, {&alt, 1});
        sets.push_back(could_move ? shortest(pos0, ref, alt, fetch) : std::nullopt);
        found.push_back(sets.back() ? find_change(changes, pos0, *sets.back()) : nullptr);
    }
    std::vector<Projection> projections;
    for (const Change* const change : found) {
        if (change == nullptr || std::ranges::any_of(projections, [&](const Projection& known) {
                return known.place == change->place;
            }))
            continue;
        const Locus& locus =
            bundle_->genes[change->place.gene].model.definition.loci[change->place.locus];
        const std::int64_t locus_end = locus.pos0 + static_cast<std::int64_t>(locus.ref.size());
        Projection projection{.place = change->place};
        for (std::size_t alt = 0; alt < alts.size(); ++alt) {
            const std::int64_t from = sets[alt] ? sets[alt]->pos : pos0;
            const std::int64_t to =
                from +
                static_cast<std::int64_t>(sets[alt] ? sets[alt]->alleles[0].size() : ref.size());
            if (found[alt] != nullptr && found[alt]->place == change->place)
                projection.alts.push_back(locus.alts[found[alt]->alt_index]);
            else
                projection.alts.push_back(from < locus_end && locus.pos0 < to ? "*" : locus.ref);
        }
        projections.push_back(std::move(projection));
    }
    return projections;
}

}  // namespace genostrat::pgx
