// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/pgx/genotype.hpp>

namespace genostrat::pgx {
namespace {

/// Finds the block of a phase set, or begins it. The phase of genotypes without a set is one set.
std::vector<HetSite>& block_of(
    std::vector<std::vector<HetSite>>& blocks,
    std::vector<std::int32_t>& names,
    std::int32_t phase_set) {
    const auto found = std::ranges::find(names, phase_set);
    if (found != names.end())
        return blocks[static_cast<std::size_t>(found - names.begin())];
    names.push_back(phase_set);
    return blocks.emplace_back();
}

}  // namespace

PhasedSample phase(std::span<const LocusCall> calls) {
    PhasedSample sample;
    std::vector<std::int32_t> phase_sets;
    std::vector<HetSite> unphased;
    sample.is_haploid = std::ranges::all_of(
        calls, [](const LocusCall& call) { return call.is_missing() || call.is_haploid(); });
    for (std::size_t index = 0; index < calls.size(); ++index) {
        const LocusCall& call = calls[index];
        if (call.is_missing())
            continue;
        const auto locus = static_cast<LocusIndex>(index);
        ++sample.n_present;
        sample.is_phased = sample.is_phased && call.is_phased;
        sample.has_partial = sample.has_partial || call.is_partial();
        const bool is_half_known = call.is_haploid() && !sample.is_haploid;
        if (!call.is_heterozygous() && !is_half_known) {
            sample.homozygous.push_back(locus);
            continue;
        }
        const HetSite site{.locus = locus, .first = call.first, .second = call.second};
        if (is_half_known) {
            block_of(sample.blocks, phase_sets, no_phase_set).push_back(site);
            continue;
        }
        if (!call.is_phased) {
            unphased.push_back(site);
            continue;
        }
        sample.uses_phase_sets = sample.uses_phase_sets || call.phase_set != no_phase_set;
        block_of(sample.blocks, phase_sets, call.phase_set).push_back(site);
    }
    for (const HetSite& site : unphased)
        sample.blocks.push_back({site});
    sample.is_haploid = sample.is_haploid && sample.n_present > 0;
    return sample;
}

}  // namespace genostrat::pgx
